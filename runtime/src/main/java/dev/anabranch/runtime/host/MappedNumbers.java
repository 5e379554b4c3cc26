package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/** Numbers in memory that the processes of a run share; what only their own worker reads stays on the heap. */
final class MappedNumbers extends Numbers {
    private final Words words;
    private final long[] own;
    private final int first;
    private final int unlikely;

    MappedNumbers(RunWords layout, Words words, int places) {
        this.own = new long[places];
        this.words = words;
        this.first = layout.firstNumber();
        this.unlikely = layout.firstUnlikely();
    }

    @Override
    long[] words() {
        return own;
    }

    @Override
    long shared(int place) {
        long word = words.acquire(first + place);
        return word != 0 ? word : own[place];
    }

    @Override
    boolean ready(int place) {
        return shared(place) != 0 || isUnlikely(place);
    }

    private boolean isUnlikely(int place) {
        return (words.acquire(unlikely + (place >>> 6)) >>> place & 1) != 0;
    }

    @Override
    void putOwn(int place, long bits) {
        own[place] = word(place, bits);
    }

    @Override
    void putShared(int place, long bits) {
        long word = word(place, bits);
        own[place] = word;
        words.release(first + place, word);
    }

    private long word(int place, long bits) {
        long word = word(bits);
        if (word == 0 || own[place] != 0) {
            note(place, word);
        }
        return word;
    }

    private void note(int place, long word) {
        if (own[place] != 0 || isUnlikely(place)) {
            throw new PlanMistake("a number is written twice");
        }
        if (word == 0) {
            words.set(unlikely + (place >>> 6), 1L << place);
        }
    }
}
