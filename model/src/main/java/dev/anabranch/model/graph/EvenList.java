package dev.anabranch.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list that takes equally many coordinates of each axis at equal distances, whichever task of a family reads it, and
 * whose datasets all exist: where an element lies follows from its place in the list.
 *
 * @param counts for each axis of the array how many of its coordinates the list takes
 * @param steps for each axis how far apart the positions of two of them are
 */
public record EvenList(List<Integer> counts, List<Integer> steps) {
    public EvenList {
        counts = List.copyOf(counts);
        steps = List.copyOf(steps);
    }

    /** How many elements it has. */
    public int size() {
        return counts.stream().reduce(1, Math::multiplyExact);
    }

    /** The list as an even one, if it is. */
    public static Optional<EvenList> of(TaskGraph graph, TaskFamily family, Argument.ReadAll list) {
        DatasetArray array = graph.arrays().get(list.array());
        List<Integer> counts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int axis = 0; axis < array.axes().size(); axis++) {
            Subscript subscript = list.subscripts().get(axis);
            Domain domain = array.axes().get(axis).domain();
            if (subscript instanceof Subscript.Range range) {
                int[] even = even(graph, family, range, domain);
                if (even.length == 0) {
                    return Optional.empty();
                }
                counts.add(even[0]);
                steps.add(even[1]);
            } else {
                counts.add(subscript instanceof Subscript.All ? domain.size() : 1);
                steps.add(1);
            }
        }
        EvenList even = new EvenList(counts, steps);
        return array.isComplete(graph) || even.isComplete(graph, family, list) ? Optional.of(even) : Optional.empty();
    }

    /** Count and step of a range if they are the same for all tasks and the axis has all its coordinates. */
    private static int[] even(TaskGraph graph, TaskFamily family, Subscript.Range range, Domain domain) {
        if (!(domain instanceof Domain.Regular axis)) {
            return new int[0];
        }
        int[] positions = new int[family.axes().size()];
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), positions);
        int[] even = new int[0];
        int first = graph.firstTask(family.id());
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            move(graph, task, positions);
            int from = axis.position(evaluator.integer(range.from()));
            long by = evaluator.integer(range.by());
            long count = Math.floorDiv(evaluator.integer(range.to()) - evaluator.integer(range.from()), by) + 1;
            long step = axis.size() == 1 ? 1 : by / axis.step();
            boolean inside = from >= 0
                    && count > 0
                    && (count == 1 || by % axis.step() == 0)
                    && from + (count - 1) * step < axis.size();
            if (!inside || (even.length > 0 && !(even[0] == count && even[1] == step))) {
                return new int[0];
            }
            even = new int[] {(int) count, (int) step};
        }
        return even;
    }

    private static void move(TaskGraph graph, int task, int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            positions[i] = graph.position(task, i);
        }
    }

    /** Whether each element exists that a task of the family would read. */
    private boolean isComplete(TaskGraph graph, TaskFamily family, Argument.ReadAll list) {
        DatasetArray array = graph.arrays().get(list.array());
        int[] positions = new int[family.axes().size()];
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), positions);
        int first = graph.firstTask(family.id());
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            move(graph, task, positions);
            int[] at = new int[array.axes().size()];
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = begin(
                        list.subscripts().get(axis), array.axes().get(axis).domain(), evaluator);
                if (at[axis] < 0) {
                    return false;
                }
            }
            if (!isComplete(graph, array, at, 0)) {
                return false;
            }
        }
        return true;
    }

    private static int begin(Subscript subscript, Domain domain, ScalarEvaluator evaluator) {
        return subscript.accept(new Subscript.Visitor<Integer>() {
            @Override
            public Integer at(Subscript.At at) {
                return domain.positionOf(evaluator.evaluate(at.coordinate()));
            }

            @Override
            public Integer range(Subscript.Range range) {
                return domain.positionOf(evaluator.evaluate(range.from()));
            }

            @Override
            public Integer all(Subscript.All all) {
                return 0;
            }
        });
    }

    private boolean isComplete(TaskGraph graph, DatasetArray array, int[] at, int axis) {
        if (axis == at.length) {
            return graph.producer(array.slot(at)) >= 0;
        }
        int begin = at[axis];
        for (int i = 0; i < counts.get(axis); i++) {
            at[axis] = begin + i * steps.get(axis);
            if (!isComplete(graph, array, at, axis + 1)) {
                return false;
            }
        }
        at[axis] = begin;
        return true;
    }
}
