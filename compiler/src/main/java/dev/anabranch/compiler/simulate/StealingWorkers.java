package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Workers with planned orders, of which an idle one takes work from others. A worker whose next task lacks an input runs a
 * later one of its own that lacks none; if there is no such task it looks for one that waits at another worker: at all of its
 * host, from a random one on, then at two of the others where something waits. After Blumofe and Leiserson, "Scheduling multithreaded computations by
 * work stealing", 1999, whose thieves choose their victims at random; near ones first as in Min, Iancu and Yelick,
 * "Hierarchical work stealing on manycore clusters", 2011.
 *
 * <p>Of a victim's waiting tasks the thief takes the first. Unlike a thread, a task has data that costs time to move: it is
 * taken only if by the planned durations it would both end sooner with the thief than with its owner, and have what it
 * makes sooner where it is read.
 */
final class StealingWorkers extends VirtualWorkers {
    private static final int NONE = -1;
    /** At so many workers of other hosts a thief looks at a time. */
    private static final int FAR_PROBES = 2;

    private final int[] taskAt;
    private final int[] placeOf;
    private final int[] first;
    private final int[] firstOfHost;
    private final int[] next;
    private final long[] waiting;
    private final int[] waitingAt;
    private int waitingTasks;
    private int taken;
    private SplittableRandom random = new SplittableRandom(0);

    StealingWorkers(Problem planned, Problem actual, WorkerOrders orders) {
        super(planned, actual);
        int workers = orders.workers();
        this.taskAt = new int[orders.places()];
        this.placeOf = new int[orders.places()];
        this.first = new int[workers + 1];
        this.next = new int[workers];
        this.waiting = new long[(orders.places() + 63) >> 6];
        this.waitingAt = new int[workers];
        for (int worker = 0; worker <= workers; worker++) {
            first[worker] = orders.first(worker);
        }
        for (int place = 0; place < taskAt.length; place++) {
            taskAt[place] = orders.task(place);
            placeOf[taskAt[place]] = place;
        }
        this.firstOfHost = new int[planned.hosts() + 1];
        for (int worker = 0; worker < workers; worker++) {
            firstOfHost[hostOf[worker] + 1] = worker + 1;
        }
    }

    /** The makespan of a run, in seconds, with these choices of victims. */
    double run(SplittableRandom choices) {
        random = choices;
        return run();
    }

    /** How many tasks ran on other workers than planned in the last run. */
    int taken() {
        return taken;
    }

    @Override
    void open() {
        Arrays.fill(waiting, 0);
        Arrays.fill(waitingAt, 0);
        waitingTasks = 0;
        taken = 0;
        for (int worker = 0; worker < next.length; worker++) {
            next[worker] = first[worker];
            for (int place = first[worker]; place < first[worker + 1]; place++) {
                expect(taskAt[place], worker);
            }
        }
        for (int place = 0; place < taskAt.length; place++) {
            int task = taskAt[place];
            if (dag.firstIn(task) == dag.firstIn(task + 1)) {
                ready(task);
            }
        }
    }

    @Override
    void ready(int task) {
        int place = placeOf[task];
        waiting[place >> 6] |= 1L << place;
        waitingAt[workerOf[task]]++;
        waitingTasks++;
    }

    private void takeAway(int place, int owner) {
        waiting[place >> 6] &= ~(1L << place);
        waitingAt[owner]--;
        waitingTasks--;
    }

    @Override
    void begun(int task) {
        if (planned.hasEarly()) {
            send(task, true);
        }
    }

    @Override
    void ended(int task) {
        send(task, false);
    }

    @Override
    void dispatch() {
        if (waitingTasks == 0) {
            return;
        }
        for (int worker = 0; worker < next.length; worker++) {
            if (running[worker] == NONE && waitingAt[worker] > 0) {
                beginOwn(worker);
            }
        }
        for (int worker = 0; worker < next.length && waitingTasks > 0; worker++) {
            if (running[worker] == NONE) {
                steal(worker);
            }
        }
    }

    private void beginOwn(int worker) {
        int place = firstWaiting(worker);
        takeAway(place, worker);
        begin(taskAt[place]);
    }

    private int firstWaiting(int worker) {
        while (start(taskAt[next[worker]]) >= 0 || workerOf[taskAt[next[worker]]] != worker) {
            next[worker]++;
        }
        int word = next[worker] >> 6;
        long bits = waiting[word] & (-1L << next[worker]);
        while (bits == 0) {
            bits = waiting[++word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    private void steal(int thief) {
        int host = hostOf[thief];
        int from = firstOfHost[host];
        int to = firstOfHost[host + 1];
        if (!stealFrom(thief, from, to - from, 0) && to - from < next.length) {
            stealFrom(thief, to, next.length - (to - from), next.length);
        }
    }

    /** Looks at {@code count} workers from {@code base} on, beginning at a random one, and around the end if there is one. */
    private boolean stealFrom(int thief, int base, int count, int wrap) {
        int offset = random.nextInt(count);
        int probes = wrap > 0 ? FAR_PROBES : count;
        for (int i = 0; i < count && probes > 0; i++) {
            int victim = base + (offset + i < count ? offset + i : offset + i - count);
            victim = wrap > 0 && victim >= wrap ? victim - wrap : victim;
            if (waitingAt[victim] > 0) {
                probes--;
                int place = firstWaiting(victim);
                int task = taskAt[place];
                if (may(task, thief) && isSooner(task, thief, victim)) {
                    takeAway(place, victim);
                    taken++;
                    give(task, thief, victim);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isSooner(int task, int thief, int owner) {
        int ahead = running[owner];
        double elapsed = now() - start(ahead);
        double expected = planned.seconds(ahead, owner);
        // What has taken longer than planned is expected to take that much longer again.
        double left = start(ahead) < 0 ? expected : Math.abs(expected - elapsed);
        double here = left + planned.seconds(task, owner);
        double own = planned.seconds(task, thief);
        if (own >= here) {
            return false;
        }
        double there = own + fetching(task, thief, owner, here - own);
        return there < here && there + delivering(task, thief) < here + delivering(task, owner);
    }
}
