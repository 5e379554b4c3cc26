package dev.anabranch.model.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every task and dataset of a flow, as its author wrote it, before any optimisation. Tasks are numbered from 0, the
 * families one after the other; datasets are named by their slots. Columns of primitives, so that a million tasks are
 * a few arrays.
 */
public final class TaskGraph {
    private final String flow;
    private final List<DatasetArray> arrays;
    private final List<TaskFamily> families;
    private final List<Publication> publications;
    private final int[] firstTask;
    private final int[][] positions;
    private final IntRows inputs;
    private final IntRows outputs;
    private final double[] work;
    private final long[] bytes;
    private final int[] producer;
    /** By task, and by slot; null where all are as their families say. */
    private final CostSource @Nullable [] timeSources;

    private final CostSource @Nullable [] sizeSources;

    /**
     * @param flow the flow's name
     * @param arrays by id
     * @param families by id
     * @param publications in the order written
     * @param positions for each family, its instances' positions, one instance after the other
     * @param inputs for each task the slots it reads, in the order of its arguments; a slot may stand there twice
     * @param outputs for each task the slots it defines, in the order in which a generator hands them over
     * @param work for each task, seconds on a worker of speed 1
     * @param bytes for each slot, the size of its dataset
     * @throws IllegalArgumentException if the columns do not fit together or two tasks define one slot
     */
    public TaskGraph(
            String flow,
            List<DatasetArray> arrays,
            List<TaskFamily> families,
            List<Publication> publications,
            int[][] positions,
            IntRows inputs,
            IntRows outputs,
            double[] work,
            long[] bytes) {
        this(flow, arrays, families, publications, positions, inputs, outputs, work, bytes, null, null);
    }

    private TaskGraph(
            String flow,
            List<DatasetArray> arrays,
            List<TaskFamily> families,
            List<Publication> publications,
            int[][] positions,
            IntRows inputs,
            IntRows outputs,
            double[] work,
            long[] bytes,
            CostSource @Nullable [] timeSources,
            CostSource @Nullable [] sizeSources) {
        this.flow = flow;
        this.arrays = List.copyOf(arrays);
        this.families = List.copyOf(families);
        this.publications = List.copyOf(publications);
        this.positions = positions;
        this.inputs = inputs;
        this.outputs = outputs;
        this.work = work;
        this.bytes = bytes;
        this.timeSources = timeSources;
        this.sizeSources = sizeSources;
        this.firstTask = firstTasks(this.families, positions, outputs);
        this.producer = producers(bytes.length, outputs);
        if (inputs.rows() != outputs.rows() || work.length != inputs.rows()) {
            throw new IllegalArgumentException(
                    "columns of " + inputs.rows() + ", " + outputs.rows() + " and " + work.length + " tasks");
        }
    }

    /**
     * The same graph with other costs.
     *
     * @param newWork for each task, seconds on a worker of speed 1
     * @param newBytes for each slot, the size of its dataset
     * @param newTimeSources for each task where its time came from
     * @param newSizeSources for each slot where its size came from
     */
    public TaskGraph withCosts(
            double[] newWork, long[] newBytes, CostSource[] newTimeSources, CostSource[] newSizeSources) {
        if (newWork.length != work.length || newBytes.length != bytes.length) {
            throw new IllegalArgumentException("costs of " + newWork.length + " tasks and " + newBytes.length
                    + " slots for " + work.length + " and " + bytes.length);
        }
        return new TaskGraph(
                flow,
                arrays,
                families,
                publications,
                positions,
                inputs,
                outputs,
                newWork,
                newBytes,
                newTimeSources,
                newSizeSources);
    }

    /** A family without axes has one task, whose positions take no room; its count comes from what is left. */
    private static int[] firstTasks(List<TaskFamily> families, int[][] positions, IntRows outputs) {
        int[] first = new int[families.size() + 1];
        for (int f = 0; f < families.size(); f++) {
            int rank = families.get(f).axes().size();
            first[f + 1] = first[f] + (rank == 0 ? 1 : positions[f].length / rank);
        }
        if (first[families.size()] != outputs.rows()) {
            throw new IllegalArgumentException(
                    "families of " + first[families.size()] + " tasks, outputs of " + outputs.rows());
        }
        return first;
    }

    private static int[] producers(int slots, IntRows outputs) {
        int[] producer = new int[slots];
        Arrays.fill(producer, -1);
        for (int task = 0; task < outputs.rows(); task++) {
            for (int i = 0; i < outputs.size(task); i++) {
                int slot = outputs.get(task, i);
                if (producer[slot] >= 0) {
                    throw new IllegalArgumentException(
                            "slot " + slot + " defined by tasks " + producer[slot] + ", " + task);
                }
                producer[slot] = task;
            }
        }
        return producer;
    }

    /** The flow's name. */
    public String flow() {
        return flow;
    }

    /** The arrays by id. */
    public List<DatasetArray> arrays() {
        return arrays;
    }

    /** The families by id. */
    public List<TaskFamily> families() {
        return families;
    }

    /** What goes to the output catalogue, in the order written. */
    public List<Publication> publications() {
        return publications;
    }

    /** How many tasks there are. */
    public int taskCount() {
        return work.length;
    }

    /** How many slots there are, defined or not. */
    public int slotCount() {
        return bytes.length;
    }

    /** The first task of a family. */
    public int firstTask(int family) {
        return firstTask[family];
    }

    /** How many tasks a family has. */
    public int taskCount(int family) {
        return firstTask[family + 1] - firstTask[family];
    }

    /** The family of a task. */
    public TaskFamily family(int task) {
        return families.get(familyId(task));
    }

    /** The id of a task's family. */
    public int familyId(int task) {
        int low = 0;
        int high = families.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstTask[middle] <= task) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Where on its family's axes a task is. */
    public int[] positions(int task) {
        int family = familyId(task);
        int rank = families.get(family).axes().size();
        int from = (task - firstTask[family]) * rank;
        return Arrays.copyOfRange(positions[family], from, from + rank);
    }

    /** Where on one of its family's axes a task is. */
    public int position(int task, int axis) {
        int family = familyId(task);
        int rank = families.get(family).axes().size();
        return positions[family][(task - firstTask[family]) * rank + axis];
    }

    /** The task as its author knows it: {@code mean[step: 24]}. */
    public String taskName(int task) {
        TaskFamily family = family(task);
        return InstanceNames.of(family.name(), family.axes(), positions(task));
    }

    /** For each task the slots it reads, in the order of its arguments; a slot may stand there twice. */
    public IntRows inputs() {
        return inputs;
    }

    /** For each task the slots it defines, in the order in which a generator hands them over. */
    public IntRows outputs() {
        return outputs;
    }

    /** The task that defines a slot, or -1. */
    public int producer(int slot) {
        return producer[slot];
    }

    /** Seconds that a task takes on a worker of speed 1. */
    public double work(int task) {
        return work[task];
    }

    /** Where a task's time came from. */
    public CostSource timeSource(int task) {
        return timeSources == null ? family(task).cost().time() : timeSources[task];
    }

    /** Where the size of a slot's dataset came from; the slot has a producer. */
    public CostSource sizeSource(int slot) {
        return sizeSources == null ? family(producer[slot]).cost().size() : sizeSources[slot];
    }

    /** The size of a slot's dataset in bytes. */
    public long bytes(int slot) {
        return bytes[slot];
    }

    /**
     * How much of its producer's run is over when a dataset is handed over: 1 for an ordinary task; {@code (k + 1) / n}
     * for the k-th (from 0) of the n datasets of a generator.
     */
    public double readiness(int slot) {
        int task = producer[slot];
        if (task < 0 || !family(task).signature().generator()) {
            return 1;
        }
        int count = outputs.size(task);
        for (int i = 0; i < count; i++) {
            if (outputs.get(task, i) == slot) {
                return (i + 1) / (double) count;
            }
        }
        throw new IllegalStateException("slot " + slot + " is not among its producer's outputs");
    }

    /** The array that a slot belongs to. */
    public DatasetArray array(int slot) {
        int low = 0;
        int high = arrays.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (arrays.get(middle).firstSlot() <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return arrays.get(low);
    }

    /** The dataset as its author knows it: {@code state[member: 3, step: 24]}. */
    public String datasetName(int slot) {
        return array(slot).instanceName(slot);
    }
}
