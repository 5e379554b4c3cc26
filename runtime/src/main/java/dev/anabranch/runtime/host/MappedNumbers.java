package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/** Numbers of a process that shares memory with others: what others may read lies there too, at the same places. */
final class MappedNumbers extends Numbers {
    private final Words words;
    private final int first;
    private final int unlikely;

    MappedNumbers(RunWords layout, Words words, int places) {
        super(places);
        this.words = words;
        this.first = layout.firstNumber();
        this.unlikely = layout.firstUnlikely();
    }

    @Override
    long shared(int place) {
        long word = words.acquire(first + place);
        return word != 0 ? word : super.shared(place);
    }

    @Override
    void putShared(int place, long bits) {
        super.putShared(place, bits);
        words.release(first + place, word(bits));
    }

    @Override
    boolean isUnlikely(int place) {
        return (words.acquire(unlikely + (place >>> 6)) >>> place & 1) != 0;
    }

    @Override
    void noteUnlikely(int place) {
        words.set(unlikely + (place >>> 6), 1L << place);
    }
}
