package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.wire.FrameReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Gives a channel the memory to read into: in the middle of a chunk that of the receiver's store, with room for just the rest
 * of the chunk, so that the kernel writes the bytes where they stay. Otherwise a small buffer, since whatever comes
 * with a chunk's header beyond it has to be copied.
 */
final class LandingAllocator extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int FRAMES = 8 * 1024;

    private final FrameReader reader;

    /** @param reader of the channel's lane; the allocator serves one channel */
    LandingAllocator(FrameReader reader) {
        this.reader = reader;
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own method still returns the deprecated type
    public Handle newHandle() {
        return new LandingHandle();
    }

    private final class LandingHandle extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf target = reader.target();
            return target != null ? target.retain() : allocator.ioBuffer(FRAMES);
        }

        @Override
        public int guess() {
            return FRAMES;
        }
    }
}
