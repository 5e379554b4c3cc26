package dev.anabranch.runtime.host;

/** Where workers sleep until a cell is filled. A process has one class of these. */
abstract class WaitingRoom {
    /** Much longer than a store takes to be seen by others. */
    private static final long LAST_LOOKS_NANOS = 2_000;

    /** Before any thread starts. */
    abstract void enter(int worker, Thread thread);

    abstract boolean stopped();

    /** Ends all waits, now and later. */
    abstract void stop();

    /** Wakes who waits for a cell that was just filled. */
    abstract void wake(int cell);

    /**
     * Sleeps until a cell is filled.
     *
     * @param wait the how manieth wait of the worker this is
     * @return whether the dataset is there; otherwise the run was stopped or has come to a standstill
     */
    abstract boolean sleep(int worker, int wait, int cell, SlotStore store);

    /** A worker has left for good. */
    abstract void leave(int worker);

    /** Whether nothing runs, and who sleeps waits for cells that are empty. */
    abstract boolean standstill(SlotStore store);

    /** The cell that a worker waits for, or -1. */
    abstract int waitsFor(int worker);

    /** How many waits ended because the sleeper looked again and not because it was woken. */
    abstract int overslept();

    /** Whether a cell is filled by the time at which a writer sees that somebody waits for it. */
    static boolean lookAgain(int cell, SlotStore store) {
        long end = System.nanoTime() + LAST_LOOKS_NANOS;
        do {
            if (store.ready(cell)) {
                return true;
            }
        } while (System.nanoTime() - end < 0);
        return false;
    }
}
