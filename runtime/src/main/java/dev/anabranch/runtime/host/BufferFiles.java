package dev.anabranch.runtime.host;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Memory as bytes of files, for datasets that wait on disk. */
final class BufferFiles {
    private static final int CHUNK = 1 << 26;

    private BufferFiles() {}

    /** Writes the first bytes of a buffer where a file is. */
    static void write(FileChannel out, ArrowBuf buffer, long bytes) throws IOException {
        for (long at = 0; at < bytes; ) {
            ByteBuffer part = buffer.nioBuffer(at, (int) Math.min(CHUNK, bytes - at));
            while (part.hasRemaining()) {
                at += out.write(part);
            }
        }
    }

    /**
     * Reads so many bytes from where a file is.
     *
     * @param file which it is, for messages
     * @throws EOFException if the file has fewer
     */
    static ArrowBuf read(Path file, FileChannel in, long bytes, BufferAllocator allocator) throws IOException {
        ArrowBuf buffer = allocator.buffer(Math.max(bytes, 1));
        boolean whole = false;
        try {
            for (long at = 0; at < bytes; ) {
                ByteBuffer part = buffer.nioBuffer(at, (int) Math.min(CHUNK, bytes - at));
                while (part.hasRemaining()) {
                    int count = in.read(part);
                    if (count < 0) {
                        throw new EOFException(file + " has " + at + " bytes of " + bytes);
                    }
                    at += count;
                }
            }
            buffer.writerIndex(bytes);
            whole = true;
            return buffer;
        } finally {
            if (!whole) {
                buffer.close();
            }
        }
    }

    /** Removes a folder and the files in it, if it is there. */
    static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
