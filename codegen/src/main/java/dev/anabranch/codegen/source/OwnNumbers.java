package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers that a worker makes and no other reads, counted in the order in which it makes them: so the runtime lays them
 * out. Where those of an array are counted along its axes, with a stride for each, a task that passes no others knows where
 * they are without a table, and need not ask whether they are there. In a grid that is dealt by blocks these are all tasks but
 * those at the blocks' borders.
 */
final class OwnNumbers {
    /**
     * How the own numbers of an array are counted.
     *
     * @param base the count at position 0 of all axes, where one may be missing
     * @param strides by axis, how much the next position counts more
     */
    record Layout(int base, List<Integer> strides) {
        /** The count at these positions, where the array is regular. */
        int count(int[] at) {
            int count = base;
            for (int axis = 0; axis < at.length; axis++) {
                count += strides.get(axis) * at[axis];
            }
            return count;
        }
    }

    private final TaskGraph graph;
    /** In the order in which they are made. */
    private final int[] slots;
    /** By array, where there is one. */
    private final Map<Integer, Layout> layouts = new TreeMap<>();

    private final BitSet laidOut = new BitSet();

    private OwnNumbers(TaskGraph graph, int[] slots) {
        this.graph = graph;
        this.slots = slots;
        Map<Integer, Fit> fits = new TreeMap<>();
        for (int slot : slots) {
            fits.computeIfAbsent(graph.array(slot).id(), id -> new Fit()).expected++;
        }
        for (int count = 0; count < slots.length; count++) {
            DatasetArray array = graph.array(slots[count]);
            fits.computeIfAbsent(array.id(), id -> new Fit()).learn(count, array.positions(slots[count]));
        }
        fits.forEach((array, fit) -> layouts.put(array, fit.layout()));
        for (int count = 0; count < slots.length; count++) {
            DatasetArray array = graph.array(slots[count]);
            laidOut.set(slots[count], layout(array).count(array.positions(slots[count])) == count);
        }
    }

    /**
     * Strides along the axes, from the numbers behind the middle one that differ from it in one position: where a grid begins
     * or ends it may be irregular.
     */
    private static final class Fit {
        private int expected;
        private int seen;
        private int first;
        private int[] origin = {};
        private int[] strides = {};

        void learn(int count, int[] at) {
            if (seen == expected / 2) {
                first = count;
                origin = at;
                strides = new int[at.length];
            } else if (seen > expected / 2) {
                OptionalInt axis = onlyDifference(origin, at);
                if (axis.isPresent() && strides[axis.getAsInt()] == 0) {
                    int along = axis.getAsInt();
                    strides[along] = (count - first) / (at[along] - origin[along]);
                }
            }
            seen++;
        }

        private static OptionalInt onlyDifference(int[] one, int[] other) {
            int found = -1;
            for (int axis = 0; axis < one.length; axis++) {
                if (one[axis] != other[axis]) {
                    if (found >= 0) {
                        return OptionalInt.empty();
                    }
                    found = axis;
                }
            }
            return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
        }

        Layout layout() {
            int base = first;
            for (int axis = 0; axis < origin.length; axis++) {
                base -= strides[axis] * origin[axis];
            }
            return new Layout(base, Arrays.stream(strides).boxed().toList());
        }
    }

    /** Of each worker of a plan. */
    static List<OwnNumbers> of(OptimizedGraph graph, Plan plan) {
        Products products = new Products(graph.graph(), plan);
        return products.own().stream()
                .map(own -> new OwnNumbers(graph.graph(), own.build().toArray()))
                .toList();
    }

    /** What workers make, and which of that others read. */
    private static final class Products {
        private final TaskGraph graph;
        private final PlanSteps steps;
        /** By task where its datasets begin; second names are not among them. */
        private final int[] first;

        private final int[] slots;
        private final BitSet[] made;
        private final BitSet[] read;

        Products(TaskGraph graph, Plan plan) {
            this.graph = graph;
            this.steps = plan.steps();
            int[] producers = plan.datasets().producer();
            int[] rows = IntStream.range(0, producers.length)
                    .filter(row -> plan.datasets().aliasOf()[row] < 0 && producers[row] >= 0)
                    .toArray();
            this.first = new int[graph.taskCount() + 1];
            for (int row : rows) {
                first[producers[row] + 1]++;
            }
            for (int task = 0; task < graph.taskCount(); task++) {
                first[task + 1] += first[task];
            }
            this.slots = new int[rows.length];
            int[] next = first.clone();
            for (int row : rows) {
                slots[next[producers[row]]++] = plan.datasets().slot()[row];
            }
            int workers = plan.workers().name().length;
            this.made = new BitSet[workers];
            this.read = new BitSet[workers];
            for (int worker = 0; worker < workers; worker++) {
                made[worker] = new BitSet();
                read[worker] = new BitSet();
            }
            for (int step = 0; step < steps.kind().length; step++) {
                if (is(StepKind.RUN, step)) {
                    int task = steps.task()[step];
                    for (int i = first[task]; i < first[task + 1]; i++) {
                        made[steps.worker()[step]].set(slots[i]);
                    }
                }
            }
            for (int step = 0; step < steps.kind().length; step++) {
                if (is(StepKind.RECEIVE, step)) {
                    int slot = steps.slot()[step];
                    maker(steps.peer()[step], slot).ifPresent(worker -> read[worker].set(slot));
                }
            }
        }

        private boolean is(StepKind kind, int step) {
            return steps.kind()[step].equals(kind.name());
        }

        /** Whose dataset a receiver gets: the sender's if that makes it, else that of the first who does. */
        private OptionalInt maker(int sender, int slot) {
            return sender >= 0 && made[sender].get(slot)
                    ? OptionalInt.of(sender)
                    : IntStream.range(0, made.length)
                            .filter(worker -> made[worker].get(slot))
                            .findFirst();
        }

        /** By worker, in the order in which it makes them, those that no other reads. */
        List<IntStream.Builder> own() {
            List<IntStream.Builder> own =
                    Stream.generate(IntStream::builder).limit(made.length).toList();
            for (int step = 0; step < steps.kind().length; step++) {
                if (is(StepKind.RUN, step)) {
                    int worker = steps.worker()[step];
                    int task = steps.task()[step];
                    for (int i = first[task]; i < first[task + 1]; i++) {
                        if (ValueConversion.isNumber(graph.array(slots[i]).type()) && !read[worker].get(slots[i])) {
                            own.get(worker).add(slots[i]);
                        }
                    }
                }
            }
            return own;
        }
    }

    /** How many there are. */
    int count() {
        return slots.length;
    }

    /** How those of an array are counted that {@link #suffice} lets pass. */
    Layout layout(DatasetArray array) {
        return Objects.requireNonNull(layouts.get(array.id()), "the worker makes none of these for itself");
    }

    /** Whether all numbers that tasks read and make are own ones that are counted along axes. */
    boolean suffice(int... tasks) {
        for (int task : tasks) {
            if (!allOf(graph.inputs().row(task)) || !allOf(graph.outputs().row(task))) {
                return false;
            }
        }
        return true;
    }

    private boolean allOf(int[] some) {
        for (int slot : some) {
            if (!laidOut.get(slot) && ValueConversion.isNumber(graph.array(slot).type())) {
                return false;
            }
        }
        return true;
    }
}
