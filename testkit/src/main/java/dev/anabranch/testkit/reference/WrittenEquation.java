package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Statement;

/**
 * An equation with its left side understood.
 *
 * @param part the flow that it stands in
 * @param effect whether its task returns nothing
 */
record WrittenEquation(FlowPart part, Statement.Equation statement, LeftSide left, boolean effect) {
    String name() {
        return part.prefix() + statement.targets().get(0).text();
    }
}
