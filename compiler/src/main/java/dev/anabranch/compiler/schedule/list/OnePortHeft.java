package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * HEFT that knows that a host's network card sends and receives one transfer at a time: when a worker is tried, the cards
 * are reserved for the inputs from other hosts in the order in which their producers finish, behind what is reserved.
 * After Beaumont, Boudet and Robert, "A realistic model and an efficient heuristic for scheduling with heterogeneous
 * processors", 2002.
 */
public final class OnePortHeft implements ListScheduler {
    @Override
    public String name() {
        return "OPHEFT";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        return decode(problem, new ReadyTasks(problem.dag(), Ranks.upward(problem)));
    }

    static WorkerOrders decode(Problem problem, ReadyTasks ready) {
        return new Run(problem).run(ready);
    }

    private static final class Run {
        private final Problem problem;
        private final Dag dag;
        private final Partial partial;
        private final double[] sendFree;
        private final double[] receiveFree;
        private final double[] sendTry;
        private final Map<Long, Double> arrived = new HashMap<>();
        private int[] edges = new int[16];
        private int edgeCount;
        private double receiveTry;

        Run(Problem problem) {
            this.problem = problem;
            this.dag = problem.dag();
            this.partial = new Partial(problem);
            this.sendFree = new double[problem.hosts()];
            this.receiveFree = new double[problem.hosts()];
            this.sendTry = new double[problem.hosts()];
        }

        WorkerOrders run(ReadyTasks ready) {
            while (!ready.isEmpty()) {
                int task = ready.remove();
                sortEdges(task);
                int best = -1;
                double bestStart = 0;
                double bestFinish = Double.POSITIVE_INFINITY;
                double remote = 0;
                int remoteHost = -1;
                for (int worker : problem.candidates(task)) {
                    // Workers of one host get what comes from other hosts at the same time.
                    if (problem.hostOf(worker) != remoteHost) {
                        remoteHost = problem.hostOf(worker);
                        remote = remoteArrival(remoteHost, false);
                    }
                    double arrival = Math.max(remote, localArrival(worker));
                    double start = partial.earliest(task, worker, arrival);
                    double finish = start + problem.seconds(task, worker);
                    if (best < 0 || finish < bestFinish) {
                        best = worker;
                        bestStart = start;
                        bestFinish = finish;
                    }
                }
                remoteArrival(problem.hostOf(best), true);
                partial.place(task, best, bestStart);
            }
            return partial.orders();
        }

        /** By the ends of their producers, of equal ends by number. */
        private void sortEdges(int task) {
            edgeCount = dag.firstIn(task + 1) - dag.firstIn(task);
            if (edges.length < edgeCount) {
                edges = new int[2 * edgeCount];
            }
            Integer[] sorted = new Integer[edgeCount];
            Arrays.setAll(sorted, i -> dag.firstIn(task) + i);
            Arrays.sort(sorted, (a, b) -> {
                int byEnd = Double.compare(partial.finish(dag.source(a)), partial.finish(dag.source(b)));
                return byEnd != 0 ? byEnd : Integer.compare(dag.source(a), dag.source(b));
            });
            for (int i = 0; i < edgeCount; i++) {
                edges[i] = sorted[i];
            }
        }

        private double localArrival(int worker) {
            double last = 0;
            int host = problem.hostOf(worker);
            for (int i = 0; i < edgeCount; i++) {
                int source = dag.source(edges[i]);
                int from = partial.worker(source);
                if (problem.hostOf(from) == host) {
                    last = Math.max(last, problem.arrival(edges[i], partial.finish(source), from, worker));
                }
            }
            return last;
        }

        private double remoteArrival(int host, boolean reserve) {
            double[] send = reserve ? sendFree : sendTry;
            if (!reserve) {
                System.arraycopy(sendFree, 0, sendTry, 0, sendFree.length);
            }
            receiveTry = receiveFree[host];
            double last = 0;
            for (int i = 0; i < edgeCount; i++) {
                int source = dag.source(edges[i]);
                int from = problem.hostOf(partial.worker(source));
                if (from != host) {
                    long key = (long) problem.message(edges[i]) * problem.hosts() + host;
                    Double known = arrived.get(key);
                    double end;
                    if (known == null) {
                        double there = partial.finish(source)
                                - problem.late(edges[i]) * problem.seconds(source, partial.worker(source));
                        end = Math.max(there, Math.max(send[from], receiveTry)) + problem.far(edges[i]);
                        send[from] = end;
                        receiveTry = end;
                        if (reserve) {
                            arrived.put(key, end);
                        }
                    } else {
                        end = known;
                    }
                    last = Math.max(last, end);
                }
            }
            if (reserve) {
                receiveFree[host] = receiveTry;
            }
            return last;
        }
    }
}
