package dev.anabranch.compiler.schedule.copies;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.Deliveries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which producers could run again where their data is read. A producer is proposed for a worker if it may run there, its run
 * there would end before its message comes, and either the first reader waits for just this message, or it is larger than
 * what the copy would have sent instead. What the copy waits for longest is copied with it on the same terms. All copies
 * fit where the worker is idle before the reader, as early as it takes and no earlier than just before the reader where
 * that is as good, since that keeps orders regular.
 */
final class CopyRule {
    private static final int MOST_WITH_ONE = 8;

    private final Problem problem;
    private final Dag dag;
    private final Deliveries deliveries;
    private final WorkerOrders orders;
    private final double[] start;
    private final double[] finish;
    private final Set<Long> arriving = new HashSet<>();

    CopyRule(Problem problem, Deliveries deliveries) {
        this.problem = problem;
        this.dag = problem.dag();
        this.deliveries = deliveries;
        this.orders = deliveries.orders();
        this.start = deliveries.times().start();
        this.finish = deliveries.times().finish();
    }

    /** In the order of workers and their runs. */
    List<Proposal> proposals() {
        List<Proposal> proposals = new ArrayList<>();
        for (int worker = 0; worker < orders.workers(); worker++) {
            arriving.clear();
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                for (int edge = dag.firstIn(orders.task(place)); edge < dag.firstIn(orders.task(place) + 1); edge++) {
                    // Whoever reads it later finds it there.
                    if (arriving.add((long) problem.message(edge)) && isFromElsewhere(edge, worker)) {
                        propose(edge, place, worker, proposals);
                    }
                }
            }
        }
        return proposals;
    }

    private boolean isFromElsewhere(int edge, int worker) {
        return deliveries.runOn(dag.source(edge), worker) < 0;
    }

    private boolean mayCopy(int task, int worker) {
        return problem.mayCopy(task) && problem.mayRun(task, worker) && deliveries.runOn(task, worker) < 0;
    }

    private void propose(int edge, int reader, int worker, List<Proposal> proposals) {
        int task = dag.source(edge);
        double arrival = deliveries.arrival(edge, worker);
        double free = reader == orders.first(worker) ? 0 : finish[reader - 1];
        if (!mayCopy(task, worker) || arrival <= problem.seconds(task, worker)) {
            return;
        }
        List<Integer> chain = new ArrayList<>();
        double ready = gather(task, worker, free, arrival, chain);
        double others = Math.max(free, arrivalOfOthers(edge, reader, worker));
        boolean binding = arrival > others;
        if (!(binding || dag.bytes(edge) > sentBytes(chain, worker))) {
            return;
        }
        double justBefore = end(chain, worker, free, ready);
        int before = reader;
        double there = justBefore;
        if (justBefore > others) {
            for (int place = orders.first(worker); place < reader; place++) {
                double from = place == orders.first(worker) ? 0 : finish[place - 1];
                double end = end(chain, worker, from, ready);
                if (end <= start[place]) {
                    before = place;
                    there = end;
                    break;
                }
            }
        }
        if (there < arrival) {
            List<Copy> copies = new ArrayList<>();
            for (int copied : chain) {
                copies.add(new Copy(copied, worker, before));
            }
            proposals.add(new Proposal(task, copies, Math.max(0, arrival - Math.max(others, there))));
        }
    }

    /** Adds what is to be copied, producers first; answers when all that is not copied can be there. */
    private double gather(int task, int worker, double free, double deadline, List<Integer> chain) {
        double ready = 0;
        int last = -1;
        double latest = 0;
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            if (chain.contains(dag.source(edge))) {
                continue;
            }
            double arrival = deliveries.arrival(edge, worker);
            if (arrival > latest) {
                ready = Math.max(ready, latest);
                latest = arrival;
                last = edge;
            } else {
                ready = Math.max(ready, arrival);
            }
        }
        if (last >= 0) {
            int above = dag.source(last);
            boolean worthIt = chain.size() + 2 <= MOST_WITH_ONE
                    && isFromElsewhere(last, worker)
                    && !arriving.contains((long) problem.message(last))
                    && mayCopy(above, worker)
                    && latest > Math.max(free, ready)
                    && problem.seconds(above, worker) < latest;
            if (worthIt) {
                List<Integer> with = new ArrayList<>(chain);
                double readyAbove = Math.max(ready, gather(above, worker, free, latest, with));
                if (end(with, worker, 0, readyAbove) < Math.min(latest, deadline)) {
                    chain.clear();
                    chain.addAll(with);
                    latest = readyAbove;
                }
            }
        }
        chain.add(task);
        return Math.max(ready, latest);
    }

    /** When a chain of copies ends that runs from a time on. */
    private double end(List<Integer> chain, int worker, double from, double ready) {
        double at = Math.max(from, ready);
        for (int task : chain) {
            at += problem.seconds(task, worker);
        }
        return at;
    }

    private double arrivalOfOthers(int edge, int reader, int worker) {
        double last = 0;
        int task = orders.task(reader);
        for (int other = dag.firstIn(task); other < dag.firstIn(task + 1); other++) {
            if (dag.source(other) != dag.source(edge)) {
                last = Math.max(last, deliveries.arrival(other, worker));
            }
        }
        return last;
    }

    private double sentBytes(List<Integer> chain, int worker) {
        double bytes = 0;
        for (int task : chain) {
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                boolean there = !isFromElsewhere(edge, worker) || arriving.contains((long) problem.message(edge));
                bytes += there || chain.contains(dag.source(edge)) ? 0 : dag.bytes(edge);
            }
        }
        return bytes;
    }
}
