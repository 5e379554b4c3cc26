package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.CriticalPath;
import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.schedule.DepthFirst;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.MeasuredSearch;
import dev.anabranch.compiler.schedule.MemoryCapped;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.schedule.ReadersFirst;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Scheduler;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.model.plan.PlanWorkers;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan: has schedulers place the units, writes each worker's steps, and foretells what they cost. The same
 * graph, cluster and hashes always give the same plan.
 */
public final class Planner {
    private final List<Scheduler> schedulers;
    private final RecomputeOrTransmit recompute;
    private final boolean spilling;

    /**
     * A planner with schedulers of one's own, in whose plans nothing waits on disk.
     *
     * @param schedulers the first comes first; if its plan needs more memory than there is, the shortest that fits of
     *     the others'
     */
    public Planner(List<Scheduler> schedulers) {
        this(schedulers, RecomputeOrTransmit.standard());
    }

    /** The same with copies that were looked for less, or longer. */
    public Planner(List<Scheduler> schedulers, RecomputeOrTransmit recompute) {
        this(schedulers, recompute, false);
    }

    private Planner(List<Scheduler> schedulers, RecomputeOrTransmit recompute, boolean spilling) {
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException("a planner needs a scheduler");
        }
        this.schedulers = List.copyOf(schedulers);
        this.recompute = recompute;
        this.spilling = spilling;
    }

    /** The planner of an ordinary compilation: the shortest makespan that a search finds, unless memory forbids it. */
    public static Planner standard() {
        return withSearch(Search.reproducible(), RecomputeOrTransmit.standard());
    }

    /** The same with searches of one's own for schedules and for copies. */
    public static Planner withSearch(Search search, RecomputeOrTransmit recompute) {
        return new Planner(
                List.of(search, new Heft(), new MemoryCapped(), new ReadersFirst(), new DepthFirst()), recompute, true);
    }

    /**
     * A planner of graphs with measured costs. What the search finds is never longer than what it would have found without
     * them.
     *
     * @param unmeasured the graph with the costs that it has without a profile
     */
    public static Planner withMeasurements(Search search, RecomputeOrTransmit recompute, OptimizedGraph unmeasured) {
        MeasuredSearch measured = new MeasuredSearch(search, recompute, unmeasured);
        return new Planner(
                List.of(measured, new Heft(), new MemoryCapped(), new ReadersFirst(), new DepthFirst()),
                recompute,
                true);
    }

    /**
     * Plans a graph on a cluster.
     *
     * @param hashes what the plan is made from, from {@link PlanHash}
     * @throws PlanningFailure if a task can run on no worker, a gang has no workers, or a host's memory does not suffice
     */
    public Plan plan(OptimizedGraph graph, Cluster cluster, PlanHashes hashes) {
        MemoryChoice choice = new MemoryChoice(graph, cluster, recompute);
        PlaceCheckpoints checkpoints = new PlaceCheckpoints(graph, cluster);
        PlanDraft draft = checkpoints.apply(choice.among(schedulers, spilling));
        TaskGraph tasks = graph.graph();
        TaskRows rows = draft.rows;
        DatasetNames names = draft.names;
        StepRows steps = draft.steps;
        PlanTasks taskTable = rows.table();
        PlanTransfers transfers = transfers(cluster, names, steps.receiversOf());
        PlanSummary summary = summary(graph, cluster, transfers, draft);
        return new Plan(
                hashes,
                summary,
                workers(cluster, rows, draft.memory.workerPeaks()),
                families(tasks, rows),
                taskTable,
                names.table(),
                dependencies(tasks, rows),
                steps.table(),
                transfers,
                draft.publications.table(),
                decisions(graph, cluster, summary, draft, choice, checkpoints));
    }

    /** By start; of those that start together what is over sooner comes first, as what takes no time may start with the next. */
    private static PlanTransfers transfers(Cluster cluster, DatasetNames names, IntRows receivers) {
        int count = receivers.total();
        int[] slot = new int[count];
        int[] from = new int[count];
        int[] to = new int[count];
        long[] bytes = new long[count];
        double[] start = new double[count];
        double[] finish = new double[count];
        for (int s = 0, row = 0; s < receivers.rows(); s++) {
            for (int i = 0; i < receivers.size(s); i++, row++) {
                slot[row] = s;
                to[row] = receivers.get(s, i);
                from[row] = names.sendingWorker(s, to[row], receivers);
                bytes[row] = names.bytes(s);
                start[row] = names.leaves(s, to[row]);
                finish[row] = start[row] + cluster.transferSeconds(from[row], to[row], bytes[row]);
            }
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> start[row]).thenComparingDouble(row -> finish[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new PlanTransfers(
                ints(order, slot),
                ints(order, from),
                ints(order, to),
                Arrays.stream(order).mapToLong(row -> bytes[row]).toArray(),
                doubles(order, start),
                doubles(order, finish));
    }

    private static int[] ints(int[] order, int[] column) {
        return Arrays.stream(order).map(row -> column[row]).toArray();
    }

    private static double[] doubles(int[] order, double[] column) {
        return Arrays.stream(order).mapToDouble(row -> column[row]).toArray();
    }

    private static PlanWorkers workers(Cluster cluster, TaskRows rows, long[] peak) {
        int count = cluster.workers();
        String[] name = new String[count];
        String[] host = new String[count];
        double[] speed = new double[count];
        int[] tasks = new int[count];
        double[] busy = new double[count];
        for (int w = 0; w < count; w++) {
            name[w] = cluster.workerName(w);
            host[w] = cluster.hosts().get(cluster.hostOf(w)).name();
            speed[w] = cluster.speed(w);
            tasks[w] = rows.firstRow[w + 1] - rows.firstRow[w];
            for (int row = rows.firstRow[w]; row < rows.firstRow[w + 1]; row++) {
                busy[w] += rows.seconds(row);
            }
        }
        return new PlanWorkers(name, host, speed, tasks, busy, peak);
    }

    private static PlanFamilies families(TaskGraph graph, TaskRows rows) {
        int count = graph.families().size();
        String[] name = new String[count];
        String[] call = new String[count];
        String[] file = new String[count];
        int[] line = new int[count];
        int[] running = new int[count];
        double[] work = new double[count];
        String[] timeSource = new String[count];
        String[] sizeSource = new String[count];
        String[] label = new String[count];
        long[] memory = new long[count];
        int[] gpus = new int[count];
        int[] gang = new int[count];
        int[] retries = new int[count];
        boolean[] checkpoint = new boolean[count];
        boolean[] keep = new boolean[count];
        for (TaskFamily family : graph.families()) {
            int row = family.id();
            name[row] = family.name();
            call[row] = family.signature().qualifiedName();
            file[row] = family.origin().file();
            line[row] = family.origin().line();
            Requirements demands = family.requirements();
            label[row] = demands.label().orElse("");
            memory[row] = demands.memory();
            gpus[row] = demands.gpus();
            gang[row] = demands.gang();
            retries[row] = demands.retries();
            checkpoint[row] = demands.checkpoint();
            keep[row] = demands.keep();
        }
        @Nullable CostSource[] time = new CostSource[count];
        @Nullable CostSource[] size = new CostSource[count];
        for (int row = 0; row < rows.size(); row++) {
            if (!rows.isFirst(row)) {
                continue;
            }
            int task = rows.task[row];
            int family = graph.familyId(task);
            running[family]++;
            work[family] += graph.work(task);
            time[family] = lessCertain(time[family], graph.timeSource(task));
            for (int i = 0; i < graph.outputs().size(task); i++) {
                size[family] = lessCertain(
                        size[family], graph.sizeSource(graph.outputs().get(task, i)));
            }
        }
        for (TaskFamily family : graph.families()) {
            int row = family.id();
            timeSource[row] = (time[row] == null ? family.cost().time() : time[row]).name();
            sizeSource[row] = (size[row] == null ? family.cost().size() : size[row]).name();
        }
        return new PlanFamilies(
                name,
                call,
                file,
                line,
                running,
                work,
                timeSource,
                sizeSource,
                label,
                memory,
                gpus,
                gang,
                retries,
                checkpoint,
                keep);
    }

    private static CostSource lessCertain(@Nullable CostSource a, CostSource b) {
        return a == null || b.compareTo(a) > 0 ? b : a;
    }

    private static PlanDependencies dependencies(TaskGraph graph, TaskRows rows) {
        IntColumn task = new IntColumn();
        IntColumn slot = new IntColumn();
        for (int t = 0; t < graph.taskCount(); t++) {
            if (rows.rowOf(t) >= 0) {
                for (int i = 0; i < graph.inputs().size(t); i++) {
                    task.add(t);
                    slot.add(graph.inputs().get(t, i));
                }
            }
        }
        return new PlanDependencies(task.toArray(), slot.toArray());
    }

    private static PlanSummary summary(
            OptimizedGraph graph, Cluster cluster, PlanTransfers transfers, PlanDraft draft) {
        TaskRows rows = draft.rows;
        Dag dag = Dag.of(graph);
        LowerBound bound = LowerBound.of(dag, cluster);
        CriticalPath path = CriticalPath.of(dag, LowerBound.fastest(cluster));
        Map<CostSource, Integer> bySource = new EnumMap<>(CostSource.class);
        boolean[] running = new boolean[graph.graph().families().size()];
        int distinct = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isFirst(row)) {
                int task = rows.task[row];
                running[graph.graph().familyId(task)] = true;
                bySource.merge(graph.graph().timeSource(task), 1, Integer::sum);
                distinct++;
            }
        }
        int families = 0;
        for (boolean runs : running) {
            families += runs ? 1 : 0;
        }
        return new PlanSummary(
                graph.graph().flow(),
                distinct,
                draft.graph.units().rows(),
                families,
                rows.makespan(),
                bound.seconds(),
                path.seconds(),
                path.families(graph),
                transfers.slot().length,
                Arrays.stream(transfers.bytes()).sum(),
                rows.copies(distinct),
                draft.scheduled.saved(),
                draft.spills.count(),
                draft.spills.bytes(),
                draft.checkpoints.count(),
                draft.checkpoints.bytes(),
                bySource.getOrDefault(CostSource.MEASURED, 0),
                bySource.getOrDefault(CostSource.FITTED, 0),
                bySource.getOrDefault(CostSource.ANNOTATED, 0),
                bySource.getOrDefault(CostSource.ESTIMATED, 0),
                bySource.getOrDefault(CostSource.GUESSED, 0),
                draft.scheduled.reproducible());
    }

    private static PlanDecisions decisions(
            OptimizedGraph graph,
            Cluster cluster,
            PlanSummary summary,
            PlanDraft draft,
            MemoryChoice choice,
            PlaceCheckpoints checkpoints) {
        List<Decision> all = new ArrayList<>(graph.decisions());
        all.addAll(choice.rejected());
        String reason = String.format(
                Locale.ROOT,
                "%,d units on %d workers finish in %s, %.1f %% above the lower bound of %s",
                summary.units(),
                cluster.workers(),
                Quantity.showSeconds(summary.makespan() + summary.saved()),
                summary.lowerBound() > 0
                        ? 100 * ((summary.makespan() + summary.saved()) / summary.lowerBound() - 1)
                        : 0,
                Quantity.showSeconds(summary.lowerBound()));
        String whole = Stream.of(reason, draft.scheduled.reason(), choice.reason())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        all.add(new Decision(draft.scheduled.by(), graph.graph().flow(), whole, summary.units()));
        all.addAll(GangReasons.of(graph.graph(), cluster, draft.rows));
        all.addAll(draft.scheduled.copies());
        all.addAll(draft.transferred);
        all.addAll(choice.spilled(draft));
        all.addAll(checkpoints.decisions());
        return new PlanDecisions(
                all.stream().map(Decision::pass).toArray(String[]::new),
                all.stream().map(Decision::subject).toArray(String[]::new),
                all.stream().map(Decision::reason).toArray(String[]::new),
                all.stream().mapToLong(Decision::count).toArray());
    }
}
