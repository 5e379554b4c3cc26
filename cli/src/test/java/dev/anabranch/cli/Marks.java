package dev.anabranch.cli;

import dev.anabranch.api.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A task that leaves a trace of having run. */
public final class Marks {
    private Marks() {}

    /** Writes a file, and gives the number back. */
    @Task(effect = true)
    public static long mark(Path file, long number) throws IOException {
        Files.writeString(file, "a task ran\n");
        return number;
    }
}
