package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/**
 * List scheduling: takes the ready unit of highest priority and puts it, in an idle gap if one fits, where it finishes
 * first. Of equal priorities the unit of the lower number goes first, of equal finishes the lower worker wins.
 */
final class ListPlacement {
    private final Dag dag;
    private final CostModel costs;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final int[] place;
    private final Timeline[] timelines;
    private final double[] ready;

    ListPlacement(Dag dag, CostModel costs) {
        this.dag = dag;
        this.costs = costs;
        this.worker = new int[dag.units()];
        this.start = new double[dag.units()];
        this.finish = new double[dag.units()];
        this.place = new int[dag.units()];
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
        ReadyQueue queue = new ReadyQueue(priority);
        int[] waiting = new int[dag.units()];
        for (int unit = 0; unit < dag.units(); unit++) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                queue.add(unit);
            }
        }
        for (int placed = 0; placed < dag.units(); placed++) {
            int unit = queue.remove();
            put(unit);
            place[unit] = placed;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--waiting[reader] == 0) {
                    queue.add(reader);
                }
            }
        }
        int[] units = new int[dag.units()];
        Arrays.setAll(units, unit -> unit);
        return new Schedule(units, worker, start, finish, order());
    }

    private void put(int unit) {
        int[] candidates = costs.candidates(unit);
        arrivals(unit, candidates);
        int best = -1;
        double bestStart = 0;
        double bestFinish = Double.POSITIVE_INFINITY;
        for (int candidate : candidates) {
            double seconds = costs.seconds(unit, candidate);
            double from = timelines[candidate].earliest(ready[candidate], seconds);
            if (best < 0 || from + seconds < bestFinish) {
                best = candidate;
                bestStart = from;
                bestFinish = from + seconds;
            }
        }
        timelines[best].reserve(bestStart, costs.seconds(unit, best));
        worker[unit] = best;
        start[unit] = bestStart;
        finish[unit] = bestFinish;
    }

    /** When all that a unit reads could be on each worker. */
    private void arrivals(int unit, int[] candidates) {
        for (int candidate : candidates) {
            ready[candidate] = 0;
        }
        for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
            int source = dag.source(edge);
            int from = worker[source];
            double share = dag.readiness(edge);
            double there = share == 1 ? finish[source] : start[source] + share * (finish[source] - start[source]);
            for (int candidate : candidates) {
                double arrival =
                        candidate == from ? finish[source] : there + costs.transfer(from, candidate, dag.bytes(edge));
                if (arrival > ready[candidate]) {
                    ready[candidate] = arrival;
                }
            }
        }
    }

    /** By start; units that take no time come before the one that starts when they do. */
    private IntRows order() {
        Integer[] all = new Integer[dag.units()];
        Arrays.setAll(all, unit -> unit);
        Arrays.sort(all, (a, b) -> {
            int byStart = Double.compare(start[a], start[b]);
            int byTime = byStart != 0 ? byStart : Double.compare(finish[a], finish[b]);
            return byTime != 0 ? byTime : Integer.compare(place[a], place[b]);
        });
        IntRows.Builder rows = new IntRows.Builder();
        int[][] perWorker = new int[costs.workers()][16];
        int[] counts = new int[costs.workers()];
        for (Integer unit : all) {
            int w = worker[unit];
            if (counts[w] == perWorker[w].length) {
                perWorker[w] = Arrays.copyOf(perWorker[w], counts[w] * 2);
            }
            perWorker[w][counts[w]++] = unit;
        }
        for (int w = 0; w < perWorker.length; w++) {
            for (int i = 0; i < counts[w]; i++) {
                rows.add(perWorker[w][i]);
            }
            rows.endRow();
        }
        return rows.build();
    }
}
