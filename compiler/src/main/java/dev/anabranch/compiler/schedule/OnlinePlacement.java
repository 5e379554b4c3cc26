package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.RankQueue;
import dev.anabranch.model.schedule.Schedule;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * List scheduling in the order of time, as a scheduler would do it that does not know the future: whenever a worker is
 * free, takes the unit of highest priority among those whose inputs exist by then, and puts it behind what its worker
 * has already, where it finishes first. Nobody is idle while there is something to do. After Graham, "Bounds on
 * multiprocessing timing anomalies", 1969.
 */
final class OnlinePlacement {
    private final Dag dag;
    private final CostModel costs;
    private final PlacedUnits placed;
    private final double[] free;
    private final double[] ready;
    private final double[] exists;

    OnlinePlacement(Dag dag, CostModel costs) {
        this.dag = dag;
        this.costs = costs;
        this.placed = new PlacedUnits(dag, costs);
        this.free = new double[costs.workers()];
        this.ready = new double[costs.workers()];
        this.exists = new double[dag.units()];
    }

    /**
     * Places all units.
     *
     * @param priority of each unit
     */
    Schedule schedule(double[] priority) {
        RankQueue now = new RankQueue(priority);
        PriorityQueue<Integer> later = new PriorityQueue<>(
                Comparator.comparingDouble((Integer unit) -> exists[unit]).thenComparing(unit -> unit));
        int[] waiting = new int[dag.units()];
        for (int unit = 0; unit < dag.units(); unit++) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                later.add(unit);
            }
        }
        double time = 0;
        for (int count = 0; count < dag.units(); count++) {
            time = Math.max(time, firstFree());
            if (now.isEmpty() && !later.isEmpty()) {
                time = Math.max(time, exists[later.peek()]);
            }
            while (!later.isEmpty() && exists[later.peek()] <= time) {
                now.add(later.remove());
            }
            int unit = now.remove();
            put(unit);
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int edge = dag.outEdge(unit, i);
                int reader = dag.target(edge);
                exists[reader] = Math.max(exists[reader], placed.there(edge));
                if (--waiting[reader] == 0) {
                    later.add(reader);
                }
            }
        }
        return placed.schedule();
    }

    private double firstFree() {
        double first = Double.POSITIVE_INFINITY;
        for (double at : free) {
            first = Math.min(first, at);
        }
        return first;
    }

    private void put(int unit) {
        placed.arrivals(unit, ready);
        int best = -1;
        double bestStart = 0;
        double bestFinish = Double.POSITIVE_INFINITY;
        for (int candidate : costs.candidates(unit)) {
            double from = Math.max(free[candidate], ready[candidate]);
            double until = from + costs.seconds(unit, candidate);
            if (best < 0 || until < bestFinish) {
                best = candidate;
                bestStart = from;
                bestFinish = until;
            }
        }
        free[best] = bestFinish;
        placed.put(unit, best, bestStart, bestFinish);
    }
}
