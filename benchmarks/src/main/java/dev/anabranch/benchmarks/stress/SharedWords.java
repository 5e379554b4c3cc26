package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The words of a run, mapped twice into this process, at two addresses, as two processes have them. Races take turns in the
 * use of their parts; there are more parts than races that are under way at once.
 */
final class SharedWords {
    /** Some three times the races that the harness prepares at once. */
    static final int PARTS = 1 << 15;

    /** A part has so many places for numbers: those whose notes share a word. */
    static final int PLACES = 64;

    private static final RunWords LAYOUT = new RunWords(PARTS, 1, PARTS * PLACES, 2 * PARTS, 0);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Words HERE;
    private static final Words THERE;

    static {
        try {
            Path file = Files.createTempDirectory("anabranch-stress-").resolve("words");
            HERE = Words.create(file, LAYOUT.size());
            THERE = Words.open(file);
            // Mappings stay without their file.
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SharedWords() {}

    static RunWords layout() {
        return LAYOUT;
    }

    /** As the first process has them. */
    static Words here() {
        return HERE;
    }

    /** As the second process has them. */
    static Words there() {
        return THERE;
    }

    /** The number of a part for the next race. */
    static int nextPart() {
        return NEXT.getAndIncrement() & (PARTS - 1);
    }
}
