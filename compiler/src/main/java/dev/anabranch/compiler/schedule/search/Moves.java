package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.analyse.Dag;

/**
 * Changes that a search tries: mostly of runs that decide the makespan. A run goes elsewhere or earlier, changes places
 * with another, takes the chain behind it along; a producer runs once more where its data is awaited, or once less.
 */
final class Moves {
    private final Arrangement a;
    private final Dag dag;
    private final Chance chance;
    private final CriticalRuns critical;
    private final boolean copies;
    private boolean traced;

    Moves(Arrangement arrangement, Chance chance, boolean copies) {
        this.a = arrangement;
        this.dag = arrangement.dag;
        this.chance = chance;
        this.critical = new CriticalRuns(arrangement, chance);
        this.copies = copies;
    }

    /** The arrangement changed for good: what decides is another chain. */
    void changed() {
        traced = false;
    }

    /** Makes a change by chance; whether it found one. */
    boolean change() {
        if (!traced) {
            critical.trace();
            traced = true;
        }
        int run = chance.happens(0.8) && critical.count() > 0
                ? critical.get(chance.below(critical.count()))
                : a.sequence[chance.below(a.size())];
        double kind = chance.share();
        if (copies && kind < 0.12) {
            return kind < 0.09 ? copyProducer(run) : dropCopy(run);
        }
        kind = chance.share();
        if (kind < 0.25) {
            return reorder(run);
        }
        if (kind < 0.35) {
            return swap(run);
        }
        if (kind < 0.45) {
            return chain(run);
        }
        return relocate(run, target(run), chance.happens(0.5));
    }

    /** A worker to try: near what it reads or what reads it, or any that may run it. */
    private int target(int run) {
        int task = a.task[run];
        if (chance.happens(0.5)) {
            int in = dag.firstIn(task + 1) - dag.firstIn(task);
            int out = dag.outDegree(task);
            if (in + out > 0) {
                int pick = chance.below(in + out);
                int other = pick < in ? dag.source(dag.firstIn(task) + pick) : dag.target(dag.outEdge(task, pick - in));
                int where = a.worker[a.firstCopy[other]];
                if (mayRun(task, where)) {
                    return where;
                }
            }
        }
        int[] candidates = a.problem.candidates(task);
        return candidates[chance.below(candidates.length)];
    }

    private boolean mayRun(int task, int worker) {
        int[] candidates = a.problem.candidates(task);
        if (candidates.length == a.problem.workers()) {
            return true;
        }
        for (int candidate : candidates) {
            if (candidate == worker) {
                return true;
            }
        }
        return false;
    }

    private boolean relocate(int run, int worker, boolean stay) {
        if (worker != a.worker[run] && a.runsOn(a.task[run], worker)) {
            return false;
        }
        int at = stay ? a.place[run] : within(a.lowest(run), a.highest(run), a.place[run]);
        if (worker == a.worker[run] && at == a.place[run]) {
            return false;
        }
        a.move(run, worker, at);
        return true;
    }

    /** A place between two, near one or anywhere. */
    private int within(int low, int high, int near) {
        if (high <= low) {
            return low;
        }
        if (chance.happens(0.5)) {
            int reach = 2 * a.problem.workers();
            int from = Math.max(low, near - reach);
            int until = Math.min(high, near + reach);
            return from + chance.below(until - from + 1);
        }
        return low + chance.below(high - low + 1);
    }

    /** Before the run that it follows on its worker, or one further on. */
    private boolean reorder(int run) {
        int before = a.before[run];
        for (int skip = chance.below(3); skip > 0 && before != Arrangement.NONE; skip--) {
            before = a.before[before] == Arrangement.NONE ? before : a.before[before];
        }
        if (before == Arrangement.NONE) {
            return false;
        }
        int low = a.lowest(run);
        int at = a.place[before];
        if (at < low) {
            // What it needs lies between: the other one steps behind it instead, if that may wait.
            if (a.highest(before) < a.place[run]) {
                return false;
            }
            a.move(before, a.worker[before], a.place[run]);
            return true;
        }
        a.move(run, a.worker[run], at);
        return true;
    }

    /** Two runs change workers; each keeps its place. */
    private boolean swap(int run) {
        int other = a.sequence[
                chance.happens(0.5)
                        ? chance.below(a.size())
                        : Math.floorMod(
                                a.place[run] + chance.below(4 * a.problem.workers() + 1) - 2 * a.problem.workers(),
                                a.size())];
        int worker = a.worker[run];
        int otherWorker = a.worker[other];
        int task = a.task[run];
        int otherTask = a.task[other];
        if (worker == otherWorker
                || a.runsOn(task, otherWorker)
                || a.runsOn(otherTask, worker)
                || !mayRun(task, otherWorker)
                || !mayRun(otherTask, worker)) {
            return false;
        }
        a.move(run, otherWorker, a.place[run]);
        a.move(other, worker, a.place[other]);
        return true;
    }

    /** A run and what it hands over to on its own worker go elsewhere together. */
    private boolean chain(int first) {
        int worker = target(first);
        int from = a.worker[first];
        if (worker == from) {
            return false;
        }
        int run = first;
        boolean any = false;
        for (int length = 2 + chance.below(6); length > 0 && a.canChange(); length--) {
            if (a.runsOn(a.task[run], worker) || !mayRun(a.task[run], worker)) {
                break;
            }
            a.move(run, worker, a.place[run]);
            any = true;
            int next = Arrangement.NONE;
            int seen = 0;
            int task = a.task[run];
            for (int i = 0; i < dag.outDegree(task); i++) {
                int reader = a.firstCopy[dag.target(dag.outEdge(task, i))];
                if (a.worker[reader] == from && chance.below(++seen) == 0) {
                    next = reader;
                }
            }
            if (next == Arrangement.NONE) {
                break;
            }
            run = next;
        }
        return any;
    }

    /** The producer whose data comes last from elsewhere runs here, too; perhaps also the one that it waits for. */
    private boolean copyProducer(int reader) {
        int run = reader;
        boolean any = false;
        for (int depth = 0; depth < 3 && !a.isFull() && a.canChange(); depth++) {
            int edge = lastFromElsewhere(run);
            if (edge < 0) {
                break;
            }
            int producer = dag.source(edge);
            int worker = a.worker[run];
            if (a.runsOn(producer, worker) || !a.problem.mayCopy(producer) || !mayRun(producer, worker)) {
                break;
            }
            run = a.add(producer, worker, placeFor(producer, run));
            any = true;
            if (chance.happens(0.5)) {
                break;
            }
        }
        return any;
    }

    private int placeFor(int producer, int reader) {
        if (chance.happens(0.5)) {
            return a.place[reader];
        }
        // As early as what it reads allows: gaps lie there.
        int low = 0;
        for (int edge = dag.firstIn(producer); edge < dag.firstIn(producer + 1); edge++) {
            int first = Integer.MAX_VALUE;
            for (int copy = a.firstCopy[dag.source(edge)]; copy != Arrangement.NONE; copy = a.nextCopy[copy]) {
                first = Math.min(first, a.place[copy]);
            }
            low = Math.max(low, first + 1);
        }
        return low + chance.below(a.place[reader] - low + 1);
    }

    private int lastFromElsewhere(int run) {
        int found = -1;
        double last = Double.NEGATIVE_INFINITY;
        int task = a.task[run];
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            int sender = a.sender(edge, run);
            // A run that was only just added has no times yet; the chain ends there.
            if (a.worker[sender] != a.worker[run]) {
                double arrival = a.arrival(edge, sender, a.worker[run]);
                if (arrival > last) {
                    last = arrival;
                    found = edge;
                }
            }
        }
        return found;
    }

    private boolean dropCopy(int run) {
        for (int tries = 0; tries < 8; tries++) {
            int some = tries == 0 ? run : a.sequence[chance.below(a.size())];
            if (a.hasCopies(a.task[some]) && a.isSpare(some)) {
                a.remove(some);
                return true;
            }
        }
        return false;
    }
}
