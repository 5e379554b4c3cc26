package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.arrow.memory.util.MemoryUtil;

/** A whole file in memory, shared with whoever maps it too. The memory is there as long as this object is reachable. */
final class Mapping {
    /** Java maps no more at once before its version 22; whole pages below that. */
    static final long MOST_BYTES = Integer.MAX_VALUE & ~4095L;

    private static final FileAttribute<?> ONLY_ITS_USER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int ZEROS = 1 << 20;

    private final MappedByteBuffer buffer;
    private final long address;

    private Mapping(MappedByteBuffer buffer) {
        this.buffer = buffer;
        this.address = MemoryUtil.getByteBufferAddress(buffer);
    }

    /** Maps a new file of zeros, of at most {@link #MOST_BYTES}, whose memory is taken when it is first touched. */
    static Mapping create(Path file, long bytes) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ONLY_ITS_USER)) {
            return new Mapping(ordered(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes)));
        }
    }

    /** Maps a file that is there. */
    static Mapping open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Mapping(ordered(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size())));
        }
    }

    /**
     * Has the file system set memory aside for a part of a file that nobody has used yet. Otherwise it does so when the memory
     * is first touched, and ends the process if there is none.
     *
     * @throws IOException if there is not so much
     */
    static void reserve(Path file, long from, long to) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, to - from));
            long at = from;
            while (at < to) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
                at += channel.write(zeros, at);
            }
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
