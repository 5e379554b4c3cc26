package dev.anabranch.benchmarks.micro;

/** Turns that are each given later, when whoever waits has gone to sleep. */
final class LaterTurns extends Turns {
    /** More than a waiting room looks before it sleeps, and than a thread needs to park. */
    static final long LATER_NANOS = 10_000;

    private final Turns turns;

    LaterTurns(Turns turns) {
        this.turns = turns;
    }

    @Override
    @SuppressWarnings("StatementWithEmptyBody") // passes the time
    void give(int turn, long value) {
        long end = System.nanoTime() + LATER_NANOS;
        while (System.nanoTime() - end < 0) {}
        turns.give(turn, value);
    }

    @Override
    long take(int turn) {
        return turns.take(turn);
    }

    @Override
    void clear(int count) {
        turns.clear(count);
    }

    @Override
    void enter(int side, Thread thread) {
        turns.enter(side, thread);
    }
}
