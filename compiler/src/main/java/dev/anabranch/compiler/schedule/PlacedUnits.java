package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/** Where and when units were put so far, and when what they read can be anywhere. */
final class PlacedUnits {
    private final Dag dag;
    private final CostModel costs;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final int[] place;
    private int placed;

    PlacedUnits(Dag dag, CostModel costs) {
        this.dag = dag;
        this.costs = costs;
        this.worker = new int[dag.units()];
        this.start = new double[dag.units()];
        this.finish = new double[dag.units()];
        this.place = new int[dag.units()];
    }

    void put(int unit, int where, double from, double until) {
        worker[unit] = where;
        start[unit] = from;
        finish[unit] = until;
        place[unit] = placed++;
    }

    /** When the dataset of an edge can leave the worker that makes it. */
    double there(int edge) {
        int source = dag.source(edge);
        double share = dag.readiness(edge);
        return share == 1 ? finish[source] : start[source] + share * (finish[source] - start[source]);
    }

    /** When all that a unit reads could be on each of its candidates; by worker. */
    void arrivals(int unit, double[] ready) {
        int[] candidates = costs.candidates(unit);
        for (int candidate : candidates) {
            ready[candidate] = 0;
        }
        for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
            int from = worker[dag.source(edge)];
            double there = there(edge);
            for (int candidate : candidates) {
                double arrival = candidate == from
                        ? finish[dag.source(edge)]
                        : there + costs.transfer(from, candidate, dag.bytes(edge));
                if (arrival > ready[candidate]) {
                    ready[candidate] = arrival;
                }
            }
        }
    }

    /** All units, each worker's by start; units that take no time come before the one that starts when they do. */
    Schedule schedule() {
        int[] units = new int[dag.units()];
        Arrays.setAll(units, unit -> unit);
        return new Schedule(units, worker, start, finish, order());
    }

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
