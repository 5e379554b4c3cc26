package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the indices of an array are called: after the dims of its equations, each with a name of its own. */
final class AxisNames {
    private AxisNames() {}

    static List<String> of(int rank, List<Statement.Equation> equations, Constants constants) {
        List<List<Optional<String>>> written = equations.stream()
                .map(e -> LeftSide.of(e, constants).indices().stream()
                        .map(LeftSide.Index::dim)
                        .toList())
                .toList();
        for (List<Optional<String>> names : written) {
            Set<String> distinct = new LinkedHashSet<>();
            names.forEach(n -> n.ifPresent(distinct::add));
            if (distinct.size() == names.size()) {
                return List.copyOf(distinct);
            }
        }
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = 0; i < rank; i++) {
            int place = i;
            String first = written.stream()
                    .flatMap(names -> names.get(place).stream())
                    .filter(n -> !chosen.contains(n))
                    .findFirst()
                    .orElse("index" + (i + 1));
            String distinct = first;
            for (int n = 2; !chosen.add(distinct); n++) {
                distinct = first + "_" + n;
            }
        }
        return List.copyOf(chosen);
    }
}
