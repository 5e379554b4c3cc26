package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.value.BufferSource;
import dev.anabranch.runtime.value.ValueWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Where datasets wait on disk that several processes of a run read: a file each, by the number of the crossing, with the bytes of
 * their buffers in the order in which the dataset's note names them. The owner writes and removes a file, all may read it.
 */
final class SharedSpill {
    private final Path folder;
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();

    SharedSpill(Path scratch, RunFolder run) {
        this.folder = folder(scratch, run);
    }

    /** The folder of a run; all of its processes have the same. */
    static Path folder(Path scratch, RunFolder run) {
        return scratch.resolve(".anabranch-spill-of-" + run.path().getFileName());
    }

    private Path file(int crossing) {
        return folder.resolve(Integer.toString(crossing));
    }

    /** Writes a dataset; its memory stays as it is. */
    void write(int crossing, Object value) throws IOException {
        Files.createDirectories(folder);
        written.add(crossing);
        try (FileChannel out = FileChannel.open(
                file(crossing),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            var unused = new ValueWriter((buffer, length) -> {
                        try {
                            BufferFiles.write(out, buffer, length);
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                        return 0;
                    })
                    .describe(value);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** What is made of a dataset's buffers as they are asked for. */
    interface Reading<T> {
        T of(BufferSource buffers);
    }

    /**
     * Reads a dataset.
     *
     * @param allocator where its memory comes from
     * @param reading asks for the buffers in the order of the note
     */
    <T> T read(int crossing, BufferAllocator allocator, Reading<T> reading) throws IOException {
        try (FileChannel in = FileChannel.open(file(crossing), StandardOpenOption.READ)) {
            return reading.of((place, length) -> {
                try {
                    return BufferFiles.read(file(crossing), in, length, allocator);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Nobody reads a dataset any more. */
    void forget(int crossing) throws IOException {
        if (written.remove(crossing)) {
            Files.deleteIfExists(file(crossing));
        }
    }

    /** Removes what this process has written, and the folder if it was the last to do so. */
    void close() throws IOException {
        for (int crossing : written) {
            Files.deleteIfExists(file(crossing));
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException others) {
            // They remove it.
        }
    }
}
