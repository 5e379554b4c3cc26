package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * HEFT that runs a producer once more where that is ready before its message arrives. On each worker it looks at, while
 * the input that comes last can be made there in an idle slot in time, perhaps after a copy of its own last producer, it
 * is; the copies stay if the task finishes earlier for them. After Kruatrachue and Lewis, "Grain size determination for
 * parallel processing", 1988, in HEFT's order.
 */
public final class DuplicatingHeft implements ListScheduler {
    private static final int MOST_COPIES = 8;

    @Override
    public String name() {
        return "HEFTDUP";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        return new Decoder(problem).decode(new ReadyTasks(problem.dag(), Ranks.upward(problem)));
    }

    /** Decodes one order of tasks after the other. */
    static final class Decoder {
        private final Problem problem;
        private final Dag dag;
        private final Copies copies;
        private final Gaps saved = new Gaps();
        private final Gaps inner = new Gaps();

        Decoder(Problem problem) {
            this.problem = problem;
            this.dag = problem.dag();
            this.copies = new Copies(problem);
        }

        WorkerOrders decode(ReadyTasks ready) {
            copies.clear();
            int[] bestTask = new int[MOST_COPIES];
            double[] bestStart = new double[MOST_COPIES];
            while (!ready.isEmpty()) {
                int task = ready.remove();
                int best = -1;
                double bestFinish = Double.POSITIVE_INFINITY;
                int bestCopies = 0;
                for (int worker : problem.candidates(task)) {
                    double seconds = problem.seconds(task, worker);
                    double plain = copies.earliest(task, worker) + seconds;
                    int first = copies.runs();
                    copies.save(worker, saved);
                    copyProducers(task, worker);
                    double finish = copies.runs() == first ? plain : copies.earliest(task, worker) + seconds;
                    boolean copied = finish < plain;
                    finish = Math.min(finish, plain);
                    if (best < 0 || finish < bestFinish) {
                        best = worker;
                        bestFinish = finish;
                        bestCopies = 0;
                        for (int run = first; copied && run < copies.runs(); run++) {
                            bestTask[bestCopies] = copies.task(run);
                            bestStart[bestCopies++] = copies.start(run);
                        }
                    }
                    copies.takeBack(first, worker, saved);
                }
                for (int i = 0; i < bestCopies; i++) {
                    copies.place(bestTask[i], best, bestStart[i]);
                }
                copies.place(task, best, copies.earliest(task, best));
            }
            return copies.orders();
        }

        private void copyProducers(int task, int worker) {
            int limit = copies.runs() + MOST_COPIES;
            while (copies.runs() < limit) {
                int edge = copies.lastEdge(task, worker);
                if (edge < 0 || !copyInTime(dag.source(edge), worker, copies.arrival(edge, worker), limit)) {
                    return;
                }
            }
        }

        private boolean copyInTime(int producer, int worker, double deadline, int limit) {
            if (copies.runsOn(producer, worker) || !mayCopy(producer, worker)) {
                return false;
            }
            double seconds = problem.seconds(producer, worker);
            double start = copies.earliest(producer, worker);
            if (start + seconds < deadline) {
                copies.place(producer, worker, start);
                return true;
            }
            int above = copies.lastEdge(producer, worker);
            if (above < 0 || copies.runs() + 2 > limit) {
                return false;
            }
            int grandparent = dag.source(above);
            if (copies.runsOn(grandparent, worker) || !mayCopy(grandparent, worker)) {
                return false;
            }
            int first = copies.runs();
            copies.save(worker, inner);
            copies.place(grandparent, worker, copies.earliest(grandparent, worker));
            start = copies.earliest(producer, worker);
            if (start + seconds < deadline) {
                copies.place(producer, worker, start);
                return true;
            }
            copies.takeBack(first, worker, inner);
            return false;
        }

        private boolean mayCopy(int task, int worker) {
            return problem.mayCopy(task) && problem.mayRun(task, worker);
        }
    }
}
