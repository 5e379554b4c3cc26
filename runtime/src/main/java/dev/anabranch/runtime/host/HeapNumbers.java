package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers on the heap, for the threads of one process. */
final class HeapNumbers extends Numbers {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;
    private final Set<Integer> unlikely = ConcurrentHashMap.newKeySet();

    HeapNumbers(int places) {
        this.words = new long[places];
    }

    @Override
    long[] words() {
        return words;
    }

    @Override
    long shared(int place) {
        return (long) WORD.getAcquire(words, place);
    }

    @Override
    boolean ready(int place) {
        return shared(place) != 0 || (!unlikely.isEmpty() && unlikely.contains(place));
    }

    @Override
    void putOwn(int place, long bits) {
        words[place] = word(place, bits);
    }

    @Override
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
