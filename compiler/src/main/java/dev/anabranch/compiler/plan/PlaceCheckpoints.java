package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.CheckpointTimes;
import dev.anabranch.compiler.schedule.CheckpointedSchedule;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which datasets are written to disk so that a run that crashed can go on from them: those of equations marked
 * {@code @checkpoint}, and, where the mean time between failures is known, those that save more time of computing again
 * than they take to write. The expected makespan under the {@link FailureModel} never rises.
 *
 * <pre>
 *   a -> b -> c -> d -> publish          a -> b -> c -> d -> publish
 *                                 =>          |
 *                                          checkpoint
 * </pre>
 *
 * <p>Each worker's tasks, in their order, are a line that is cut by {@link LineCuts} where that pays. A failure ends the run
 * on all workers, and all go on at once, each from its last cut; so the worker whose line is expected to take longest is
 * taken for the run. What other workers or the end of the run need of a piece is kept with it, so that no worker waits for
 * another that has gone back further.
 */
public final class PlaceCheckpoints {
    /** As decisions name it. */
    public static final String NAME = "PlaceCheckpoints";

    /** How the reason of a decision begins that leaves out what the flow asks for. */
    public static final String NOT_KEPT = "not kept: ";

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Cluster cluster;
    private @Nullable KeepableDatasets keepable;
    private final List<Decision> decisions = new ArrayList<>();

    PlaceCheckpoints(OptimizedGraph graph, Cluster cluster) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.cluster = cluster;
    }

    /** The draft with times for what is written, or the draft itself if nothing is. */
    PlanDraft apply(PlanDraft plain) {
        PlanDraft asked = withDemands(plain);
        return cluster.timeBetweenFailures().isEmpty()
                ? asked
                : withChoice(
                        plain,
                        asked,
                        FailureModel.every(cluster.timeBetweenFailures().getAsDouble()));
    }

    /** What was decided, in the order in which it was. */
    List<Decision> decisions() {
        return decisions;
    }

    /** Made where something asks for it: most graphs have no checkpoints, and some have a million tasks. */
    private KeepableDatasets keepable() {
        KeepableDatasets known = keepable;
        if (known == null) {
            known = new KeepableDatasets(graph);
            keepable = known;
        }
        return known;
    }

    private PlanDraft withDemands(PlanDraft plain) {
        TreeSet<Integer> demanded = new TreeSet<>();
        Map<String, List<Integer>> refused = new TreeMap<>();
        for (int row = 0; row < plain.rows.size(); row++) {
            int task = plain.rows.task[row];
            if (tasks.family(task).requirements().checkpoint()) {
                for (int slot : tasks.outputs().row(task)) {
                    Optional<String> obstacle = keepable().obstacle(slot);
                    if (obstacle.isEmpty()) {
                        demanded.add(slot);
                    } else {
                        refused.computeIfAbsent(
                                        tasks.array(slot).name() + "\n" + obstacle.get(), unused -> new ArrayList<>())
                                .add(slot);
                    }
                }
            }
        }
        refused.forEach((why, slots) -> refuse(slots, why.substring(why.indexOf('\n') + 1)));
        if (demanded.isEmpty()) {
            return plain;
        }
        Optional<PlanDraft> fitting = keeping(plain, demanded);
        if (fitting.isEmpty()) {
            byArray(demanded).values().forEach(slots -> refuse(slots, "while it is written, too much is in memory"));
            return plain;
        }
        byArray(demanded).values().forEach(slots -> keep(slots, fitting.get(), " as the flow asks"));
        return fitting.get();
    }

    private PlanDraft withChoice(PlanDraft plain, PlanDraft asked, FailureModel failures) {
        List<WorkerLine> lines = new WorkerLines(graph, cluster, asked, keepable()).all();
        double before = expected(lines, failures);
        TreeSet<Integer> chosen = new TreeSet<>();
        for (WorkerLine line : lines) {
            new LineCuts(line, failures).toKeep().forEach(dataset -> chosen.add(line.slot()[dataset]));
        }
        if (chosen.isEmpty()) {
            say(
                    "no dataset saves more than it takes to write: a run is expected to take "
                            + Quantity.showSeconds(before) + every(failures),
                    0);
            return asked;
        }
        TreeSet<Integer> all = new TreeSet<>(chosen);
        all.addAll(asked.scheduled.checkpoints());
        Optional<PlanDraft> fitting = keeping(plain, all);
        if (fitting.isEmpty()) {
            say(
                    "not taken: " + counted(chosen.size()) + ", while which are written too much is in memory",
                    chosen.size());
            return asked;
        }
        double after = expected(new WorkerLines(graph, cluster, fitting.get(), keepable()).all(), failures);
        if (!(after < before)) {
            say(
                    "not taken: " + counted(chosen.size()) + ", with which a run is expected to take "
                            + Quantity.showSeconds(after) + ", without " + Quantity.showSeconds(before)
                            + every(failures),
                    chosen.size());
            return asked;
        }
        byArray(chosen).values().forEach(slots -> keep(slots, fitting.get(), ""));
        say(
                "a run is expected to take " + Quantity.showSeconds(after) + ", without these "
                        + Quantity.showSeconds(before) + every(failures),
                chosen.size());
        return fitting.get();
    }

    /** The longest that a worker is expected to take. */
    private static double expected(List<WorkerLine> lines, FailureModel failures) {
        double longest = 0;
        for (WorkerLine line : lines) {
            longest = Math.max(longest, new LineCuts(line, failures).expectedAsItIs());
        }
        return longest;
    }

    private Optional<PlanDraft> keeping(PlanDraft plain, Set<Integer> slots) {
        for (CheckpointedSchedule timed : CheckpointTimes.of(graph, cluster, plain.scheduled, slots)) {
            PlanDraft draft = new PlanDraft(timed.graph(), cluster, timed.scheduled());
            if (draft.shortage().isEmpty()) {
                return Optional.of(draft);
            }
        }
        return Optional.empty();
    }

    private Map<Integer, List<Integer>> byArray(Collection<Integer> slots) {
        Map<Integer, List<Integer>> byArray = new TreeMap<>();
        for (int slot : slots) {
            byArray.computeIfAbsent(tasks.array(slot).id(), unused -> new ArrayList<>())
                    .add(slot);
        }
        return byArray;
    }

    private void keep(List<Integer> slots, PlanDraft draft, String why) {
        double writing = 0;
        double work = 0;
        long bytes = 0;
        int previous = -1;
        for (int slot : slots) {
            int task = tasks.producer(slot);
            writing += draft.checkpoints.seconds(slot, draft.rows.worker[draft.rows.rowOf(task)]);
            work += task == previous ? 0 : tasks.work(task);
            bytes += tasks.bytes(slot);
            previous = task;
        }
        decisions.add(new Decision(
                NAME,
                tasks.array(slots.get(0)).name(),
                String.format(
                        Locale.ROOT,
                        "keeps %,d (%s)%s: %s of writing, made in %s",
                        slots.size(),
                        Quantity.showBytes(bytes),
                        why,
                        Quantity.showSeconds(writing),
                        Quantity.showSeconds(work)),
                slots.size()));
    }

    private void refuse(List<Integer> slots, String why) {
        decisions.add(new Decision(NAME, tasks.array(slots.get(0)).name(), NOT_KEPT + why, slots.size()));
    }

    private void say(String reason, int count) {
        decisions.add(new Decision(NAME, tasks.flow(), reason, count));
    }

    private static String counted(int datasets) {
        return String.format(Locale.ROOT, "%,d %s", datasets, datasets == 1 ? "dataset" : "datasets");
    }

    private static String every(FailureModel failures) {
        return " with a failure every " + Quantity.showSeconds(1 / failures.rate());
    }
}
