package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of a run, by place. A word is its own ready flag: while it is 0 the number is not there. Words are the
 * number's bits with some of them turned over, so that of all numbers only an unlikely one becomes 0; where it appears,
 * its place is noted.
 */
final class Numbers {
    /** Which bits are turned over; no number that counts or measures anything. */
    private static final long TURNED = 0x7ff6_a5c3_91e8_b72dL;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;
    private final Set<Integer> unlikely = ConcurrentHashMap.newKeySet();

    Numbers(int places) {
        this.words = new long[places];
    }

    /** The word at a place; who sees it sees what was done before it was written. */
    long shared(int place) {
        return (long) WORD.getAcquire(words, place);
    }

    /** By place. A worker reads, and writes where only it reads, what it makes itself. */
    long[] words() {
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

    /** Whether there is a number at a place; who waits asks again and again, so nothing is made to ask. */
    boolean ready(int place) {
        return shared(place) != 0 || (!unlikely.isEmpty() && unlikely.contains(place));
    }

    /** The bits at a place, once they are there. */
    long get(int place) {
        return bits(shared(place));
    }

    /** Puts a number where only this thread reads. */
    void putOwn(int place, long bits) {
        words[place] = word(place, bits);
    }

    /** Puts a number where others read. */
    void putShared(int place, long bits) {
        WORD.setRelease(words, place, word(place, bits));
    }

    private long word(int place, long bits) {
        long word = word(bits);
        if (word == 0 || words[place] != 0) {
            note(place, word);
        }
        return word;
    }

    private void note(int place, long word) {
        boolean written = words[place] != 0 || unlikely.contains(place);
        if (written) {
            throw new PlanMistake("a number is written twice");
        }
        if (word == 0) {
            unlikely.add(place);
        }
    }
}
