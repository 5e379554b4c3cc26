package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.list.Ranks;
import dev.anabranch.compiler.schedule.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Workers without a plan: whenever one is idle, the task of highest upward rank among those whose inputs are all made goes to
 * the idle worker on which, by the planned durations, it ends first. List scheduling as it goes on, after Graham, "Bounds on
 * multiprocessing timing anomalies", 1969, by the ranks of HEFT (see {@link Ranks#upward}). Where a dataset is wanted is not
 * known before its reader is given to a worker, so that it travels no earlier.
 */
final class RankedWorkers extends VirtualWorkers {
    private static final int NONE = -1;

    private final int[] byRank;
    private final int[] rankOf;
    private final int[] producers;
    private final int[] unfinished;
    private final long[] waiting;
    private int idle;
    private int waitingTasks;

    RankedWorkers(Problem planned, Problem actual) {
        super(planned, actual);
        double[] rank = Ranks.upward(planned);
        int tasks = planned.tasks();
        this.byRank = IntStream.range(0, tasks)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer task) -> -rank[task])
                        .thenComparing(task -> task))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rankOf = new int[tasks];
        for (int place = 0; place < tasks; place++) {
            rankOf[byRank[place]] = place;
        }
        this.producers = new int[tasks];
        Arrays.setAll(producers, task -> dag.firstIn(task + 1) - dag.firstIn(task));
        this.unfinished = new int[tasks];
        this.waiting = new long[(tasks + 63) >> 6];
    }

    @Override
    void open() {
        Arrays.fill(waiting, 0);
        waitingTasks = 0;
        idle = running.length;
        System.arraycopy(producers, 0, unfinished, 0, producers.length);
        for (int task = 0; task < producers.length; task++) {
            if (producers[task] == 0) {
                ready(task);
            }
        }
    }

    @Override
    void ready(int task) {
        waiting[rankOf[task] >> 6] |= 1L << rankOf[task];
        waitingTasks++;
    }

    /** Nobody is known to wait for what a generator hands over early. */
    @Override
    void begun(int task) {}

    @Override
    void ended(int task) {
        idle++;
        for (int i = 0; i < dag.outDegree(task); i++) {
            int reader = dag.target(dag.outEdge(task, i));
            if (--unfinished[reader] == 0) {
                ready(reader);
            }
        }
    }

    @Override
    void dispatch() {
        if (waitingTasks == 0) {
            return;
        }
        for (int word = 0; word < waiting.length && idle > 0; word++) {
            for (long bits = waiting[word]; bits != 0 && idle > 0; bits &= bits - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(bits);
                int worker = soonest(byRank[place]);
                if (worker != NONE) {
                    waiting[word] &= ~(1L << place);
                    waitingTasks--;
                    idle--;
                    give(byRank[place], worker, NONE);
                }
            }
        }
    }

    private int soonest(int task) {
        int best = NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int worker : planned.candidates(task)) {
            if (running[worker] == NONE) {
                double own = planned.seconds(task, worker);
                double finish = own + fetching(task, worker, NONE, least - own);
                if (finish < least) {
                    least = finish;
                    best = worker;
                }
            }
        }
        return best;
    }
}
