package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The numbers of a run, by place. A word is its own ready flag: while it is 0 the number is not there. Words are the
 * number's bits with some of them turned over, so that of all numbers only an unlikely one becomes 0; where it appears,
 * its place is noted. A process has one class of these, so that calls cost nothing.
 */
abstract class Numbers {
    /** Which bits are turned over; no number that counts or measures anything. */
    private static final long TURNED = 0x7ff6_a5c3_91e8_b72dL;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    Numbers(int places) {
        this.words = new long[places];
    }

    /** The words on this process's heap, by place. A worker reads there what it makes itself, and writes what only it reads. */
    final long[] words() {
        return words;
    }

    /** The word of bits; 0 where they are unlikely. */
    static long word(long bits) {
        return bits ^ TURNED;
    }

    /** The bits of a word that is there. */
    static long bits(long word) {
        return word ^ TURNED;
    }

    /** The word at a place; who sees it sees what was done before it was written. */
    long shared(int place) {
        return (long) WORD.getAcquire(words, place);
    }

    /** Whether there is a number at a place; who waits asks again and again, so nothing is made to ask. */
    final boolean ready(int place) {
        return shared(place) != 0 || isUnlikely(place);
    }

    /** The bits at a place, once they are there. */
    final long get(int place) {
        return bits(shared(place));
    }

    /** Puts a number where only this thread reads, also in the place of one that the plan has purged. */
    final void putOwn(int place, long bits) {
        long word = word(bits);
        words[place] = word;
        if (word == 0) {
            noteUnlikely(place);
        }
    }

    /** Puts a number where others read. */
    void putShared(int place, long bits) {
        long word = word(bits);
        if (word == 0 || words[place] != 0) {
            note(place, word);
        }
        WORD.setRelease(words, place, word);
    }

    private void note(int place, long word) {
        if (words[place] != 0 || isUnlikely(place)) {
            throw new PlanMistake("a number is written twice");
        }
        if (word == 0) {
            noteUnlikely(place);
        }
    }

    /** Whether the number at a place is there although its word is 0. */
    abstract boolean isUnlikely(int place);

    abstract void noteUnlikely(int place);
}
