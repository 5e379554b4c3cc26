package dev.anabranch.benchmarks.micro;

/** How a value goes to and fro between two threads: the even turns are one thread's, the odd ones the other's. */
abstract class Turns {
    /** Hands a value over; it is the number of its turn + 1. */
    abstract void give(int turn, long value);

    /** Waits for the value of a turn. */
    abstract long take(int turn);

    /** Empties what was filled, while the other thread does nothing. */
    abstract void clear(int turns);

    /** Says which thread gives the even turns, 0, or the odd ones, 1. */
    void enter(int side, Thread thread) {}
}
