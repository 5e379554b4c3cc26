package dev.anabranch.driver.calibrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what trials write, which goes with them.
 *
 * @param path where it is
 */
record TrialFolder(Path path) implements AutoCloseable {
    /**
     * Makes one.
     *
     * @param parent made if it does not exist
     */
    static TrialFolder in(Path parent) throws IOException {
        return new TrialFolder(Files.createTempDirectory(Files.createDirectories(parent), "calibration-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.walk(path)) {
            inside = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
    }
}
