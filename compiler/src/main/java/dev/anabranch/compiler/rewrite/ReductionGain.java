package dev.anabranch.compiler.rewrite;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * What a reduction wins on a cluster, foretold without a schedule. Time: how long the aggregates take once their last
 * input is there, with all workers for them, before and after. Memory: how many of the datasets of their lists must be
 * alive at once, unless somebody else reads long lists of them anyway.
 */
final class ReductionGain {
    /** Seconds that a task costs beside its work; what less is won by is not worth it. */
    private static final double TASK_SECONDS = 2e-6;

    /** The share of the time after the last input that must be won: the forecast is not better than that. */
    private static final double LEAST_SHARE = 0.1;

    /** The share of the memory from which on lists are a matter of memory. */
    private static final double TIGHT = 0.5;

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Cluster cluster;
    private final BitSet held = new BitSet();

    /**
     * @param possible families that can be split: whether they are is not yet decided, so lists that they read are not
     *     taken to stay
     */
    ReductionGain(OptimizedGraph graph, Cluster cluster, List<Reduction> possible) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.cluster = cluster;
        BitSet splittable = new BitSet();
        possible.forEach(reduction -> splittable.set(reduction.family().id()));
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            for (int task : graph.units().row(unit)) {
                if (tasks.inputs().size(task) > AggregateTree.BLOCK && !splittable.get(tasks.familyId(task))) {
                    for (int slot : tasks.inputs().row(task)) {
                        held.set(slot);
                    }
                }
                if (tasks.family(task).requirements().keep()) {
                    for (int slot : tasks.outputs().row(task)) {
                        held.set(slot);
                    }
                }
            }
        }
    }

    /**
     * Whether a reduction pays.
     *
     * @param reason one sentence with its numbers
     */
    record Verdict(boolean pays, String reason) {}

    Verdict of(Reduction reduction) {
        Lists lists = lists(reduction);
        Workers workers = workers(reduction.family());
        double before = rounds(lists.tasks, workers.count) * lists.work / workers.fastest;
        double after = after(reduction, lists, workers);
        boolean sooner = before - after > LEAST_SHARE * before;
        boolean leaner = lists.freed > 0 && tight(lists, workers);
        String shape = Numbers.counted(lists.tasks, "list") + " of "
                + String.format(Locale.ROOT, "%,d", reduction.length()) + " in blocks of " + AggregateTree.BLOCK;
        String more = String.format(
                Locale.ROOT,
                "; %s more, work %s instead of %s",
                Numbers.counted((long) lists.tasks * reduction.addedTasks(), "task"),
                Quantity.showSeconds(lists.tasks * lists.work * reduction.workShare()),
                Quantity.showSeconds(lists.tasks * lists.work));
        String time = Quantity.showSeconds(after) + " after the last input instead of " + Quantity.showSeconds(before);
        String room = Quantity.showBytes(alive(reduction, lists)) + " of their datasets alive instead of "
                + Quantity.showBytes(lists.bytes);
        if (sooner || leaner) {
            return new Verdict(
                    true,
                    shape + ": " + (sooner ? time : "") + (sooner && leaner ? ", " : "") + (leaner ? room : "") + more);
        }
        if (lists.freed == 0 && tight(lists, workers)) {
            return new Verdict(false, "other tasks read the same datasets in long lists, so none would go sooner");
        }
        return new Verdict(
                false,
                (workers.count == 1 ? "one worker gains no time" : shape + " would take " + time)
                        + ", and their datasets fit into memory: " + Quantity.showBytes(lists.bytes));
    }

    /**
     * What a family reads.
     *
     * @param tasks how many of its tasks are left
     * @param work mean seconds of one
     * @param bytes of all datasets of their lists
     * @param freed how many of those bytes can go when their block is done
     * @param largest bytes of one list
     * @param result mean bytes of a result
     */
    private record Lists(int tasks, double work, long bytes, long freed, long largest, double result) {}

    private Lists lists(Reduction reduction) {
        TaskFamily family = reduction.family();
        InputRanges ranges = new InputRanges(tasks);
        int which = Reduction.list(family.signature());
        int first = tasks.firstTask(family.id());
        BitSet seen = new BitSet();
        int count = 0;
        double work = 0;
        double result = 0;
        long bytes = 0;
        long freed = 0;
        long largest = 0;
        for (int task = first; task < first + tasks.taskCount(family.id()); task++) {
            if (graph.unitOf(task) < 0) {
                continue;
            }
            count++;
            work += tasks.work(task);
            result += tasks.bytes(tasks.outputs().get(task, 0));
            int[] bounds = ranges.of(task);
            long own = 0;
            for (int i = bounds[which]; i < bounds[which + 1]; i++) {
                int slot = tasks.inputs().get(task, i);
                long size = tasks.bytes(graph.resolve(slot));
                own += size;
                if (!seen.get(slot)) {
                    seen.set(slot);
                    bytes += size;
                    freed += held.get(slot) ? 0 : size;
                }
            }
            largest = Math.max(largest, own);
        }
        return new Lists(count, work / count, bytes, freed, largest, result / count);
    }

    /** How many workers may run a family, and the highest speed and memory among them. */
    private record Workers(int count, double fastest, long smallestMemory, long memory) {}

    private Workers workers(TaskFamily family) {
        List<String> wanted = family.requirements().labels();
        int count = 0;
        double fastest = 0;
        long smallest = Long.MAX_VALUE;
        long memory = 0;
        int lastHost = -1;
        for (int worker = 0; worker < cluster.workers(); worker++) {
            int number = cluster.hostOf(worker);
            Host host = cluster.hosts().get(number);
            String name = cluster.workerName(worker);
            if (wanted.stream().allMatch(l -> l.equals(name) || host.labels().contains(l))) {
                count++;
                fastest = Math.max(fastest, cluster.speed(worker));
                if (number != lastHost) {
                    long room = host.memory() > 0 ? host.memory() : Long.MAX_VALUE / 4;
                    smallest = Math.min(smallest, room);
                    memory = memory + room < 0 ? Long.MAX_VALUE / 4 : Math.min(memory + room, Long.MAX_VALUE / 4);
                    lastHost = number;
                }
            }
        }
        // A family that can run nowhere is the planner's to refuse.
        return new Workers(Math.max(1, count), count == 0 ? 1 : fastest, smallest, memory);
    }

    private static boolean tight(Lists lists, Workers workers) {
        return lists.bytes > TIGHT * workers.memory || lists.largest > TIGHT * workers.smallestMemory;
    }

    private static double rounds(double tasks, int workers) {
        return Math.ceil(tasks / workers);
    }

    /** One step after the other, each spread over all workers; partial results may have to move to the next step. */
    private double after(Reduction reduction, Lists lists, Workers workers) {
        double element = lists.work / reduction.length() / workers.fastest;
        double seconds = 0;
        int elements = reduction.length();
        for (int partials : reduction.levels()) {
            seconds += rounds((double) lists.tasks * partials, workers.count)
                    * Math.min(AggregateTree.BLOCK, elements)
                    * element;
            elements = partials;
        }
        double last = elements + (reduction.aggregate().finish().isPresent() ? 1 : 0);
        seconds += rounds(lists.tasks, workers.count) * last * element;
        seconds += rounds((double) lists.tasks * reduction.addedTasks(), workers.count) * TASK_SECONDS;
        if (workers.count > 1) {
            double moved = lists.result * reduction.aggregate().size();
            seconds += reduction.levels().size() * farthest(moved);
        }
        return seconds;
    }

    private double farthest(double bytes) {
        boolean severalHosts = cluster.hosts().size() > 1;
        double latency = severalHosts
                ? cluster.otherHost().latency()
                : cluster.sameHost().latency();
        double bandwidth = severalHosts
                ? cluster.otherHost().bandwidth()
                : cluster.sameHost().bandwidth();
        return latency + bytes / bandwidth;
    }

    /** A block of each list, and the partial results that wait for their block, at every level. */
    private static long alive(Reduction reduction, Lists lists) {
        double ofLists = lists.bytes
                - lists.freed
                + (double) lists.freed * Math.min(AggregateTree.BLOCK, reduction.length()) / reduction.length();
        double waiting = 0;
        for (int partials : reduction.levels()) {
            waiting += Math.min(AggregateTree.BLOCK, partials);
        }
        return (long) (ofLists
                + lists.tasks * waiting * lists.result * reduction.aggregate().size());
    }
}
