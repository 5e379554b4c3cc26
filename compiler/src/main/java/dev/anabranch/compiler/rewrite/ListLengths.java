package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many of a task's inputs a list argument takes. Where a call has one list, that is what the other arguments
 * leave; where it has several, or datasets that may be absent, the coordinates are counted.
 */
final class ListLengths {
    private final TaskGraph graph;
    private final int[] open;
    private final int[] singles;
    private final IdentityHashMap<Domain, Map<Object, Integer>> positions = new IdentityHashMap<>();

    ListLengths(TaskGraph graph) {
        this.graph = graph;
        int families = graph.families().size();
        this.open = new int[families];
        this.singles = new int[families];
        for (TaskFamily family : graph.families()) {
            family.arguments().forEach(argument -> argument.accept(new Census(family.id())));
        }
    }

    int of(int task, Argument.ReadAll argument, ScalarEvaluator evaluator) {
        int family = graph.familyId(task);
        return open[family] == 1
                ? graph.inputs().size(task) - singles[family]
                : count(argument.array(), argument.subscripts(), evaluator);
    }

    int of(int task, Argument.Part argument, ScalarEvaluator evaluator) {
        int family = graph.familyId(task);
        if (open[family] == 1) {
            return graph.inputs().size(task) - singles[family];
        }
        long rest = count(argument.list().array(), argument.list().subscripts(), evaluator)
                - evaluator.integer(argument.first());
        return (int) Math.max(0, Math.min(argument.length(), rest));
    }

    /** Whether there is a dataset at the coordinates. */
    boolean defined(Argument.Read read, ScalarEvaluator evaluator) {
        return count(read.array(), read.at(), evaluator) == 1;
    }

    private int count(int number, List<? extends Subscript> subscripts, ScalarEvaluator evaluator) {
        DatasetArray array = graph.arrays().get(number);
        int[][] choices = new int[array.axes().size()][];
        for (int axis = 0; axis < choices.length; axis++) {
            choices[axis] = subscripts
                    .get(axis)
                    .accept(new Chosen(array.axes().get(axis).domain(), evaluator));
        }
        return count(array, choices, 0, 0);
    }

    private int count(DatasetArray array, int[][] choices, int axis, int offset) {
        if (axis == choices.length) {
            return graph.producer(array.firstSlot() + offset) >= 0 ? 1 : 0;
        }
        int sum = 0;
        for (int position : choices[axis]) {
            sum += count(
                    array, choices, axis + 1, offset * array.axes().get(axis).size() + position);
        }
        return sum;
    }

    /** Counts the single datasets among a family's arguments, and those that may be more or less than one. */
    private final class Census implements Argument.Visitor<Census> {
        private final int family;

        Census(int family) {
            this.family = family;
        }

        @Override
        public Census value(Argument.Value argument) {
            return this;
        }

        @Override
        public Census read(Argument.Read argument) {
            singles[family]++;
            return this;
        }

        @Override
        public Census readIfDefined(Argument.ReadIfDefined argument) {
            open[family]++;
            return argument.otherwise().accept(this);
        }

        @Override
        public Census absent(Argument.Absent argument) {
            return this;
        }

        @Override
        public Census readAll(Argument.ReadAll argument) {
            open[family]++;
            return this;
        }

        @Override
        public Census part(Argument.Part argument) {
            open[family]++;
            return this;
        }

        @Override
        public Census list(Argument.ListOf argument) {
            argument.elements().forEach(element -> element.accept(this));
            return this;
        }

        @Override
        public Census named(Argument.Named argument) {
            argument.entries().forEach(entry -> entry.getValue().accept(this));
            return this;
        }
    }

    /** The positions on one axis that a subscript asks for. */
    private final class Chosen implements Subscript.Visitor<int[]> {
        private final Domain domain;
        private final ScalarEvaluator evaluator;

        Chosen(Domain domain, ScalarEvaluator evaluator) {
            this.domain = domain;
            this.evaluator = evaluator;
        }

        @Override
        public int[] at(Subscript.At subscript) {
            int position = position(evaluator.evaluate(subscript.coordinate()));
            return position < 0 ? new int[0] : new int[] {position};
        }

        @Override
        public int[] range(Subscript.Range subscript) {
            long to = evaluator.integer(subscript.to());
            long by = evaluator.integer(subscript.by());
            int[] found = new int[domain.size()];
            int count = 0;
            for (long at = evaluator.integer(subscript.from()); at <= to; at += by) {
                int position = position(at);
                if (position >= 0) {
                    found[count++] = position;
                }
            }
            return Arrays.copyOf(found, count);
        }

        @Override
        public int[] all(Subscript.All subscript) {
            int[] every = new int[domain.size()];
            for (int i = 0; i < every.length; i++) {
                every[i] = i;
            }
            return every;
        }

        private int position(Object coordinate) {
            if (domain instanceof Domain.Regular regular) {
                return regular.position((Long) coordinate);
            }
            @Nullable Integer position = index(domain).get(coordinate);
            return position == null ? -1 : position;
        }
    }

    private Map<Object, Integer> index(Domain domain) {
        return positions.computeIfAbsent(domain, unused -> {
            List<?> values = domain.accept(new Domain.Visitor<List<?>>() {
                @Override
                public List<?> regular(Domain.Regular regular) {
                    return List.of();
                }

                @Override
                public List<?> integers(Domain.Integers integers) {
                    return integers.values();
                }

                @Override
                public List<?> texts(Domain.Texts texts) {
                    return texts.values();
                }
            });
            Map<Object, Integer> byValue = new HashMap<>();
            for (int i = 0; i < values.size(); i++) {
                byValue.put(values.get(i), i);
            }
            return byValue;
        });
    }
}
