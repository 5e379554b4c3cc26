package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Statement;

/**
 * An equation with its left side understood.
 *
 * @param effect whether its task returns nothing
 */
record WrittenEquation(Statement.Equation statement, LeftSide left, boolean effect) {
    String name() {
        return statement.targets().get(0).text();
    }
}
