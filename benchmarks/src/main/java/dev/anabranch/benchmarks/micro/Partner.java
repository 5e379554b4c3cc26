package dev.anabranch.benchmarks.micro;

/** The thread of the odd turns. It starts anew whenever it is told to. */
final class Partner extends Thread implements AutoCloseable {
    private final Turns turns;
    private final int count;
    private volatile long round;

    /** @param count how many turns there are, of both threads; even */
    Partner(Turns turns, int count) {
        super("partner");
        this.turns = turns;
        this.count = count;
        setDaemon(true);
        turns.enter(1, this);
    }

    /** From the thread of the even turns: all turns once. Answers the last value. */
    long play() {
        turns.clear(count);
        long next = round + 1;
        round = next;
        long value = 0;
        for (int turn = 0; turn < count; turn += 2) {
            turns.give(turn, value + 1);
            value = turns.take(turn + 1);
        }
        return value;
    }

    @Override
    public void run() {
        for (long next = 1; awaitRound(next); next++) {
            for (int turn = 0; turn < count; turn += 2) {
                turns.give(turn + 1, turns.take(turn) + 1);
            }
        }
    }

    private boolean awaitRound(long next) {
        while (true) {
            long now = round;
            if (now < 0 || now == next) {
                return now == next;
            }
            Thread.onSpinWait();
        }
    }

    /** Between two plays. */
    @Override
    public void close() {
        round = -1;
    }
}
