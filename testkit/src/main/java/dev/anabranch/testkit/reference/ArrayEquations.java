package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The equations of each array, in the order of the file. */
final class ArrayEquations {
    private final Map<String, List<Statement.Equation>> equations = new LinkedHashMap<>();

    ArrayEquations(SyntaxTree tree, Constants constants) {
        for (Statement.Equation equation : tree.equations()) {
            for (Name target : equation.targets()) {
                if (constants.isParam(target.text()) || constants.isDim(target.text())) {
                    throw Refusal.of(target.span(), "`" + target + "` is declared twice");
                }
                equations.computeIfAbsent(target.text(), n -> new ArrayList<>()).add(equation);
            }
        }
    }

    boolean define(String array) {
        return equations.containsKey(array);
    }

    /** Those that define an array; none if it is no array. */
    List<Statement.Equation> of(String array) {
        return equations.getOrDefault(array, List.of());
    }
}
