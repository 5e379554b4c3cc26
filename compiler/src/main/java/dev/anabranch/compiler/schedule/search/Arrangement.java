package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.list.Ranks;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.model.cluster.MachineModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An answer that changes: runs of tasks in one sequence in which every run comes after a run of each producer; each
 * worker takes its own in that order. After a change only the times that it touches are computed anew, and a change can
 * be taken back. Transfers are contention-free; a run sees the runs of its producers that come before it.
 *
 * <p>Changes go: any of {@link #move}, {@link #add} and {@link #remove}, then {@link #settle}, then {@link #keep} or
 * {@link #takeBack}. Nothing is allocated on the way.
 */
class Arrangement {
    static final int NONE = -1;

    final Problem problem;
    final Dag dag;
    /** For each run: its task, its worker, its place in the sequence, its neighbours on the worker, its task's next run. */
    final int[] task;

    final int[] worker;
    final int[] place;
    final int[] before;
    final int[] after;
    final int[] nextCopy;
    final int[] firstCopy;
    final double[] start;
    final double[] finish;
    /** The runs in sequence. */
    final int[] sequence;

    private final int[] last;
    private final int[] hostOf;
    private final double[] behind;
    private final int[] free;
    private final long[] stale;
    private final boolean early;
    private int size;
    private int freeCount;
    private int firstStale;
    private int lastStale = -1;
    private double makespan;
    private long effort;

    private final int[] loggedRun;
    private final double[] loggedStart;
    private final double[] loggedFinish;
    private int logged;
    private final int[] undoKind = new int[64];
    private final int[] undoRun = new int[64];
    private final int[] undoTask = new int[64];
    private final int[] undoWorker = new int[64];
    private final int[] undoPlace = new int[64];
    private int undos;

    private static final int MOVED = 0;
    private static final int ADDED = 1;
    private static final int REMOVED = 2;

    /** @param copies how many runs there may be beyond one for each task */
    Arrangement(Problem problem, int copies) {
        this.problem = problem;
        this.dag = problem.dag();
        int runs = problem.tasks() + copies;
        this.task = new int[runs];
        this.worker = new int[runs];
        this.place = new int[runs];
        this.before = new int[runs];
        this.after = new int[runs];
        this.nextCopy = new int[runs];
        this.firstCopy = new int[problem.tasks()];
        this.start = new double[runs];
        this.finish = new double[runs];
        this.sequence = new int[runs];
        this.last = new int[problem.workers()];
        this.hostOf = new int[problem.workers()];
        Arrays.setAll(hostOf, problem::hostOf);
        this.behind = Ranks.leastBehind(problem);
        this.free = new int[runs];
        this.stale = new long[(runs >> 6) + 2];
        this.early = problem.hasEarly();
        // A run may be logged more than once, if it is settled and then touched by a run that was moved before it.
        this.loggedRun = new int[runs + 64];
        this.loggedStart = new double[runs + 64];
        this.loggedFinish = new double[runs + 64];
    }

    /** Becomes an answer made elsewhere. */
    void load(WorkerOrders orders) {
        Times times = times(orders);
        int[] rank = new int[problem.tasks()];
        for (int i = 0; i < rank.length; i++) {
            rank[dag.inOrder(i)] = i;
        }
        int[] workerAt = new int[orders.places()];
        for (int w = 0; w < orders.workers(); w++) {
            Arrays.fill(workerAt, orders.first(w), orders.first(w + 1), w);
        }
        int[] byStart = IntStream.range(0, orders.places())
                .boxed()
                .sorted((a, b) -> {
                    int byTime = Double.compare(times.start()[a], times.start()[b]);
                    int byRank = Integer.compare(rank[orders.task(a)], rank[orders.task(b)]);
                    return byTime != 0 ? byTime : byRank != 0 ? byRank : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        clear();
        for (int at : byStart) {
            int run = take();
            task[run] = orders.task(at);
            worker[run] = workerAt[at];
            append(run);
        }
        settleAll();
    }

    /** The exact times of orders that are loaded. */
    Times times(WorkerOrders orders) {
        return ExactTimes.of(MachineModel.CONTENTION_FREE, problem, orders);
    }

    /** Becomes a copy of another arrangement of the same problem. */
    void load(Arrangement other) {
        clear();
        for (int i = 0; i < other.size; i++) {
            int run = take();
            task[run] = other.task[other.sequence[i]];
            worker[run] = other.worker[other.sequence[i]];
            append(run);
        }
        settleAll();
    }

    private void clear() {
        size = 0;
        logged = 0;
        undos = 0;
        freeCount = 0;
        for (int run = free.length - 1; run >= 0; run--) {
            free[freeCount++] = run;
        }
        Arrays.fill(firstCopy, NONE);
        Arrays.fill(last, NONE);
        Arrays.fill(stale, 0);
        firstStale = Integer.MAX_VALUE;
        lastStale = -1;
    }

    private int take() {
        return free[--freeCount];
    }

    private void append(int run) {
        int w = worker[run];
        before[run] = last[w];
        after[run] = NONE;
        if (last[w] != NONE) {
            after[last[w]] = run;
        }
        last[w] = run;
        nextCopy[run] = firstCopy[task[run]];
        firstCopy[task[run]] = run;
        place[run] = size;
        sequence[size++] = run;
    }

    /** Computes all times anew. */
    void settleAll() {
        makespan = 0;
        for (int i = 0; i < size; i++) {
            int run = sequence[i];
            start[run] = earliest(run);
            finish[run] = start[run] + problem.seconds(task[run], worker[run]);
            makespan = Math.max(makespan, finish[run]);
        }
        effort += size;
    }

    /** Takes over a makespan, and work that was done elsewhere. */
    final void account(double newMakespan, long work) {
        makespan = newMakespan;
        effort += work;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    double makespan() {
        return makespan;
    }

    /** How many times were computed so far, a measure of work that no clock knows. */
    long effort() {
        return effort;
    }

    boolean hasCopies(int ofTask) {
        return nextCopy[firstCopy[ofTask]] != NONE;
    }

    int lastOn(int ofWorker) {
        return last[ofWorker];
    }

    /** The answer as it is. */
    WorkerOrders orders() {
        int[] tasks = new int[size];
        int[] workers = new int[size];
        for (int i = 0; i < size; i++) {
            tasks[i] = task[sequence[i]];
            workers[i] = worker[sequence[i]];
        }
        return WorkerOrders.ofSequence(problem.workers(), tasks, workers, size);
    }

    private double earliest(int run) {
        int own = task[run];
        int w = worker[run];
        int host = hostOf[w];
        int at = place[run];
        double time = before[run] == NONE ? 0 : finish[before[run]];
        for (int edge = dag.firstIn(own), end = dag.firstIn(own + 1); edge < end; edge++) {
            double arrival = Double.POSITIVE_INFINITY;
            for (int copy = firstCopy[dag.source(edge)]; copy != NONE; copy = nextCopy[copy]) {
                if (place[copy] < at) {
                    arrival = Math.min(arrival, arrival(edge, copy, w, host));
                }
            }
            if (arrival > time) {
                time = arrival;
            }
        }
        return time;
    }

    private double arrival(int edge, int copy, int w, int host) {
        int from = worker[copy];
        if (from == w) {
            return finish[copy];
        }
        double there = early ? finish[copy] - problem.late(edge) * (finish[copy] - start[copy]) : finish[copy];
        return there + (hostOf[from] == host ? problem.near(edge) : problem.far(edge));
    }

    /** When the data of an edge, from one run, is on a worker. */
    double arrival(int edge, int copy, int onWorker) {
        return arrival(edge, copy, onWorker, hostOf[onWorker]);
    }

    /** The run from which a run gets the data of one of its edges first. */
    int sender(int edge, int reader) {
        int found = NONE;
        double first = Double.POSITIVE_INFINITY;
        for (int copy = firstCopy[dag.source(edge)]; copy != NONE; copy = nextCopy[copy]) {
            if (place[copy] < place[reader]) {
                double arrival = arrival(edge, copy, worker[reader]);
                if (found == NONE || arrival < first) {
                    found = copy;
                    first = arrival;
                }
            }
        }
        return found;
    }

    /** The first place that a run may take: behind the first run of each producer. */
    int lowest(int run) {
        int low = 0;
        int own = task[run];
        for (int edge = dag.firstIn(own), end = dag.firstIn(own + 1); edge < end; edge++) {
            int first = Integer.MAX_VALUE;
            for (int copy = firstCopy[dag.source(edge)]; copy != NONE; copy = nextCopy[copy]) {
                first = Math.min(first, place[copy]);
            }
            low = Math.max(low, first + 1);
        }
        return low;
    }

    /** The last place that a run may take: before all that no other run of its task serves. */
    int highest(int run) {
        int high = size - 1;
        int own = task[run];
        int others = Integer.MAX_VALUE;
        for (int copy = firstCopy[own]; copy != NONE; copy = nextCopy[copy]) {
            if (copy != run) {
                others = Math.min(others, place[copy]);
            }
        }
        for (int i = 0, degree = dag.outDegree(own); i < degree; i++) {
            int target = dag.target(dag.outEdge(own, i));
            for (int reader = firstCopy[target]; reader != NONE; reader = nextCopy[reader]) {
                if (place[reader] < others) {
                    high = Math.min(high, place[reader] - 1);
                }
            }
        }
        return high;
    }

    /** Whether a run could go: its task has another run, and that one comes before all readers. */
    boolean isSpare(int run) {
        return hasCopies(task[run]) && highest(run) == size - 1;
    }

    /** Whether a task has a run on a worker. */
    boolean runsOn(int ofTask, int onWorker) {
        for (int copy = firstCopy[ofTask]; copy != NONE; copy = nextCopy[copy]) {
            if (worker[copy] == onWorker) {
                return true;
            }
        }
        return false;
    }

    /** Moves a run to a place between {@link #lowest} and {@link #highest}, and to a worker that does not run its task. */
    void move(int run, int toWorker, int toPlace) {
        undo(MOVED, run, worker[run], place[run]);
        shift(run, toWorker, toPlace);
    }

    private void shift(int run, int toWorker, int toPlace) {
        boolean readersSee = toWorker != worker[run] || hasCopies(task[run]);
        unlink(run);
        int from = place[run];
        if (toPlace < from) {
            for (int i = from; i > toPlace; i--) {
                put(i, sequence[i - 1]);
            }
        } else {
            for (int i = from; i < toPlace; i++) {
                put(i, sequence[i + 1]);
            }
        }
        effort += Math.abs(toPlace - from) >> 4;
        put(toPlace, run);
        worker[run] = toWorker;
        link(run);
        touch(run);
        if (readersSee) {
            touchReaders(task[run]);
        }
    }

    /** A further run of a task, at a place behind a run of each of its producers. */
    int add(int ofTask, int onWorker, int atPlace) {
        int run = take();
        task[run] = ofTask;
        worker[run] = onWorker;
        undo(ADDED, run, onWorker, atPlace);
        insert(run, atPlace);
        return run;
    }

    private void insert(int run, int atPlace) {
        for (int i = size; i > atPlace; i--) {
            put(i, sequence[i - 1]);
        }
        effort += (size - atPlace) >> 4;
        size++;
        put(atPlace, run);
        nextCopy[run] = firstCopy[task[run]];
        firstCopy[task[run]] = run;
        start[run] = 0;
        finish[run] = 0;
        link(run);
        touch(run);
        touchReaders(task[run]);
    }

    /** Takes a run away that {@link #isSpare}. */
    void remove(int run) {
        undo(REMOVED, run, worker[run], place[run]);
        log(run);
        delete(run);
    }

    private void delete(int run) {
        unlink(run);
        int own = task[run];
        if (firstCopy[own] == run) {
            firstCopy[own] = nextCopy[run];
        } else {
            int copy = firstCopy[own];
            while (nextCopy[copy] != run) {
                copy = nextCopy[copy];
            }
            nextCopy[copy] = nextCopy[run];
        }
        size--;
        effort += (size - place[run]) >> 4;
        for (int i = place[run]; i < size; i++) {
            put(i, sequence[i + 1]);
        }
        free[freeCount++] = run;
        touchReaders(own);
    }

    private void put(int at, int run) {
        sequence[at] = run;
        place[run] = at;
    }

    private void unlink(int run) {
        int a = before[run];
        int b = after[run];
        if (a != NONE) {
            after[a] = b;
        }
        if (b == NONE) {
            last[worker[run]] = a;
        } else {
            before[b] = a;
            touch(b);
        }
    }

    /** Finds its neighbours on its worker by walking back from its place. */
    private void link(int run) {
        int w = worker[run];
        int a = NONE;
        for (int i = place[run] - 1; i >= 0; i--) {
            if (worker[sequence[i]] == w) {
                a = sequence[i];
                break;
            }
        }
        int b;
        if (a == NONE) {
            b = last[w];
            while (b != NONE && before[b] != NONE) {
                b = before[b];
            }
        } else {
            b = after[a];
            after[a] = run;
        }
        before[run] = a;
        after[run] = b;
        if (b == NONE) {
            last[w] = run;
        } else {
            before[b] = run;
            touch(b);
        }
    }

    private final int[] touched = new int[4096];
    private int touches;
    private boolean touchedAll;

    private void touch(int run) {
        if (touches < touched.length) {
            touched[touches++] = run;
        } else {
            touchedAll = true;
        }
    }

    private void touchReaders(int own) {
        for (int i = 0, degree = dag.outDegree(own); i < degree; i++) {
            int target = dag.target(dag.outEdge(own, i));
            for (int reader = firstCopy[target]; reader != NONE; reader = nextCopy[reader]) {
                touch(reader);
            }
        }
    }

    private void undo(int kind, int run, int w, int at) {
        undoKind[undos] = kind;
        undoRun[undos] = run;
        undoTask[undos] = task[run];
        undoWorker[undos] = w;
        undoPlace[undos++] = at;
    }

    /** Whether another change still fits before {@link #settle}. */
    boolean canChange() {
        return undos < undoKind.length;
    }

    /** What was touched needs no settling. */
    final void forget() {
        touches = 0;
        touchedAll = false;
    }

    private void mark(int at) {
        stale[at >> 6] |= 1L << at;
        if (at < firstStale) {
            firstStale = at;
        }
        if (at > lastStale) {
            lastStale = at;
        }
    }

    /**
     * Computes what the changes did to the times.
     *
     * @param limit where to stop
     * @return the makespan; infinite if it exceeds the limit
     */
    double settle(double limit) {
        if (touchedAll) {
            for (int i = 0; i < size; i++) {
                mark(i);
            }
        }
        for (int i = 0; i < touches; i++) {
            int run = touched[i];
            if (place[run] < size && sequence[place[run]] == run) {
                mark(place[run]);
            }
        }
        forget();
        boolean good = true;
        int wordIndex = firstStale == Integer.MAX_VALUE ? 0 : firstStale >> 6;
        while (wordIndex <= lastStale >> 6 && lastStale >= 0) {
            long word = stale[wordIndex];
            if (word == 0) {
                wordIndex++;
                continue;
            }
            int at = (wordIndex << 6) + Long.numberOfTrailingZeros(word);
            stale[wordIndex] = word & (word - 1);
            if (!settleRun(sequence[at], limit)) {
                good = false;
                break;
            }
        }
        if (!good) {
            Arrays.fill(stale, Math.max(0, firstStale >> 6), (lastStale >> 6) + 1, 0);
        }
        firstStale = Integer.MAX_VALUE;
        lastStale = -1;
        if (!good) {
            return Double.POSITIVE_INFINITY;
        }
        double longest = 0;
        for (int run : last) {
            if (run != NONE && finish[run] > longest) {
                longest = finish[run];
            }
        }
        return longest > limit ? Double.POSITIVE_INFINITY : longest;
    }

    private boolean settleRun(int run, double limit) {
        effort++;
        double time = earliest(run);
        double end = time + problem.seconds(task[run], worker[run]);
        if (time == start[run] && end == finish[run]) {
            return true;
        }
        log(run);
        boolean sameEnd = end == finish[run];
        start[run] = time;
        finish[run] = end;
        if (end + behind[task[run]] > limit && !hasCopies(task[run])) {
            return false;
        }
        if (sameEnd && !early) {
            return true;
        }
        if (after[run] != NONE) {
            mark(place[after[run]]);
        }
        int own = task[run];
        int at = place[run];
        for (int i = 0, degree = dag.outDegree(own); i < degree; i++) {
            int target = dag.target(dag.outEdge(own, i));
            for (int reader = firstCopy[target]; reader != NONE; reader = nextCopy[reader]) {
                if (place[reader] > at) {
                    mark(place[reader]);
                }
            }
        }
        return true;
    }

    private void log(int run) {
        loggedRun[logged] = run;
        loggedStart[logged] = start[run];
        loggedFinish[logged++] = finish[run];
    }

    /** The run that a run waits for: the one before it on its worker, or one whose data comes last; -1 if it starts at once. */
    int decisive(int of, Chance chance) {
        int found = NONE;
        int seen = 0;
        if (before[of] != NONE && finish[before[of]] >= start[of]) {
            found = before[of];
            seen = 1;
        }
        int own = task[of];
        for (int edge = dag.firstIn(own); edge < dag.firstIn(own + 1); edge++) {
            int sender = sender(edge, of);
            if (sender != found && arrival(edge, sender, worker[of]) >= start[of] && chance.below(++seen) == 0) {
                found = sender;
            }
        }
        return found;
    }

    /** The changes stay. */
    void keep(double newMakespan) {
        makespan = newMakespan;
        logged = 0;
        undos = 0;
    }

    /** All is as it was before the changes. */
    void takeBack() {
        while (undos > 0) {
            undos--;
            int run = undoRun[undos];
            switch (undoKind[undos]) {
                case MOVED -> shift(run, undoWorker[undos], undoPlace[undos]);
                case ADDED -> delete(run);
                default -> {
                    freeCount--;
                    task[run] = undoTask[undos];
                    worker[run] = undoWorker[undos];
                    insert(run, undoPlace[undos]);
                }
            }
        }
        forget();
        while (logged > 0) {
            logged--;
            start[loggedRun[logged]] = loggedStart[logged];
            finish[loggedRun[logged]] = loggedFinish[logged];
        }
    }
}
