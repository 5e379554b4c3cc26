package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;

/**
 * HEFT without insertion for very many tasks and workers: each task goes behind all else where it finishes first, exactly,
 * without a look at every worker. Only on the hosts of its producers does it matter which worker it is; of all others the
 * first that is free is best, and a tournament for each kind of worker finds it in logarithmic time.
 */
public final class AppendHeft implements ListScheduler {
    @Override
    public String name() {
        return "HEFT-append";
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
        private final int[] workerOf;
        private final double[] finish;
        private final int[] kindOf;
        private final int[] hostOf;
        private final int[] indexInKind;
        private final int[][] ofKind;
        private final FreeWorkers[] free;
        private final int[] firstWorker;
        /** For each host: when the data of its producers is elsewhere; the marks of hosts and workers in use. */
        private final double[] farFrom;

        private final int[] producerHosts;
        private final double[] nearFrom;
        private final double[] here;
        private final int[] producerWorkers;
        private int hostCount;
        private int workerCount;
        private int bestWorker;
        private double bestFinish;

        Run(Problem problem) {
            this.problem = problem;
            this.dag = problem.dag();
            this.workerOf = new int[problem.tasks()];
            this.finish = new double[problem.tasks()];
            int workers = problem.workers();
            this.kindOf = new int[workers];
            this.hostOf = new int[workers];
            this.indexInKind = new int[workers];
            int[] counts = new int[problem.kinds()];
            for (int worker = 0; worker < workers; worker++) {
                kindOf[worker] = problem.kindOf(worker);
                hostOf[worker] = problem.hostOf(worker);
                indexInKind[worker] = counts[kindOf[worker]]++;
            }
            this.ofKind = new int[counts.length][];
            this.free = new FreeWorkers[counts.length];
            for (int kind = 0; kind < counts.length; kind++) {
                ofKind[kind] = new int[counts[kind]];
                free[kind] = new FreeWorkers(counts[kind]);
            }
            for (int worker = 0; worker < workers; worker++) {
                ofKind[kindOf[worker]][indexInKind[worker]] = worker;
            }
            this.firstWorker = new int[problem.hosts() + 1];
            for (int host : hostOf) {
                firstWorker[host + 1]++;
            }
            for (int host = 0; host < problem.hosts(); host++) {
                firstWorker[host + 1] += firstWorker[host];
            }
            this.farFrom = new double[problem.hosts()];
            this.producerHosts = new int[problem.hosts()];
            this.nearFrom = new double[workers];
            this.here = new double[workers];
            this.producerWorkers = new int[workers];
            Arrays.fill(farFrom, -1);
            Arrays.fill(here, -1);
        }

        WorkerOrders run(ReadyTasks ready) {
            int[] tasks = new int[problem.tasks()];
            int[] workers = new int[problem.tasks()];
            for (int placed = 0; !ready.isEmpty(); placed++) {
                int task = ready.remove();
                place(task);
                tasks[placed] = task;
                workers[placed] = workerOf[task];
            }
            return WorkerOrders.ofSequence(problem.workers(), tasks, workers, tasks.length);
        }

        private double free(int worker) {
            return free[kindOf[worker]].free(indexInKind[worker]);
        }

        private void place(int task) {
            gather(task);
            bestWorker = -1;
            bestFinish = Double.POSITIVE_INFINITY;
            double most = 0;
            double second = 0;
            int mostHost = -1;
            for (int i = 0; i < hostCount; i++) {
                double arrival = farFrom[producerHosts[i]];
                if (arrival > most) {
                    second = most;
                    most = arrival;
                    mostHost = producerHosts[i];
                } else if (arrival > second) {
                    second = arrival;
                }
            }
            int[] candidates = problem.candidates(task);
            if (candidates.length == problem.workers()) {
                for (int kind = 0; kind < ofKind.length; kind++) {
                    if (ofKind[kind].length > 0) {
                        int worker = ofKind[kind][free[kind].firstFree(most)];
                        // On a producer's host it may start even earlier, which is looked at below.
                        offer(task, worker, Math.max(most, free(worker)));
                    }
                }
                for (int i = 0; i < hostCount; i++) {
                    int host = producerHosts[i];
                    double elsewhere = host == mostHost ? second : most;
                    onHost(task, firstWorker[host], firstWorker[host + 1], elsewhere);
                }
            } else {
                for (int worker : candidates) {
                    double elsewhere = hostOf[worker] == mostHost ? second : most;
                    onWorker(task, worker, elsewhere, nearExcept(worker));
                }
            }
            clear();
            workerOf[task] = bestWorker;
            finish[task] = bestFinish;
            free[kindOf[bestWorker]].set(indexInKind[bestWorker], bestFinish);
        }

        private void offer(int task, int worker, double start) {
            double end = start + problem.seconds(task, worker);
            if (end < bestFinish || (end == bestFinish && worker < bestWorker)) {
                bestWorker = worker;
                bestFinish = end;
            }
        }

        private void onHost(int task, int first, int end, double elsewhere) {
            double most = 0;
            double second = 0;
            int mostWorker = -1;
            for (int worker = first; worker < end; worker++) {
                if (here[worker] >= 0) {
                    if (nearFrom[worker] > most) {
                        second = most;
                        most = nearFrom[worker];
                        mostWorker = worker;
                    } else if (nearFrom[worker] > second) {
                        second = nearFrom[worker];
                    }
                }
            }
            for (int worker = first; worker < end; worker++) {
                onWorker(task, worker, elsewhere, worker == mostWorker ? second : most);
            }
        }

        private double nearExcept(int worker) {
            double most = 0;
            for (int other = firstWorker[hostOf[worker]]; other < firstWorker[hostOf[worker] + 1]; other++) {
                if (other != worker && here[other] >= 0) {
                    most = Math.max(most, nearFrom[other]);
                }
            }
            return most;
        }

        private void onWorker(int task, int worker, double elsewhere, double near) {
            double arrival = Math.max(elsewhere, Math.max(near, here[worker]));
            offer(task, worker, Math.max(arrival, free(worker)));
        }

        /** When what the task reads is where, by the hosts and workers of its producers. */
        private void gather(int task) {
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                int source = dag.source(edge);
                int worker = workerOf[source];
                int host = hostOf[worker];
                double there = finish[source];
                if (problem.hasEarly()) {
                    there -= problem.late(edge) * problem.seconds(source, worker);
                }
                if (farFrom[host] < 0) {
                    producerHosts[hostCount++] = host;
                }
                if (here[worker] < 0) {
                    producerWorkers[workerCount++] = worker;
                    nearFrom[worker] = 0;
                }
                farFrom[host] = Math.max(farFrom[host], there + problem.far(edge));
                nearFrom[worker] = Math.max(nearFrom[worker], there + problem.near(edge));
                here[worker] = Math.max(here[worker], finish[source]);
            }
        }

        private void clear() {
            for (int i = 0; i < hostCount; i++) {
                farFrom[producerHosts[i]] = -1;
            }
            for (int i = 0; i < workerCount; i++) {
                here[producerWorkers[i]] = -1;
            }
            hostCount = 0;
            workerCount = 0;
        }
    }
}
