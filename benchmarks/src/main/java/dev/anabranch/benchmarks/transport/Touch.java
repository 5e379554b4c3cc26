package dev.anabranch.benchmarks.transport;

import java.nio.ByteBuffer;

/** Writes to each page, so that no page fault is measured. */
final class Touch {
    private static final int PAGE = 4096;

    private Touch() {}

    static void pages(ByteBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i += PAGE) {
            buffer.put(i, (byte) i);
        }
    }
}
