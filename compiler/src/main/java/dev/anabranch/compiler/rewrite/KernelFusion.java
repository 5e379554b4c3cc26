package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A graph while elementwise tasks are put into their readers. Families keep their numbers and tasks; a producer's tasks
 * are dead once their only readers compute for themselves what they made.
 */
final class KernelFusion {
    /** Loops of more calls or tensors have more values at a time than a processor has registers. */
    private static final int MOST_CALLS = 32;

    private static final int MOST_TENSORS = 12;

    /** What elementwise tasks are estimated by where nobody says otherwise. */
    private static final double CALL_SECONDS = 1e-6;

    private static final double BYTES_PER_SECOND = 2e9;
    private static final int PINNED = 1 << 30;

    /** By which sums of the same numbers in another order may differ. */
    private static final double ROUNDING = 1e-12;

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final boolean severalHosts;
    private final boolean severalWorkers;
    private final long memory;
    private boolean scarce;
    private final @Nullable KernelCall[] calls;
    /** By family and task, the slot of each leaf; -1 for values. Null as long as nothing was put into the family. */
    private final int[] @Nullable [][] slots;
    /** By slot, how many tasks read it; more than there are if its dataset must stay. */
    private final int[] readers;

    private final boolean[] live;
    private final double[] work;
    /** When each task ends at the earliest in the graph as it was, in seconds: it ends no later in the graph as it becomes. */
    private final double[] finish;

    private final long[] savedBytes;
    private final double[] savedSeconds;
    private final int[] absorbed;

    KernelFusion(OptimizedGraph graph, Cluster cluster) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.severalHosts = cluster.hosts().size() > 1;
        this.severalWorkers = cluster.workers() > 1;
        this.memory = cluster.hosts().stream()
                .mapToLong(Host::memory)
                .filter(bytes -> bytes > 0)
                .min()
                .orElse(Long.MAX_VALUE);
        int families = tasks.families().size();
        this.calls = new KernelCall[families];
        this.slots = new int[families][][];
        this.savedBytes = new long[families];
        this.savedSeconds = new double[families];
        this.absorbed = new int[families];
        this.live = new boolean[tasks.taskCount()];
        this.work = new double[tasks.taskCount()];
        this.finish = new double[tasks.taskCount()];
        this.readers = new int[tasks.slotCount()];
    }

    /** Whether any family is a call of an elementwise task. */
    boolean begin() {
        boolean any = false;
        for (TaskFamily family : tasks.families()) {
            calls[family.id()] = KernelCall.of(tasks, family).orElse(null);
            any |= calls[family.id()] != null;
        }
        if (any) {
            count();
        }
        return any;
    }

    private void count() {
        int[] last = new int[readers.length];
        Arrays.fill(last, -1);
        double all = 0;
        for (int task = 0; task < live.length; task++) {
            live[task] = graph.unitOf(task) >= 0;
            work[task] = tasks.work(task);
            for (int i = 0; live[task] && i < tasks.inputs().size(task); i++) {
                int slot = tasks.inputs().get(task, i);
                readers[slot] += last[slot] == task ? 0 : 1;
                last[slot] = task;
            }
            all += live[task] ? made(task) : 0;
        }
        scarce = all > memory;
        for (int task : severalWorkers ? TaskOrder.of(tasks) : new int[0]) {
            finish[task] = live[task] ? start(tasks.inputs().row(task)) + work[task] : 0;
        }
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                readers[slot] += PINNED;
            }
        }
        for (int slot = 0; slot < readers.length; slot++) {
            if (graph.aliasOf(slot) >= 0) {
                readers[slot] = PINNED;
                readers[graph.aliasOf(slot)] = PINNED;
            }
        }
    }

    /** When everything is there that a task reads, if each task begins as soon as it can. */
    private double start(int[] reads) {
        double start = 0;
        for (int slot : reads) {
            if (slot >= 0 && tasks.producer(slot) >= 0) {
                start = Math.max(start, finish[tasks.producer(slot)]);
            }
        }
        return start;
    }

    /** Puts all producers into a family that can be; whether there was one. */
    boolean grow(int family) {
        boolean grown = false;
        int leaf = 0;
        while (calls[family] != null && leaf < calls[family].leaves().size()) {
            if (absorb(family, leaf)) {
                grown = true;
                leaf = 0;
            } else {
                leaf++;
            }
        }
        return grown;
    }

    private int[][] slots(int family) {
        int[][] known = slots[family];
        if (known != null) {
            return known;
        }
        KernelCall call = call(family);
        List<Argument> arguments = tasks.families().get(family).arguments();
        int first = tasks.firstTask(family);
        int[][] rows = new int[tasks.taskCount(family)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new int[call.leaves().size()];
            Arrays.fill(rows[i], -1);
            int next = 0;
            for (Argument argument : arguments) {
                if (argument instanceof Argument.Read) {
                    int slot = tasks.inputs().get(first + i, next++);
                    for (int leaf = 0; leaf < rows[i].length; leaf++) {
                        if (call.leaves().get(leaf).argument().equals(argument)) {
                            rows[i][leaf] = slot;
                        }
                    }
                }
            }
        }
        slots[family] = rows;
        return rows;
    }

    private KernelCall call(int family) {
        KernelCall call = calls[family];
        if (call == null) {
            throw new IllegalStateException(tasks.families().get(family).name() + " is no expression");
        }
        return call;
    }

    private boolean absorb(int reader, int leaf) {
        KernelCall call = call(reader);
        if (!(call.leaves().get(leaf).argument() instanceof Argument.Read read)
                || !call.leaves().get(leaf).tensor()) {
            return false;
        }
        int[][] reads = slots(reader);
        int producer = producerFamily(reads, leaf);
        if (producer < 0
                || producer == reader
                || calls[producer] == null
                || call(producer).reduces()) {
            return false;
        }
        TaskFamily made = tasks.families().get(producer);
        TaskFamily into = tasks.families().get(reader);
        Optional<Substitution> substitution = Substitution.of(made, read);
        if (substitution.isEmpty() || !canMove(made.requirements(), into.requirements())) {
            return false;
        }
        KernelCall joined = call.with(leaf, call(producer), substitution.get());
        if (joined.expression().calls() > MOST_CALLS
                || joined.leaves().stream().filter(KernelCall.Leaf::tensor).count() > MOST_TENSORS) {
            return false;
        }
        int[][] joinedReads = joinedReads(reader, leaf, producer, joined, substitution.get());
        double[] joinedWork = new double[reads.length];
        if (!pays(reader, leaf, producer, joinedReads, joinedWork)) {
            return false;
        }
        apply(reader, leaf, producer, joinedWork);
        calls[reader] = joined;
        slots[reader] = joinedReads;
        return true;
    }

    /** The family that makes what all tasks read there; -1 if there is none. */
    private int producerFamily(int[][] reads, int leaf) {
        int producer = -1;
        for (int[] row : reads) {
            int task = tasks.producer(row[leaf]);
            int family = task < 0 ? -1 : tasks.familyId(task);
            if (family < 0 || (producer >= 0 && family != producer)) {
                return -1;
            }
            producer = family;
        }
        return producer;
    }

    /** What keeps a dataset, or runs its task elsewhere or otherwise, keeps the task too. */
    private static boolean canMove(Requirements producer, Requirements reader) {
        return producer.equals(Requirements.NONE)
                || (producer.equals(reader) && !producer.keep() && !producer.checkpoint());
    }

    private int[][] joinedReads(int reader, int leaf, int producer, KernelCall joined, Substitution substitution) {
        KernelCall call = call(reader);
        KernelCall made = call(producer);
        int[][] reads = slots(reader);
        int[][] produced = slots(producer);
        // Where each leaf of the joined call comes from: of the reader, or behind them of the producer.
        int[] from = new int[joined.leaves().size()];
        List<KernelCall.Leaf> all = new ArrayList<>(call.leaves());
        for (KernelCall.Leaf of : made.leaves()) {
            all.add(new KernelCall.Leaf(substitution.argument(of.argument()), of.type(), of.javaType()));
        }
        for (int i = 0; i < from.length; i++) {
            KernelCall.Leaf wanted = joined.leaves().get(i);
            int place = all.indexOf(wanted);
            from[i] = place == leaf ? all.lastIndexOf(wanted) : place;
        }
        int[][] rows = new int[reads.length][];
        for (int i = 0; i < rows.length; i++) {
            int task = tasks.producer(reads[i][leaf]);
            int[] theirs = produced[task - tasks.firstTask(producer)];
            rows[i] = new int[from.length];
            for (int j = 0; j < from.length; j++) {
                rows[i][j] = from[j] < reads[i].length ? reads[i][from[j]] : theirs[from[j] - reads[i].length];
            }
        }
        return rows;
    }

    /**
     * Whether nothing gets dearer: no other reader loses its dataset, no chain gets longer, no host is sent more; and, where
     * not all datasets fit the memory, no task needs more of it than the two did.
     */
    private boolean pays(int reader, int leaf, int producer, int[][] joinedReads, double[] joinedWork) {
        boolean estimated = tasks.families().get(reader).cost().time() == CostSource.ESTIMATED
                && tasks.families().get(producer).cost().time() == CostSource.ESTIMATED;
        int[][] reads = slots(reader);
        int first = tasks.firstTask(reader);
        boolean any = false;
        for (int i = 0; i < reads.length; i++) {
            int task = first + i;
            int slot = reads[i][leaf];
            int made = tasks.producer(slot);
            joinedWork[i] = work[task] + work[made];
            if (!live[task]) {
                continue;
            }
            any = true;
            if (!live[made]
                    || graph.units().size(graph.unitOf(made)) > 1
                    || graph.units().size(graph.unitOf(task)) > 1
                    || readers[slot] != 1
                    || Arrays.stream(reads[i]).filter(s -> s == slot).count() > 1) {
                return false;
            }
            long bytes = bytes(joinedReads[i]);
            if (estimated) {
                joinedWork[i] = Math.min(joinedWork[i], CALL_SECONDS + bytes / BYTES_PER_SECOND);
            }
            if (severalWorkers && start(joinedReads[i]) + joinedWork[i] > finish[task] * (1 + ROUNDING)) {
                return false;
            }
            if (severalHosts && bytes > bytes(reads[i])) {
                return false;
            }
            if (scarce) {
                long producers = bytes(slots(producer)[made - tasks.firstTask(producer)]) + made(made);
                if (bytes + made(task) > Math.max(producers, bytes(reads[i]) + made(task))) {
                    return false;
                }
            }
        }
        return any;
    }

    private long bytes(int[] row) {
        return Arrays.stream(row)
                .filter(slot -> slot >= 0)
                .distinct()
                .mapToLong(tasks::bytes)
                .sum();
    }

    /** The bytes of what a task makes. */
    private long made(int task) {
        return Arrays.stream(tasks.outputs().row(task)).mapToLong(tasks::bytes).sum();
    }

    private void apply(int reader, int leaf, int producer, double[] joinedWork) {
        int[][] reads = slots(reader);
        int[][] produced = slots(producer);
        int first = tasks.firstTask(reader);
        for (int i = 0; i < reads.length; i++) {
            int task = first + i;
            int slot = reads[i][leaf];
            int made = tasks.producer(slot);
            if (live[task]) {
                int[] own = reads[i];
                Arrays.stream(produced[made - tasks.firstTask(producer)])
                        .filter(s -> s >= 0)
                        .distinct()
                        .filter(s -> Arrays.stream(own).anyMatch(o -> o == s))
                        .forEach(s -> readers[s]--);
                readers[slot]--;
                live[made] = false;
                savedSeconds[reader] += work[task] + work[made] - joinedWork[i];
                work[task] = joinedWork[i];
                savedBytes[reader] += tasks.bytes(slot);
                absorbed[reader]++;
            }
        }
        savedBytes[reader] += savedBytes[producer];
        savedBytes[producer] = 0;
        savedSeconds[reader] += savedSeconds[producer];
        savedSeconds[producer] = 0;
        absorbed[reader] += absorbed[producer];
        absorbed[producer] = 0;
    }

    /** How many tasks of other families a family's tasks now do the work of. */
    int absorbed(int family) {
        return absorbed[family];
    }

    /** The bytes of what is no longer written, nor read. */
    long savedBytes(int family) {
        return savedBytes[family];
    }

    /** Seconds that a family's tasks take less than they and those whose work they do took. */
    double savedSeconds(int family) {
        return savedSeconds[family];
    }

    /** The graph with what was put together. */
    TaskGraph build() {
        List<TaskFamily> families = new ArrayList<>();
        int[][] positions = new int[tasks.families().size()][];
        IntRows.Builder inputs = new IntRows.Builder();
        long[] bytes = new long[tasks.slotCount()];
        for (int slot = 0; slot < bytes.length; slot++) {
            bytes[slot] = tasks.bytes(slot);
        }
        for (TaskFamily family : tasks.families()) {
            int id = family.id();
            int first = tasks.firstTask(id);
            int rank = family.axes().size();
            KernelCall call = calls[id];
            boolean fused = call != null && call.expression().calls() > 1 && isLeft(family);
            int[] at = new int[tasks.taskCount(id) * rank];
            for (int i = 0; i < tasks.taskCount(id); i++) {
                System.arraycopy(tasks.positions(first + i), 0, at, i * rank, rank);
                for (int slot : fused ? slots(id)[i] : tasks.inputs().row(first + i)) {
                    if (slot >= 0) {
                        inputs.add(slot);
                    }
                }
                inputs.endRow();
            }
            positions[id] = at;
            families.add(fused ? call(id).in(family) : family);
        }
        return new TaskGraph(
                tasks.flow(),
                tasks.arrays(),
                families,
                tasks.publications(),
                positions,
                inputs.build(),
                tasks.outputs(),
                work,
                bytes);
    }

    private boolean isLeft(TaskFamily family) {
        int first = tasks.firstTask(family.id());
        return IntStream.range(first, first + tasks.taskCount(family.id())).anyMatch(task -> live[task]);
    }

    /** The units of what is left. */
    IntRows units() {
        IntRows.Builder units = new IntRows.Builder();
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            int[] row = graph.units().row(unit);
            if (row.length == 1 && !live[row[0]]) {
                continue;
            }
            for (int task : row) {
                units.add(task);
            }
            units.endRow();
        }
        return units.build();
    }
}
