package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.UpwardRank;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/**
 * Heterogeneous Earliest Finish Time: takes the ready unit of highest upward rank and puts it where it finishes first,
 * in an idle gap if one fits. After Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task scheduling
 * for heterogeneous computing", IEEE TPDS 13(3), 2002.
 *
 * <p>Of equal ranks the unit of the lower number goes first, so that runs of one family stay together in the order of
 * their indices; of equal finishes the lower worker wins. A dataset that a generator hands over early is there, for
 * other workers, at that share of its producer's run.
 */
public final class Heft implements Scheduler {
    @Override
    public String name() {
        return "Heft";
    }

    @Override
    public Schedule schedule(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        return schedule(dag, new ClusterCosts(dag, graph, cluster));
    }

    /** The same over units and costs of one's own. */
    public static Schedule schedule(Dag dag, CostModel costs) {
        return new Placing(dag, costs).schedule();
    }

    /** The placements made so far. */
    private static final class Placing {
        private final Dag dag;
        private final CostModel costs;
        private final int[] worker;
        private final double[] start;
        private final double[] finish;
        private final int[] place;
        private final Timeline[] timelines;
        private final double[] ready;

        Placing(Dag dag, CostModel costs) {
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

        Schedule schedule() {
            ReadyQueue queue = new ReadyQueue(UpwardRank.of(dag, costs::meanSeconds, costs::meanTransfer));
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
                    double arrival = candidate == from
                            ? finish[source]
                            : there + costs.transfer(from, candidate, dag.bytes(edge));
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
}
