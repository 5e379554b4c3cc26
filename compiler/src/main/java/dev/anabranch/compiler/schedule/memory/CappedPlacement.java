package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;

/**
 * List scheduling in the order of time within the memory of the hosts: a unit starts only if what it holds fits beside
 * what is alive, and only if all others could still run one after the other afterwards. So it never gets stuck. That
 * is Dijkstra's banker ("Cooperating sequential processes", 1965), who knows of one sequence that ends well and only has
 * to look at the part of it that the unit overtakes; for trees in parallel compare Eyraud-Dubois, Marchal, Sinnen and
 * Vivien, "Parallel scheduling of task trees with limited memory", 2015.
 */
final class CappedPlacement {
    /** So many units that cannot start are looked at before time goes on. */
    private static final int MOST_REFUSED = 128;
    /** So far a unit may overtake others of the sequence. */
    private static final int FARTHEST = 512;

    private final Problem problem;
    private final Dag dag;
    private final HeldData held;
    private final MemoryAccount account;
    private final SafeSequence safe;
    private final int[] position;
    private final int[] rankOf;
    private final int[] byRank;
    private final boolean releasing;
    private final BitSet ready;
    private final boolean[] started;
    private final long[] reserved;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final int[] sequence;
    private final double[] free;
    private final int[] waiting;
    private final PriorityQueue<Integer> running;
    private final int[] undone;
    private int begun;
    private int front;
    private int farthest;
    private double now;

    private CappedPlacement(
            Problem problem, HeldData held, long[] limits, SafeSequence safe, int[] byRank, boolean releasing) {
        this.problem = problem;
        this.dag = problem.dag();
        this.held = held;
        this.safe = safe;
        this.byRank = byRank;
        this.releasing = releasing;
        this.account = new MemoryAccount(held, safe.widened(limits));
        int units = dag.units();
        this.position = new int[units];
        this.rankOf = new int[units];
        for (int i = 0; i < units; i++) {
            position[safe.units()[i]] = i;
            rankOf[byRank[i]] = i;
        }
        this.ready = new BitSet(2 * units);
        this.started = new boolean[units];
        this.reserved = new long[units];
        this.worker = new int[units];
        this.start = new double[units];
        this.finish = new double[units];
        this.sequence = new int[units];
        this.free = new double[problem.workers()];
        this.waiting = new int[units];
        this.undone = new int[units];
        this.running = new PriorityQueue<>(
                (a, b) -> finish[a] != finish[b] ? Double.compare(finish[a], finish[b]) : Integer.compare(a, b));
    }

    /**
     * Places all units.
     *
     * @param held where each unit's host is fixed
     * @param limits by host; where the sequence needs more, that is the limit
     * @param byRank all units, the most urgent first
     * @param releasing whether units that release at least what they make come before all others
     */
    static Schedule schedule(
            Problem problem, HeldData held, long[] limits, SafeSequence safe, int[] byRank, boolean releasing) {
        return new CappedPlacement(problem, held, limits, safe, byRank, releasing).schedule();
    }

    private Schedule schedule() {
        for (int unit = 0; unit < dag.units(); unit++) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                becomesReady(unit);
            }
        }
        while (begun < dag.units()) {
            double next = startWhatFits();
            if (!running.isEmpty()) {
                next = Math.min(next, finish[running.peek()]);
            }
            if (next == Double.POSITIVE_INFINITY && begun < dag.units()) {
                next = Math.max(now, bestStart(safe.units()[front], bestWorker(safe.units()[front])));
                if (next == now) {
                    begin(safe.units()[front], bestWorker(safe.units()[front]));
                    next = finish[running.peek()];
                }
            }
            now = next;
            while (!running.isEmpty() && finish[running.peek()] <= now) {
                end(running.remove());
            }
        }
        int[] places = new int[dag.units()];
        Arrays.setAll(places, i -> worker[sequence[i]]);
        WorkerOrders orders = WorkerOrders.ofSequence(problem.workers(), sequence, places, begun);
        double[] starts = new double[begun];
        double[] finishes = new double[begun];
        for (int place = 0; place < begun; place++) {
            starts[place] = start[orders.task(place)];
            finishes[place] = finish[orders.task(place)];
        }
        return orders.schedule(starts, finishes);
    }

    private void becomesReady(int unit) {
        boolean late = releasing && account.change(unit) > 0;
        ready.set(late ? dag.units() + rankOf[unit] : rankOf[unit]);
    }

    /** Starts what can start now; answers when, at the earliest, more could because its inputs have come. */
    private double startWhatFits() {
        double wake = Double.POSITIVE_INFINITY;
        int refused = 0;
        int idle = 0;
        for (double at : free) {
            idle += at <= now ? 1 : 0;
        }
        for (int bit = ready.nextSetBit(0);
                bit >= 0 && idle > 0 && refused < MOST_REFUSED;
                bit = ready.nextSetBit(bit + 1)) {
            int unit = byRank[bit % dag.units()];
            int best = bestWorker(unit);
            double from = bestStart(unit, best);
            if (from > now) {
                // Whoever is busy wakes us when it ends.
                wake = free[best] < from ? Math.min(wake, from) : wake;
                refused++;
            } else if (account.fits(unit) && isSafe(unit)) {
                begin(unit, best);
                idle -= finish[unit] > now ? 1 : 0;
            } else {
                refused++;
            }
        }
        return wake;
    }

    /** The worker of the unit's host on which it ends first. */
    private int bestWorker(int unit) {
        int best = -1;
        double first = Double.POSITIVE_INFINITY;
        for (int candidate : problem.candidates(unit)) {
            if (problem.hostOf(candidate) == held.hostOf(unit)) {
                double end = bestStart(unit, candidate) + problem.seconds(unit, candidate);
                if (best < 0 || end < first) {
                    best = candidate;
                    first = end;
                }
            }
        }
        return best;
    }

    private double bestStart(int unit, int candidate) {
        double from = Math.max(now, free[candidate]);
        for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
            int source = dag.source(edge);
            from = Math.max(from, problem.arrival(edge, finish[source], worker[source], candidate));
        }
        return from;
    }

    /** Whether, once what runs and the unit have ended, the rest of the sequence fits one after the other. */
    private boolean isSafe(int unit) {
        if (position[unit] == front) {
            return true;
        }
        if (position[unit] > front + FARTHEST) {
            return false;
        }
        int count = 0;
        for (Integer other : running) {
            account.end(other);
            undone[count++] = other;
        }
        account.end(unit);
        undone[count++] = unit;
        boolean safeStill = true;
        int last = Math.max(farthest, position[unit]);
        for (int i = front; i <= last && safeStill; i++) {
            int next = safe.units()[i];
            if (!started[next] && next != unit) {
                safeStill = account.fitsAlone(next);
                account.end(next);
                undone[count++] = next;
            }
        }
        while (count > 0) {
            account.undo(undone[--count]);
        }
        return safeStill;
    }

    private void begin(int unit, int where) {
        worker[unit] = where;
        start[unit] = bestStart(unit, where);
        finish[unit] = start[unit] + problem.seconds(unit, where);
        free[where] = finish[unit];
        reserved[unit] = account.reserve(unit);
        started[unit] = true;
        sequence[begun++] = unit;
        ready.clear(rankOf[unit]);
        ready.clear(dag.units() + rankOf[unit]);
        farthest = Math.max(farthest, position[unit]);
        while (front < dag.units() && started[safe.units()[front]]) {
            front++;
        }
        running.add(unit);
    }

    private void end(int unit) {
        account.release(unit, reserved[unit]);
        account.end(unit);
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int reader = dag.target(dag.outEdge(unit, i));
            if (--waiting[reader] == 0) {
                becomesReady(reader);
            }
        }
    }
}
