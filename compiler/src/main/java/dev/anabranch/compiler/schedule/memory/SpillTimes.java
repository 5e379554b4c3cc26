package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The times that follow from moving datasets to disk and back. A worker writes right after a unit and reads right before
 * one; it computes nothing meanwhile. Units begin in the order in which they began before, and none before those have ended
 * that had ended then, so that no more is alive at once than was thought.
 */
final class SpillTimes {
    private final Problem problem;
    private final Dag dag;
    private final int[] order;
    private final int[] worker;
    private final SpillChoice choice;
    private final TreeMap<Integer, List<Integer>> writes = new TreeMap<>();
    private final TreeMap<Integer, List<Integer>> reads = new TreeMap<>();
    private final TreeMap<Integer, List<Integer>> needs = new TreeMap<>();
    private final double[] start;
    private final double[] finish;
    private final double[] free;
    private final double[] seconds;

    /** @param bytes by decision, the size of its dataset */
    SpillTimes(Problem problem, int[] order, int[] worker, SpillChoice choice, long[] bytes) {
        this.problem = problem;
        this.dag = problem.dag();
        this.order = order;
        this.worker = worker;
        this.choice = choice;
        this.start = new double[order.length];
        this.finish = new double[order.length];
        this.free = new double[problem.workers()];
        this.seconds = new double[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            Spill spill = choice.spills().get(i);
            Link disk = problem.cluster()
                    .hosts()
                    .get(problem.hostOf(spill.worker()))
                    .disk();
            seconds[i] = disk.seconds(bytes[i]);
            writes.computeIfAbsent(spill.writtenBefore(), unused -> new ArrayList<>())
                    .add(i);
            reads.computeIfAbsent(spill.readBefore(), unused -> new ArrayList<>())
                    .add(i);
            needs.computeIfAbsent(choice.neededBy(i), unused -> new ArrayList<>())
                    .add(i);
        }
    }

    Schedule schedule() {
        double[] written = new double[seconds.length];
        double lastBegin = 0;
        double lastEnd = 0;
        int ends = 0;
        for (int unit : order) {
            double begin = Math.max(lastBegin, write(worker[unit], unit, written));
            for (; ends < choice.endedBefore(unit); ends++) {
                lastEnd = Math.max(lastEnd, finish[choice.ended(ends)]);
            }
            begin = Math.max(begin, lastEnd);
            for (int need : needs.getOrDefault(unit, List.of())) {
                Spill spill = choice.spills().get(need);
                if (finish[spill.writtenBefore()] == 0 && spill.writtenBefore() != unit) {
                    write(spill.worker(), spill.writtenBefore(), written);
                }
                begin = Math.max(begin, written[need]);
            }
            double at = begin;
            for (int read : reads.getOrDefault(unit, List.of())) {
                at += seconds[read];
            }
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                int source = dag.source(edge);
                at = Math.max(at, problem.arrival(edge, finish[source], worker[source], worker[unit]));
            }
            while (firstRead(unit, at) < begin) {
                at = Math.nextUp(at);
            }
            start[unit] = at;
            finish[unit] = at + problem.seconds(unit, worker[unit]);
            free[worker[unit]] = finish[unit] + problem.pause(unit);
            lastBegin = begin;
        }
        int[] places = new int[order.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = worker[order[i]];
        }
        WorkerOrders orders = WorkerOrders.ofSequence(problem.workers(), order, places, order.length);
        double[] starts = new double[order.length];
        double[] finishes = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            starts[place] = start[orders.task(place)];
            finishes[place] = finish[orders.task(place)];
        }
        return orders.schedule(starts, finishes);
    }

    /** Writes what is to be written before a unit; answers when that is over. */
    private double write(int where, int unit, double[] written) {
        double at = free[where];
        for (int write : writes.getOrDefault(unit, List.of())) {
            at += seconds[write];
            written[write] = at;
        }
        return at;
    }

    /** When the first of what a unit reads back is begun to be read; counted back from its start, as plans do. */
    private double firstRead(int unit, double from) {
        double at = from;
        List<Integer> mine = reads.getOrDefault(unit, List.of());
        for (int i = mine.size() - 1; i >= 0; i--) {
            at -= seconds[mine.get(i)];
        }
        return at;
    }
}
