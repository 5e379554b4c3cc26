package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/** The numbers of a run, by place, open to who measures and stresses them: calls of the run time's own class and no more. */
public final class OpenNumbers {
    private final Numbers numbers;

    private OpenNumbers(Numbers numbers) {
        this.numbers = numbers;
    }

    /** Those of a run in one process. */
    public static OpenNumbers onHeap(int places) {
        return new OpenNumbers(new HeapNumbers(places));
    }

    /** Those of one process of several. */
    public static OpenNumbers mapped(RunWords layout, Words words, int places) {
        return new OpenNumbers(new MappedNumbers(layout, words, places));
    }

    /** The bits of the one number whose word looks as if it were not there. */
    public static long unlikely() {
        return Numbers.bits(0);
    }

    /** Puts a number where only this thread reads. */
    public void putOwn(int place, long bits) {
        numbers.putOwn(place, bits);
    }

    /** Puts a number where others read. */
    public void putShared(int place, long bits) {
        numbers.putShared(place, bits);
    }

    public boolean ready(int place) {
        return numbers.ready(place);
    }

    /** The bits at a place, once they are there. */
    public long get(int place) {
        return numbers.get(place);
    }

    /** The words on this process's heap, by place: 0 where nothing is. */
    public long[] words() {
        return numbers.words();
    }
}
