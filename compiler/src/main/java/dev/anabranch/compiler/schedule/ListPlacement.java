package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.RankQueue;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/**
 * List scheduling: takes the ready unit of highest priority and puts it, in an idle gap if one fits, where it finishes
 * first. Of equal priorities the unit of the lower number goes first, of equal finishes the lower worker wins.
 */
final class ListPlacement {
    private final Dag dag;
    private final CostModel costs;
    private final PlacedUnits placed;
    private final Timeline[] timelines;
    private final double[] ready;

    ListPlacement(Dag dag, CostModel costs) {
        this.dag = dag;
        this.costs = costs;
        this.placed = new PlacedUnits(dag, costs);
        this.timelines = new Timeline[costs.workers()];
        this.ready = new double[costs.workers()];
        Arrays.setAll(timelines, unused -> new Timeline());
    }

    /**
     * Places all units.
     *
     * @param priority of each unit; a unit is never placed before what it reads from
     */
    Schedule schedule(double[] priority) {
        RankQueue queue = new RankQueue(priority);
        int[] waiting = new int[dag.units()];
        for (int unit = 0; unit < dag.units(); unit++) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                queue.add(unit);
            }
        }
        for (int count = 0; count < dag.units(); count++) {
            int unit = queue.remove();
            put(unit);
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--waiting[reader] == 0) {
                    queue.add(reader);
                }
            }
        }
        return placed.schedule();
    }

    private void put(int unit) {
        placed.arrivals(unit, ready);
        int best = -1;
        double bestStart = 0;
        double bestFinish = Double.POSITIVE_INFINITY;
        for (int candidate : costs.candidates(unit)) {
            double seconds = costs.seconds(unit, candidate);
            double from = timelines[candidate].earliest(ready[candidate], seconds);
            if (best < 0 || from + seconds < bestFinish) {
                best = candidate;
                bestStart = from;
                bestFinish = from + seconds;
            }
        }
        timelines[best].reserve(bestStart, costs.seconds(unit, best));
        placed.put(unit, best, bestStart, bestFinish);
    }
}
