package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the equations of one flow, each as often as conditionals between datasets split it. */
final class EquationVariants {
    /** How many ways conditionals may split one equation. */
    private static final int MOST_VARIANTS = 64;

    private final FlowContext flow;
    private final List<TypedEquation> equations;
    private final Map<String, Integer> unnamedCounts = new HashMap<>();

    /** @param equations gets those without mistakes */
    EquationVariants(FlowContext flow, List<TypedEquation> equations) {
        this.flow = flow;
        this.equations = equations;
    }

    /** Reads one; arrays that it leaves out instances of are marked incomplete. */
    void read(Statement.Equation equation, LeftSide left) {
        boolean shadowed = equation.targets().stream()
                .anyMatch(t -> flow.declarations.shadowed().contains(t.text()));
        ArrayDeque<List<EquationReader.Choice>> variants = new ArrayDeque<>();
        variants.add(List.of());
        boolean sound = !shadowed;
        int splits = 1;
        while (!variants.isEmpty()) {
            List<EquationReader.Choice> choices = variants.removeFirst();
            String name = equation.targets().get(0).text();
            int count = unnamedCounts.getOrDefault(name, 0);
            EquationReader reader = new EquationReader(flow, equation, left, choices, count + 1, flow.numbers.next());
            Optional<List<TypedEquation>> families = reader.read();
            if (reader.split().isPresent()) {
                if (++splits > MOST_VARIANTS) {
                    flow.diagnostics.add(Diagnostic.error(
                                    CompilerCodes.TOO_MANY_CONDITIONALS,
                                    equation.span(),
                                    "the conditionals split this equation more than " + MOST_VARIANTS + " ways")
                            .withHelp("write several equations with `where` instead, one for each case"));
                    sound = false;
                    break;
                }
                EquationReader.Choice choice = reader.split().get();
                variants.addFirst(with(choices, choice, false));
                variants.addFirst(with(choices, choice, true));
            } else if (families.isPresent() && !shadowed) {
                equations.addAll(families.get());
                flow.numbers.add(reader.arrays());
                unnamedCounts.put(name, count + reader.arrays().size());
            } else {
                sound = false;
            }
        }
        if (!sound) {
            for (Name target : equation.targets()) {
                flow.arrays.find(target.text()).ifPresent(ArrayTable.Entry::makeIncomplete);
            }
        }
    }

    private List<EquationReader.Choice> with(
            List<EquationReader.Choice> choices, EquationReader.Choice choice, boolean holds) {
        List<EquationReader.Choice> more = new ArrayList<>(choices);
        more.add(new EquationReader.Choice(choice.conditional(), choice.condition(), holds));
        return more;
    }
}
