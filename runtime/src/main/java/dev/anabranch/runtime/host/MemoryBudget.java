package dev.anabranch.runtime.host;

/** How much of a run's limit is taken, by all that share it, and how much those tasks may take that have begun. For any thread. */
interface MemoryBudget {
    /** The limit. */
    long limit();

    /** What an allocation of so many bytes takes. */
    long sizeOf(long bytes);

    /** Takes so much if that stays within the limit. */
    boolean take(long size);

    /** Takes so much, or less where it is below 0, whatever the limit is. */
    void add(long size);

    /** What is taken now. */
    long taken();

    /** The most that was taken at once, as far as this part is to tell it: those of all parts are added. */
    long peak();

    /** Whether memory has run short before, anywhere. */
    boolean isPressed();

    /** Memory has run short. */
    void press();

    /** A task begins that may take so much, if that fits beside those that have begun, or if there are none. */
    boolean begin(long need);

    /** A task goes on that may take so much, or has ended where it is below 0. */
    void count(long need);

    /** Gives memory back that nobody uses; answers how much. */
    long drain();

    /** Tells others how much this part lacks; 0 if nothing. */
    void want(long bytes);

    /** The most that another part lacks. */
    long wantedByOthers();

    /** Tells others whether a worker waits for memory. */
    void starves(int worker, boolean begins);

    /** Whether a worker of another part may do something that gives memory back. */
    boolean othersRun();
}
