package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/** Numbers in memory that the processes of a run share. */
final class MappedNumbers extends Numbers {
    private final Words words;
    private final int first;
    private final int unlikely;

    MappedNumbers(RunWords layout, Words words) {
        this.words = words;
        this.first = layout.firstNumber();
        this.unlikely = layout.firstUnlikely();
    }

    @Override
    long shared(int place) {
        return words.acquire(first + place);
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
        words.plain(first + place, word(place, bits));
    }

    @Override
    void putShared(int place, long bits) {
        words.release(first + place, word(place, bits));
    }

    private long word(int place, long bits) {
        long word = bits ^ TURNED;
        if (word == 0 || words.plain(first + place) != 0) {
            note(place, word);
        }
        return word;
    }

    private void note(int place, long word) {
        if (words.plain(first + place) != 0 || isUnlikely(place)) {
            throw new PlanMistake("a number is written twice");
        }
        if (word == 0) {
            words.set(unlikely + (place >>> 6), 1L << place);
        }
    }
}
