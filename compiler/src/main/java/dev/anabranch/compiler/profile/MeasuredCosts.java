package dev.anabranch.compiler.profile;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts what runs measured in the place of what flow and library say. A task that was measured costs what it did; others of
 * its family what a curve over those measured says, in the order of the graph, so that sizes are known before the tasks that
 * read them. Of a family that calls the same task with other arguments than then, only the curve is used; of one that calls
 * another task, nothing.
 */
public final class MeasuredCosts {
    /** Who decides, in a plan's decisions. */
    public static final String NAME = "Profile";

    /** Who says in a plan's decisions that measurements were left out. */
    public static final String STALE = "StaleProfile";

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final List<Optional<KnownFamily>> known = new ArrayList<>();
    private final List<Decision> stale = new ArrayList<>();
    private final double[] work;
    private final long[] bytes;
    private final CostSource[] timeSources;
    private final CostSource[] sizeSources;
    private final int[] measured;
    private final int[] fitted;

    private MeasuredCosts(OptimizedGraph graph, PlanMeanings meanings, Profile profile) {
        this.graph = graph;
        this.tasks = graph.graph();
        for (TaskFamily family : tasks.families()) {
            known.add(find(family, meanings, profile));
        }
        this.work = new double[tasks.taskCount()];
        Arrays.setAll(work, tasks::work);
        this.bytes = new long[tasks.slotCount()];
        Arrays.setAll(bytes, tasks::bytes);
        this.timeSources = new CostSource[tasks.taskCount()];
        Arrays.setAll(timeSources, tasks::timeSource);
        this.sizeSources = new CostSource[tasks.slotCount()];
        Arrays.setAll(sizeSources, slot -> tasks.producer(slot) < 0 ? CostSource.GUESSED : tasks.sizeSource(slot));
        this.measured = new int[tasks.families().size()];
        this.fitted = new int[tasks.families().size()];
    }

    /**
     * The same graph with the costs that a profile tells, and decisions that say which.
     *
     * @param meanings of its families
     */
    public static OptimizedGraph of(OptimizedGraph graph, PlanMeanings meanings, Profile profile) {
        return new MeasuredCosts(graph, meanings, profile).apply();
    }

    private Optional<KnownFamily> find(TaskFamily family, PlanMeanings meanings, Profile profile) {
        List<MeasuredFamily> named = profile.families().stream()
                .filter(f -> f.name().equals(family.name()) && !f.measurements().isEmpty())
                .toList();
        Optional<MeasuredFamily> same = last(named.stream()
                .filter(f -> f.meaning().equals(meanings.meaning()[family.id()]))
                .toList());
        if (same.isPresent()) {
            return Optional.of(new KnownFamily(family, same.get(), true));
        }
        Optional<MeasuredFamily> similar = last(named.stream()
                .filter(f -> f.code().equals(meanings.code()[family.id()]))
                .toList());
        if (similar.isPresent()) {
            return Optional.of(new KnownFamily(family, similar.get(), false));
        }
        last(named)
                .ifPresent(other -> stale.add(new Decision(
                        STALE,
                        family.name(),
                        String.format(
                                Locale.ROOT,
                                "%,d measured %s of `%s` not used: another task was called then, or its class was another",
                                other.measurements().size(),
                                other.measurements().size() == 1 ? "task" : "tasks",
                                family.name()),
                        other.measurements().size())));
        return Optional.empty();
    }

    private static Optional<MeasuredFamily> last(List<MeasuredFamily> families) {
        return families.isEmpty() ? Optional.empty() : Optional.of(families.get(families.size() - 1));
    }

    private OptimizedGraph apply() {
        for (int task : TaskOrder.of(tasks)) {
            int family = tasks.familyId(task);
            if (graph.unitOf(task) >= 0) {
                known.get(family).ifPresent(costs -> cost(task, family, costs));
            }
        }
        List<Decision> decisions = new ArrayList<>();
        for (TaskFamily family : tasks.families()) {
            int count = measured[family.id()] + fitted[family.id()];
            if (count > 0) {
                decisions.add(new Decision(NAME, family.name(), reason(family.id()), count));
            }
        }
        decisions.addAll(stale);
        return graph.withCosts(tasks.withCosts(work, bytes, timeSources, sizeSources), decisions);
    }

    private String reason(int family) {
        String counts = String.format(Locale.ROOT, "%,d measured, %,d fitted", measured[family], fitted[family]);
        return fitted[family] == 0
                ? counts
                : counts + ": " + known.get(family).orElseThrow().curve();
    }

    private void cost(int task, int family, KnownFamily costs) {
        String instance = tasks.taskName(task);
        int reads = tasks.inputs().size(task);
        long bytesRead = 0;
        for (int i = 0; i < reads; i++) {
            bytesRead += bytes[graph.resolve(tasks.inputs().get(task, i))];
        }
        int made = tasks.outputs().size(task);
        double[] at = costs.features(instance, reads, bytesRead, made);
        double curve = costs.seconds(at);
        Optional<Measurement> own = costs.measurement(instance, reads, made);
        Optional<Measurement> steady = own.filter(measurement -> !costs.warmingUp(measurement, curve));
        boolean asMeasured = steady.isPresent();
        work[task] = steady.map(Measurement::seconds).orElse(curve);
        timeSources[task] = asMeasured ? CostSource.MEASURED : CostSource.FITTED;
        measured[family] += asMeasured ? 1 : 0;
        fitted[family] += asMeasured ? 0 : 1;
        for (int output = 0; output < made; output++) {
            int slot = tasks.outputs().get(task, output);
            bytes[slot] = own.isPresent() ? own.get().bytes().get(output) : costs.bytes(at, output);
            sizeSources[slot] = own.isPresent() ? CostSource.MEASURED : CostSource.FITTED;
        }
    }
}
