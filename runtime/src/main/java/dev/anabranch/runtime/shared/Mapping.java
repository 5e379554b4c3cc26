package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.util.MemoryUtil;

/** A whole file in memory, shared with whoever maps it too. The memory is there as long as this object is reachable. */
final class Mapping {
    /** Java maps no more at once before its version 22; whole pages below that. */
    static final long MOST_BYTES = Integer.MAX_VALUE & ~4095L;

    private final MappedByteBuffer buffer;
    private final long address;

    private Mapping(MappedByteBuffer buffer) {
        this.buffer = buffer;
        this.address = MemoryUtil.getByteBufferAddress(buffer);
    }

    /** Maps a new file of zeros, of at most {@link #MOST_BYTES}, whose memory is taken when it is first touched. */
    static Mapping create(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Mapping(ordered(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes)));
        }
    }

    /** Maps a file that is there. */
    static Mapping open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Mapping(ordered(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size())));
        }
    }

    private static MappedByteBuffer ordered(MappedByteBuffer buffer) {
        buffer.order(ByteOrder.nativeOrder());
        return buffer;
    }

    /** The memory; to be used with absolute positions only, as threads share it. */
    MappedByteBuffer buffer() {
        return buffer;
    }

    /** Where it begins in this process. */
    long address() {
        return address;
    }

    long bytes() {
        return buffer.capacity();
    }
}
