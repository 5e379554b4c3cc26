package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.memory.CappedSchedules;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Idles where memory is short: units keep the host that HEFT gave them, or all go to one, and a unit starts only if what it
 * holds fits, and if everything else could still run after it. Where no order of single units fits, this comes as close as
 * it can.
 */
public final class MemoryCapped implements Scheduler {
    @Override
    public String name() {
        return "MemoryCapped";
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        return alternatives(graph, cluster).stream()
                .min((a, b) ->
                        Double.compare(a.schedule().makespan(), b.schedule().makespan()))
                .orElseThrow();
    }

    /** Several; between hosts whose network cards are busy they need not fit any more. */
    @Override
    public List<Scheduled> alternatives(OptimizedGraph graph, Cluster cluster) {
        FlowProblem flow = FlowProblem.of(graph, cluster);
        Schedule heft = new Heft().schedule(graph, cluster).schedule();
        int[] hostOf = new int[graph.units().rows()];
        for (int placement = 0; placement < heft.placements(); placement++) {
            hostOf[heft.unit(placement)] = cluster.hostOf(heft.worker(placement));
        }
        List<Scheduled> all = new ArrayList<>();
        for (Map.Entry<String, Schedule> found :
                new CappedSchedules(graph, cluster, flow.problem()).of(hostOf).entrySet()) {
            Scheduled timed = flow.timed(found.getValue(), name());
            all.add(Scheduled.of(timed.schedule(), timed.transfers(), name(), found.getKey()));
        }
        return all;
    }
}
