package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.plan.PlanAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What generated code looks up by number and position: listed coordinates, and tables of numbers. */
final class AxisTables {
    /** One number's rows. */
    private record Rows(List<String> texts, List<Long> values) {}

    private final Map<Rows, Integer> numbers = new LinkedHashMap<>();

    /** The number of a listed axis; equal lists have one number. */
    int axis(Domain domain) {
        return domain.accept(new Domain.Visitor<Integer>() {
            @Override
            public Integer regular(Domain.Regular regular) {
                throw new IllegalArgumentException("a regular axis needs no table");
            }

            @Override
            public Integer integers(Domain.Integers integers) {
                return number(new Rows(List.of(), integers.values()));
            }

            @Override
            public Integer texts(Domain.Texts texts) {
                return number(new Rows(texts.values(), List.of()));
            }
        });
    }

    /** The number of a table of texts. */
    int table(List<String> texts) {
        return number(new Rows(List.copyOf(texts), List.of()));
    }

    /** The number of a table of integers. */
    int table(long[] values) {
        return number(new Rows(List.of(), Arrays.stream(values).boxed().toList()));
    }

    private int number(Rows rows) {
        Integer number = numbers.putIfAbsent(rows, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }

    /** All tables as columns. */
    PlanAxes columns() {
        List<Rows> all = new ArrayList<>(numbers.keySet());
        int rows =
                all.stream().mapToInt(r -> r.texts().size() + r.values().size()).sum();
        PlanAxes columns = new PlanAxes(new int[rows], new int[rows], new String[rows], new long[rows]);
        int row = 0;
        for (int number = 0; number < all.size(); number++) {
            List<String> texts = all.get(number).texts();
            List<Long> values = all.get(number).values();
            for (int position = 0; position < texts.size() + values.size(); position++) {
                columns.axis()[row] = number;
                columns.position()[row] = position;
                columns.text()[row] = texts.isEmpty() ? "" : texts.get(position);
                columns.value()[row] = values.isEmpty() ? 0 : values.get(position);
                row++;
            }
        }
        return columns;
    }
}
