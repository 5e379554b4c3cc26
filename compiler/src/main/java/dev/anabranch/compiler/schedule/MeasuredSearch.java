package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.List;

/**
 * A search under measured costs that never answers a longer schedule than the one that would have been planned without
 * them: that one is replayed under the measured costs, and the shorter of both is taken. Heuristics give no such promise by
 * themselves; a better cost may lead them astray.
 */
public final class MeasuredSearch implements Scheduler {
    private final Scheduler search;
    private final RecomputeOrTransmit recompute;
    private final OptimizedGraph unmeasured;

    /**
     * @param search what searches, once for each of the costs
     * @param recompute what copies tasks of either schedule where that pays
     * @param unmeasured the graph that will be scheduled, with the costs that it would have without a profile
     */
    public MeasuredSearch(Scheduler search, RecomputeOrTransmit recompute, OptimizedGraph unmeasured) {
        this.search = search;
        this.recompute = recompute;
        this.unmeasured = unmeasured;
    }

    @Override
    public String name() {
        return search.name();
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        Scheduled found = recompute.improve(graph, cluster, search.schedule(graph, cluster));
        Scheduled before = recompute.improve(unmeasured, cluster, search.schedule(unmeasured, cluster));
        Scheduled replayed = FlowProblem.of(graph, cluster).timed(WorkerOrders.of(before.schedule()), before.by(), "");
        double makespan = found.schedule().makespan();
        double others = replayed.schedule().makespan();
        boolean keeps = others < makespan;
        String reason = keeps
                ? "as planned without the profile; planned with it: " + Quantity.showSeconds(makespan)
                : "planned without the profile: " + Quantity.showSeconds(others);
        Scheduled taken = keeps ? replayed : found;
        String whole = taken.reason().isEmpty() ? reason : taken.reason() + "; " + reason;
        Scheduled decided = keeps ? before : found;
        return new Scheduled(
                taken.schedule(),
                taken.transfers(),
                taken.by(),
                whole,
                decided.copies(),
                decided.saved(),
                decided.spills(),
                List.of(),
                found.reproducible() && before.reproducible());
    }
}
