package dev.anabranch.codegen.source;

import com.palantir.javapoet.ArrayTypeName;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature.Parameter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A list of a few datasets along one axis, equally many for each task but for those that lie beyond the axis' ends:
 * {@code x[t - 1, i - 1 .. i + 1]}.
 *
 * @param axis of the array
 * @param range along the axis
 * @param below whether some task's begins before the axis
 * @param above whether some task's ends behind it
 * @param counts how many datasets tasks find
 * @param cut which of the family's tasks find fewer than there would be between the ends of an endless axis
 */
record Window(int axis, Subscript.Range range, boolean below, boolean above, SortedSet<Integer> counts, BitSet cut) {
    /** More arguments than this are not written out. */
    private static final int MOST_ARGUMENTS = 48;

    /** More elements than this are collected by a loop. */
    private static final int WIDEST = 8;
    /** Sums of coordinates this far from 0 are ints. */
    static final int FAR = 1 << 29;

    /**
     * The list that a parameter takes the datasets of, if it takes an array of primitives and, but for that list, single
     * values.
     */
    static Optional<Argument.ReadAll> list(Parameter parameter, Argument argument) {
        if (parameter.kind() != Parameter.Kind.VALUE
                || parameter.optional()
                || !(TypeNames.descriptor(parameter.javaType()) instanceof ArrayTypeName java)
                || !java.componentType().isPrimitive()) {
            return Optional.empty();
        }
        List<Argument> elements = elements(argument);
        List<Argument> lists = elements.stream()
                .filter(e -> !(e instanceof Argument.Value || e instanceof Argument.Read))
                .toList();
        return elements.size() <= MOST_ARGUMENTS && lists.size() == 1 && lists.get(0) instanceof Argument.ReadAll list
                ? Optional.of(list)
                : Optional.empty();
    }

    /** The elements of a list that is written out; otherwise what it is. */
    static List<Argument> elements(Argument argument) {
        return argument instanceof Argument.ListOf literal ? literal.elements() : List.of(argument);
    }

    /** The window of a task that finds all of it. */
    Window whole() {
        return new Window(axis, range, false, false, new TreeSet<>(List.of(counts.last())), new BitSet());
    }

    /** The list as a window, if it is one and all its datasets exist. */
    static Optional<Window> of(TaskGraph graph, TaskFamily family, Argument.ReadAll list) {
        DatasetArray array = graph.arrays().get(list.array());
        int along = -1;
        for (int axis = 0; axis < array.axes().size(); axis++) {
            if (list.subscripts().get(axis) instanceof Subscript.At) {
                continue;
            }
            boolean range = list.subscripts().get(axis) instanceof Subscript.Range
                    && IndexVariable.isCoordinate(array.axes().get(axis).domain());
            if (along >= 0 || !range) {
                return Optional.empty();
            }
            along = axis;
        }
        if (along < 0 || !array.isComplete(graph)) {
            return Optional.empty();
        }
        Subscript.Range range = (Subscript.Range) list.subscripts().get(along);
        Domain.Regular on = (Domain.Regular) array.axes().get(along).domain();
        RangeCheck.Outside outside = new RangeCheck(graph, family).of(range, on);
        BitSet cut = new BitSet();
        SortedSet<Integer> counts = outside.between() ? new TreeSet<>() : counts(graph, family, range, on, cut);
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Window(along, range, outside.below(), outside.above(), counts, cut));
    }

    /** How many coordinates of an axis ranges have, and which are cut; nothing if they are not equally long. */
    private static SortedSet<Integer> counts(
            TaskGraph graph, TaskFamily family, Subscript.Range range, Domain.Regular on, BitSet cut) {
        long last = on.value(on.size() - 1);
        int[] positions = new int[family.axes().size()];
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), positions);
        SortedSet<Integer> counts = new TreeSet<>();
        long width = -1;
        int first = graph.firstTask(family.id());
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            for (int i = 0; i < positions.length; i++) {
                positions[i] = graph.position(task, i);
            }
            long from = evaluator.integer(range.from());
            long to = evaluator.integer(range.to());
            long by = evaluator.integer(range.by());
            if (Math.max(Math.abs(from), Math.abs(to)) > FAR || by > FAR || to < from) {
                return new TreeSet<>();
            }
            long wide = (to - from) / by + 1;
            if (wide > WIDEST || (width >= 0 && wide != width)) {
                return new TreeSet<>();
            }
            width = wide;
            long begin = from >= on.first() ? from : on.first() + Math.floorMod(from - on.first(), by);
            int found = (int) Math.max(0, Math.floorDiv(Math.min(to, last) - begin, by) + 1);
            counts.add(found);
            cut.set(task - first, found < wide);
        }
        return counts;
    }
}
