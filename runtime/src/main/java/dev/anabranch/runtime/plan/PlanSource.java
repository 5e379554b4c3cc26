package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Where a plan's files are. */
@FunctionalInterface
public interface PlanSource {
    /**
     * Opens a file of the plan.
     *
     * @param file its name, such as {@code tasks.arrow}
     * @return empty if the plan has no such file
     */
    Optional<SeekableByteChannel> open(String file) throws IOException;

    /** A plan in a folder, of any file system. */
    static PlanSource directory(Path folder) {
        return file -> {
            try {
                return Optional.of(Files.newByteChannel(folder.resolve(file)));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        };
    }

    /**
     * A plan on a class path.
     *
     * @param loader sees the resources
     * @param folder their folder, without a slash at either end
     */
    static PlanSource resources(ClassLoader loader, String folder) {
        return file -> {
            try (InputStream stream = loader.getResourceAsStream(folder + "/" + file)) {
                return stream == null
                        ? Optional.empty()
                        : Optional.of(new ByteArrayReadableSeekableByteChannel(stream.readAllBytes()));
            }
        };
    }
}
