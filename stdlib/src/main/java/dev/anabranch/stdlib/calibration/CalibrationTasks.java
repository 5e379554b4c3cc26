package dev.anabranch.stdlib.calibration;

import dev.anabranch.api.Cost;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.Fresh;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Tasks by whose times, and the times between them, hosts and links are measured. All count as effects, so that no pass drops,
 * merges or repeats one: their work is what is wanted. What they are given as {@code after} they do not look at; it orders them.
 */
public final class CalibrationTasks {
    /** As much at once as datasets that wait on disk are written with. */
    private static final int CHUNK = 1 << 26;

    private CalibrationTasks() {}

    /**
     * A block of memory that has been in nobody's hands yet.
     *
     * @param bytes of it, at least 8; rounded down to a multiple of 8
     * @param after is awaited
     * @return {@code [bytes / 8]}: zeros
     */
    @Task(effect = true)
    @Cost(time = "1ms", size = "1MiB")
    public static LongTensor block(TaskContext task, long bytes, long after) {
        LongTensor block = Fresh.longs(task.allocator(), Math.max(1, bytes / Long.BYTES));
        block.data().setZero(0, block.bytes());
        return block;
    }

    /**
     * A block as it came.
     *
     * @param block what is handed on
     * @return the same
     */
    @Task(effect = true)
    @Cost(time = "1us", size = "1MiB")
    public static LongTensor passed(LongTensor block) {
        return block.share();
    }

    /**
     * Sees that a block is as it was made.
     *
     * @param block as it came
     * @param bytes how many it was made with
     * @return how many
     */
    @Task(effect = true)
    @Cost(time = "1us", size = "8B")
    public static long whole(LongTensor block, long bytes) {
        if (block.bytes() != bytes || block.get(0) != 0 || block.get(block.size() - 1) != 0) {
            throw new IllegalStateException("a block of " + bytes + " zeros came as " + block);
        }
        return bytes;
    }

    /**
     * Copies memory to and fro between two blocks.
     *
     * @param bytes of each block
     * @param rounds how often; the first time the memory may be new to the process
     * @param after is awaited
     * @return how many bytes were read, and as many written
     */
    @Task(effect = true)
    @Cost(time = "100ms", size = "8B")
    public static long copied(TaskContext task, long bytes, long rounds, long after) {
        try (ArrowBuf one = task.allocator().buffer(bytes);
                ArrowBuf other = task.allocator().buffer(bytes)) {
            one.setZero(0, bytes);
            other.setZero(0, bytes);
            for (long round = 0; round < rounds; round++) {
                boolean there = round % 2 == 0;
                (there ? other : one).setBytes(0, there ? one : other, 0, bytes);
            }
        }
        return bytes * rounds;
    }

    /**
     * Writes a block to a file as datasets that wait on disk are written, where they are.
     *
     * @param name of the file, which nobody else uses
     * @param block what is written
     * @return how many bytes it has
     */
    @Task(effect = true)
    @Cost(time = "100ms", size = "8B")
    public static long written(TaskContext task, String name, LongTensor block) throws IOException {
        Files.createDirectories(task.scratch());
        long bytes = block.bytes();
        try (FileChannel out = FileChannel.open(
                file(task, name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; ) {
                ByteBuffer part = block.data().nioBuffer(at, (int) Math.min(CHUNK, bytes - at));
                while (part.hasRemaining()) {
                    at += out.write(part);
                }
            }
        }
        return bytes;
    }

    /**
     * Reads such a file back and removes it.
     *
     * @param name of the file
     * @param bytes of it
     * @return how many bytes were read
     */
    @Task(effect = true)
    @Cost(time = "100ms", size = "8B")
    public static long readBack(TaskContext task, String name, long bytes) throws IOException {
        Path file = file(task, name);
        long at = 0;
        try (ArrowBuf memory = task.allocator().buffer(bytes);
                FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (at < bytes) {
                ByteBuffer part = memory.nioBuffer(at, (int) Math.min(CHUNK, bytes - at));
                int count = in.read(part);
                if (count < 0) {
                    throw new IOException(file + " has " + at + " bytes of " + bytes);
                }
                at += count;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return at;
    }

    private static Path file(TaskContext task, String name) {
        return task.scratch().resolve(name);
    }
}
