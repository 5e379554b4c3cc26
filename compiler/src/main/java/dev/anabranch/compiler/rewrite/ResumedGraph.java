package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.FamilyCost;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What is left of a graph for a run that goes on from datasets that an earlier run kept: these are read from files, and what
 * only they needed is gone.
 *
 * <pre>
 *   a -> b -> c -> publish           load(file) -> c -> publish
 *             ^                 =>                  ^
 *   d --------                             d -------
 * </pre>
 *
 * <p>Arrays and slots keep their numbers. Families that have lost all their tasks are left out; for each array that is read
 * back in parts or whole there is a family of loads at the end.
 *
 * @param graph what is left
 * @param files by slot, those of the datasets that are read from files
 * @param familyBefore for each family the one that it was before, or -1 for those of loads
 */
@SuppressWarnings("ArrayRecordComponent") // a column, written once
public record ResumedGraph(TaskGraph graph, SortedMap<Integer, String> files, int[] familyBefore) {
    public ResumedGraph {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** How many datasets are read from files. */
    public int loads() {
        return files.size();
    }

    /** What the name of a family of loads ends in. */
    public static final String SUFFIX = ".kept";

    /**
     * Walks back from the sinks and stops where a file is.
     *
     * @param shaped the graph after the passes that shape it, each task a unit of its own
     * @param cluster where it will run, whose first host's disk tells how long reading takes
     * @param fileOf the file of a slot's dataset, asked at most once and only of datasets that are needed
     */
    public static ResumedGraph of(OptimizedGraph shaped, Cluster cluster, IntFunction<Optional<String>> fileOf) {
        Walk walk = new Walk(shaped.graph(), fileOf);
        walk.fromSinks();
        return new Rest(shaped.graph(), cluster, walk).build();
    }

    /** Whether a signature is that of a task that reads a kept dataset. */
    public static boolean loads(TaskSignature signature) {
        return LoadSignature.isThatOf(signature);
    }

    /** Finds the tasks that still run and the datasets that stand for the others. */
    private static final class Walk {
        private final TaskGraph tasks;
        private final IntFunction<Optional<String>> fileOf;
        private final boolean[] runs;
        private final boolean[] asked;
        private final int[] stack;
        private final TreeMap<Integer, String> files = new TreeMap<>();
        private int depth;

        Walk(TaskGraph tasks, IntFunction<Optional<String>> fileOf) {
            this.tasks = tasks;
            this.fileOf = fileOf;
            this.runs = new boolean[tasks.taskCount()];
            this.asked = new boolean[tasks.slotCount()];
            this.stack = new int[tasks.taskCount()];
        }

        void fromSinks() {
            for (Publication publication : tasks.publications()) {
                publication.slots().forEach(this::need);
            }
            for (int task = 0; task < tasks.taskCount(); task++) {
                if (tasks.family(task).signature().effect()) {
                    run(task);
                }
            }
            while (depth > 0) {
                int task = stack[--depth];
                for (int i = 0; i < tasks.inputs().size(task); i++) {
                    need(tasks.inputs().get(task, i));
                }
                // A part of a list is told by places in the whole list, which has to stay as it is.
                for (Argument argument : tasks.family(task).arguments()) {
                    if (argument instanceof Argument.Part part) {
                        DatasetArray array = tasks.arrays().get(part.list().array());
                        for (int slot = array.firstSlot(); slot < array.firstSlot() + array.size(); slot++) {
                            need(slot);
                        }
                    }
                }
            }
            // Who runs for another of its datasets makes this one, too.
            files.keySet().removeIf(slot -> runs[tasks.producer(slot)]);
        }

        private void need(int slot) {
            int task = tasks.producer(slot);
            if (task < 0 || runs[task] || asked[slot]) {
                return;
            }
            asked[slot] = true;
            Optional<String> file =
                    LoadSignature.of(tasks.array(slot).type()).isEmpty() ? Optional.empty() : fileOf.apply(slot);
            if (file.isPresent()) {
                files.put(slot, file.get());
            } else {
                run(task);
            }
        }

        private void run(int task) {
            if (!runs[task]) {
                runs[task] = true;
                stack[depth++] = task;
            }
        }
    }

    /** Puts together what is left. */
    private static final class Rest {
        private final TaskGraph tasks;
        private final Cluster cluster;
        private final Walk walk;
        private final List<TaskFamily> families = new ArrayList<>();
        private final List<Integer> familyBefore = new ArrayList<>();
        private final List<int[]> positions = new ArrayList<>();
        private final IntRows.Builder inputs = new IntRows.Builder();
        private final IntRows.Builder outputs = new IntRows.Builder();
        private final double[] work;
        private final long[] bytes;
        private int count;

        Rest(TaskGraph tasks, Cluster cluster, Walk walk) {
            this.tasks = tasks;
            this.cluster = cluster;
            this.walk = walk;
            this.work = new double[tasks.taskCount() + walk.files.size()];
            this.bytes = new long[tasks.slotCount()];
            Arrays.setAll(bytes, tasks::bytes);
        }

        ResumedGraph build() {
            tasks.families().forEach(this::keep);
            TreeMap<Integer, List<Integer>> byArray = new TreeMap<>();
            walk.files
                    .keySet()
                    .forEach(slot -> byArray.computeIfAbsent(tasks.array(slot).id(), unused -> new ArrayList<>())
                            .add(slot));
            byArray.forEach((array, slots) -> load(tasks.arrays().get(array), slots));
            TaskGraph graph = new TaskGraph(
                    tasks.flow(),
                    tasks.arrays(),
                    families,
                    tasks.publications(),
                    positions.toArray(int[][]::new),
                    inputs.build(),
                    outputs.build(),
                    Arrays.copyOf(work, count),
                    bytes);
            return new ResumedGraph(
                    graph,
                    walk.files,
                    familyBefore.stream().mapToInt(Integer::intValue).toArray());
        }

        private void keep(TaskFamily family) {
            int first = tasks.firstTask(family.id());
            int rank = family.axes().size();
            int[] at = new int[tasks.taskCount(family.id()) * rank];
            int kept = 0;
            for (int task = first; task < first + tasks.taskCount(family.id()); task++) {
                if (walk.runs[task]) {
                    System.arraycopy(tasks.positions(task), 0, at, kept * rank, rank);
                    add(tasks.inputs().row(task), tasks.outputs().row(task), tasks.work(task));
                    kept++;
                }
            }
            if (kept > 0) {
                familyBefore.add(family.id());
                families.add(new TaskFamily(
                        families.size(),
                        family.name(),
                        family.axes(),
                        family.signature(),
                        family.arguments(),
                        family.outputs(),
                        family.cost(),
                        family.requirements(),
                        family.origin()));
                positions.add(Arrays.copyOf(at, kept * rank));
            }
        }

        /** The loads of an array's datasets: numbered, with lists of files and coordinates. */
        private void load(DatasetArray array, List<Integer> slots) {
            Axis number = new Axis("dataset", new Domain.Regular(0, 1, slots.size()));
            Scalar which = new Scalar.Coordinate(0, ScalarType.INT);
            List<Object> files = new ArrayList<>();
            List<List<Object>> coordinates = new ArrayList<>();
            array.axes().forEach(unused -> coordinates.add(new ArrayList<>()));
            int[] at = new int[slots.size()];
            boolean keep = false;
            for (int i = 0; i < at.length; i++) {
                int slot = slots.get(i);
                at[i] = i;
                files.add(walk.files.get(slot));
                int[] place = array.positions(slot);
                for (int axis = 0; axis < place.length; axis++) {
                    coordinates.get(axis).add(coordinate(array.axes().get(axis).domain(), place[axis]));
                }
                keep |= tasks.family(tasks.producer(slot)).requirements().keep();
                add(new int[0], new int[] {slot}, cluster.hosts().get(0).disk().seconds(tasks.bytes(slot)));
            }
            List<Subscript> subscripts = new ArrayList<>();
            for (int axis = 0; axis < coordinates.size(); axis++) {
                Axis on = array.axes().get(axis);
                ScalarType type = on.domain() instanceof Domain.Texts ? ScalarType.STRING : ScalarType.INT;
                subscripts.add(
                        new Subscript.At(new Scalar.Element("kept_" + on.name(), type, coordinates.get(axis), which)));
            }
            ValueType type = array.type();
            TaskFamily of = tasks.family(tasks.producer(slots.get(0)));
            familyBefore.add(-1);
            positions.add(at);
            families.add(new TaskFamily(
                    families.size(),
                    array.name() + SUFFIX,
                    List.of(number),
                    LoadSignature.of(type).orElseThrow(),
                    List.of(new Argument.Value(new Scalar.Element("files", ScalarType.PATH, files, which))),
                    List.of(new TaskFamily.FamilyOutput(array.id(), subscripts)),
                    new FamilyCost(CostSource.ESTIMATED, CostSource.ESTIMATED),
                    Requirements.NONE.withKeep(keep),
                    of.origin()));
        }

        private static Object coordinate(Domain domain, int position) {
            return domain.accept(new Domain.Visitor<Object>() {
                @Override
                public Object regular(Domain.Regular regular) {
                    return regular.value(position);
                }

                @Override
                public Object integers(Domain.Integers integers) {
                    return integers.values().get(position);
                }

                @Override
                public Object texts(Domain.Texts texts) {
                    return texts.values().get(position);
                }
            });
        }

        private void add(int[] reads, int[] makes, double seconds) {
            for (int slot : reads) {
                inputs.add(slot);
            }
            inputs.endRow();
            for (int slot : makes) {
                outputs.add(slot);
            }
            outputs.endRow();
            work[count++] = seconds;
        }
    }
}
