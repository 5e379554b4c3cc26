package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunOptions;

/**
 * How a worker waits for a dataset: it looks again and again, as what is nearly there comes sooner than a sleeper wakes, then
 * leaves the processor to others, then sleeps. Used by the worker's thread only.
 */
final class Lookout {
    /** What is there within so many looks is not worth a look at the clock; who is not to look at all looks once. */
    private static final int UNTIMED_LOOKS = 256;

    private final RunState run;
    private final SlotStore store;
    private final int worker;
    private final int untimedLooks;
    private final long lookNanos;
    private final long giveWayNanos;
    private int sleeps;

    /** @param worker whose it is */
    Lookout(RunState run, int worker) {
        this.run = run;
        this.store = run.store();
        this.worker = worker;
        RunOptions.Patience patience = run.options().patience(run.plan().workers());
        this.lookNanos = patience.look().toNanos();
        this.untimedLooks = lookNanos > 0 ? UNTIMED_LOOKS : 1;
        this.giveWayNanos = patience.giveWay().toNanos();
    }

    /** Whether a dataset is there in less time than a look at the clock takes. */
    boolean isThereSoon(int cell) {
        for (int look = 0; look < untimedLooks; look++) {
            if (store.ready(cell)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits until a dataset is there.
     *
     * @return false if the run ended before
     */
    boolean await(int cell) {
        return (lookNanos > 0 && spin(cell))
                || giveWay(cell)
                || run.waitingRoom().sleep(worker, ++sleeps, cell, store);
    }

    /** Whether the dataset came while this looked for it again and again. */
    private boolean spin(int cell) {
        long start = System.nanoTime();
        for (int turn = 1; ; turn++) {
            if (store.ready(cell)) {
                return true;
            }
            if ((turn & 31) == 0 && System.nanoTime() - start > lookNanos) {
                return false;
            }
        }
    }

    /** Whether the dataset came while this left the processor to others, who may be those that make it. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is needed: without effect, this sleeps a little later
    private boolean giveWay(int cell) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < giveWayNanos) {
            Thread.yield();
            if (store.ready(cell)) {
                return true;
            }
        }
        return false;
    }
}
