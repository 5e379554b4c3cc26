package dev.anabranch.benchmarks.stress;

import dev.anabranch.api.Dataset;
import java.util.concurrent.atomic.AtomicInteger;

/** A dataset with one hold, whose only content tells when it is gone: freed memory would show that only sometimes. */
final class Marked implements Dataset {
    private static final int FREED = -9;

    private final AtomicInteger frees = new AtomicInteger();
    /** Plain: what orders it is what is tested. */
    private int mark;

    void mark(int value) {
        mark = value;
    }

    int mark() {
        return mark;
    }

    /** How often it was freed. */
    int freed() {
        return frees.get();
    }

    @Override
    public long bytes() {
        return Integer.BYTES;
    }

    @Override
    public Dataset share() {
        throw new UnsupportedOperationException("its store holds it for all");
    }

    @Override
    public void close() {
        mark = FREED;
        frees.incrementAndGet();
    }
}
