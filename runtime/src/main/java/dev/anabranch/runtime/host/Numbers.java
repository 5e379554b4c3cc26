package dev.anabranch.runtime.host;

/**
 * The numbers of a run, by place. A word is its own ready flag: while it is 0 the number is not there. Words are the
 * number's bits with some of them turned over, so that of all numbers only an unlikely one becomes 0; where it appears,
 * its place is noted. A process has one class of these, so that calls cost nothing.
 */
abstract class Numbers {
    /** Which bits are turned over; no number that counts or measures anything. */
    private static final long TURNED = 0x7ff6_a5c3_91e8_b72dL;

    /** The word at a place; who sees it sees what was done before it was written. */
    abstract long shared(int place);

    /** The words on this process's heap, by place. A worker reads there what it makes itself, and writes what only it reads. */
    abstract long[] words();

    /** The word of bits; 0 where they are unlikely. */
    static long word(long bits) {
        return bits ^ TURNED;
    }

    /** The bits of a word that is there. */
    static long bits(long word) {
        return word ^ TURNED;
    }

    /** Whether there is a number at a place; who waits asks again and again, so nothing is made to ask. */
    abstract boolean ready(int place);

    /** The bits at a place, once they are there. */
    final long get(int place) {
        return bits(shared(place));
    }

    /** Puts a number where only this thread reads. */
    abstract void putOwn(int place, long bits);

    /** Puts a number where others read. */
    abstract void putShared(int place, long bits);
}
