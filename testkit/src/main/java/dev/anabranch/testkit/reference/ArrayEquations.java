package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The equations of each array, in the order of the file. */
final class ArrayEquations {
    private final Map<String, List<Statement.Equation>> equations = new LinkedHashMap<>();

    /** @param flows the names of other flows: an equation that uses one defines no array */
    ArrayEquations(SyntaxTree tree, Constants constants, Set<String> flows) {
        for (Statement.Equation equation : tree.equations()) {
            if (FlowPart.used(equation, flows).isPresent()) {
                continue;
            }
            for (Name target : equation.targets()) {
                if (constants.isParam(target.text()) || constants.isDim(target.text())) {
                    throw Refusal.of(target.span(), "`" + target + "` is declared twice");
                }
                equations.computeIfAbsent(target.text(), n -> new ArrayList<>()).add(equation);
            }
        }
    }

    /** The names of all arrays, in the order of the file. */
    Set<String> names() {
        return equations.keySet();
    }

    boolean define(String array) {
        return equations.containsKey(array);
    }

    /** Those that define an array; none if it is no array. */
    List<Statement.Equation> of(String array) {
        return equations.getOrDefault(array, List.of());
    }
}
