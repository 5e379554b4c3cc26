package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The slots that a list of datasets holds for one task. */
final class ReadSlots {
    private final TaskGraph graph;
    private final TaskFamily family;

    ReadSlots(TaskGraph graph, TaskFamily family) {
        this.graph = graph;
        this.family = family;
    }

    /** Those that exist, the last axis varying fastest; none at positions without a task where an index has no value. */
    int[] of(Argument.ReadAll readAll, int[] familyPositions) {
        DatasetArray array = graph.arrays().get(readAll.array());
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), familyPositions);
        List<int[]> choices = new ArrayList<>();
        try {
            for (int axis = 0; axis < array.axes().size(); axis++) {
                choices.add(positions(
                        readAll.subscripts().get(axis), array.axes().get(axis).domain(), evaluator));
            }
        } catch (ArithmeticException noValue) {
            return new int[0];
        }
        IntStream.Builder slots = IntStream.builder();
        collect(array, choices, new int[choices.size()], 0, slots);
        return slots.build().toArray();
    }

    /** Those of a part of a list. */
    int[] of(Argument.Part part, int[] familyPositions) {
        int[] whole = of(part.list(), familyPositions);
        long first = new ScalarEvaluator(family.axes(), familyPositions).integer(part.first());
        int from = (int) Math.max(0, Math.min(first, whole.length));
        return Arrays.copyOfRange(whole, from, (int) Math.max(from, Math.min(first + part.length(), whole.length)));
    }

    private void collect(DatasetArray array, List<int[]> choices, int[] at, int axis, IntStream.Builder slots) {
        if (axis == at.length) {
            int slot = array.slot(at);
            if (graph.producer(slot) >= 0) {
                slots.add(slot);
            }
            return;
        }
        for (int position : choices.get(axis)) {
            at[axis] = position;
            collect(array, choices, at, axis + 1, slots);
        }
    }

    private static int[] positions(Subscript subscript, Domain domain, ScalarEvaluator evaluator) {
        CoordinateLookup lookup = new CoordinateLookup(domain);
        return subscript.accept(new Subscript.Visitor<int[]>() {
            @Override
            public int[] at(Subscript.At at) {
                return existing(IntStream.of(lookup.position(evaluator.evaluate(at.coordinate()))));
            }

            @Override
            public int[] range(Subscript.Range range) {
                long from = evaluator.integer(range.from());
                long to = evaluator.integer(range.to());
                long by = evaluator.integer(range.by());
                return inRange(domain, from, to, by);
            }

            @Override
            public int[] all(Subscript.All all) {
                return IntStream.range(0, domain.size()).toArray();
            }
        });
    }

    /** The axis' coordinates in a range, ascending; the axis itself may list them in any order. */
    private static int[] inRange(Domain domain, long from, long to, long by) {
        List<Long> values = new ArrayList<>();
        for (int position = 0; position < domain.size(); position++) {
            values.add(
                    domain instanceof Domain.Integers integers
                            ? (long) integers.values().get(position)
                            : ((Domain.Regular) domain).value(position));
        }
        Integer[] inside = IntStream.range(0, values.size())
                .filter(p ->
                        values.get(p) >= from && values.get(p) <= to && Math.floorMod(values.get(p) - from, by) == 0)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(inside, (a, b) -> Long.compare(values.get(a), values.get(b)));
        return Arrays.stream(inside).mapToInt(p -> p).toArray();
    }

    private static int[] existing(IntStream positions) {
        return positions.filter(p -> p >= 0).toArray();
    }
}
