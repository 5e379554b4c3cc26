package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * HEFT that looks one step ahead: a task goes to the worker from which its readers, placed by HEFT's rule, would finish
 * first. After Bittencourt, Sakellariou and Madeira, "DAG scheduling using a lookahead variant of the heterogeneous
 * earliest finish time algorithm", 2010.
 */
public final class LookaheadHeft implements ListScheduler {
    @Override
    public String name() {
        return "LAHEFT";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        return new Run(problem).run();
    }

    private static final class Run {
        private final Problem problem;
        private final double[] rank;
        private final Partial partial;
        private final ReadyTasks ready;
        private final Gaps own = new Gaps();
        private final Gaps[] saved;

        Run(Problem problem) {
            this.problem = problem;
            this.rank = Ranks.upward(problem);
            this.partial = new Partial(problem);
            this.ready = new ReadyTasks(problem.dag(), rank);
            int most = 0;
            for (int task = 0; task < problem.tasks(); task++) {
                most = Math.max(most, problem.dag().outDegree(task));
            }
            this.saved = IntStream.range(0, most).mapToObj(i -> new Gaps()).toArray(Gaps[]::new);
        }

        WorkerOrders run() {
            while (!ready.isEmpty()) {
                int task = ready.remove();
                int[] readers = readers(task);
                double[] arrivals = partial.arrivals(task).clone();
                int best = -1;
                double bestStart = 0;
                double bestAhead = 0;
                double bestFinish = 0;
                for (int worker : problem.candidates(task)) {
                    double start = partial.earliest(task, worker, arrivals[worker]);
                    double finish = start + problem.seconds(task, worker);
                    double ahead = ahead(task, worker, start, readers);
                    if (best < 0 || ahead < bestAhead || (ahead == bestAhead && finish < bestFinish)) {
                        best = worker;
                        bestStart = start;
                        bestAhead = ahead;
                        bestFinish = finish;
                    }
                }
                partial.place(task, best, bestStart);
            }
            return partial.orders();
        }

        private int[] readers(int task) {
            Dag dag = problem.dag();
            return IntStream.range(0, dag.outDegree(task))
                    .map(i -> dag.target(dag.outEdge(task, i)))
                    .distinct()
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(reader -> -rank[reader])
                            .thenComparingInt(reader -> reader))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private double ahead(int task, int worker, double start, int[] readers) {
            partial.save(worker, own);
            partial.place(task, worker, start);
            double last = readers.length == 0 ? start + problem.seconds(task, worker) : 0;
            for (int i = 0; i < readers.length; i++) {
                int where = partial.earliestFinish(readers[i]);
                partial.save(where, saved[i]);
                partial.place(readers[i], where, partial.foundStart());
                last = Math.max(last, partial.finish(readers[i]));
            }
            for (int i = readers.length - 1; i >= 0; i--) {
                partial.takeBack(saved[i]);
            }
            partial.takeBack(own);
            return last;
        }
    }
}
