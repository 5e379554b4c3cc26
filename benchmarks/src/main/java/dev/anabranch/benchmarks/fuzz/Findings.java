package dev.anabranch.benchmarks.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inputs that failed, a few of each kind of failure, in a folder. */
final class Findings {
    private static final int MOST_OF_A_KIND = 3;

    private final Path folder;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final StringBuilder kept = new StringBuilder();

    Findings(Path folder) {
        this.folder = folder;
    }

    /** How often each kind of failure came up. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** What is in the folder, to be shown. */
    String kept() {
        return kept.toString();
    }

    /** Counts a failure; whether it is one of the first of its kind, which are kept. */
    boolean isWanted(Failure failure) {
        return counts.merge(failure.signature(), 1, Integer::sum) <= MOST_OF_A_KIND;
    }

    /**
     * Keeps an input and what it did.
     *
     * @param number of the input, by which it can be made again
     */
    Path keep(long number, FuzzInput input, FuzzInput small, Failure failure) {
        String name = failure.signature().replaceAll("[^A-Za-z0-9]+", "-") + "-" + number;
        StringWriter trace = new StringWriter();
        failure.cause().printStackTrace(new PrintWriter(trace));
        kept.append(name).append('\n').append(new String(small.bytes(), StandardCharsets.UTF_8));
        small.others()
                .forEach((path, text) ->
                        kept.append("\nbeside it ").append(path).append('\n').append(text));
        kept.append('\n').append(trace).append('\n');
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".whole.flow"), input.bytes());
            for (Map.Entry<String, String> other : small.others().entrySet()) {
                String beside = other.getKey().replaceAll("[^A-Za-z0-9.]+", "-");
                Files.writeString(folder.resolve(name + ".beside." + beside), other.getValue());
            }
            Files.writeString(
                    folder.resolve(name + ".txt"),
                    "input " + number + ", " + input.kind() + ", with " + input.params() + "\n\n" + trace);
            return Files.write(folder.resolve(name + ".flow"), small.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
