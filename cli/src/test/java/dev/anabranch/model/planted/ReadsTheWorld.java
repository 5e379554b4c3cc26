package dev.anabranch.model.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A violation on purpose: the model must not read files or clocks, nor start threads. */
final class ReadsTheWorld {

    long read(Path path) throws IOException {
        return Files.size(path) + System.nanoTime() + Instant.now().getEpochSecond();
    }

    Thread start(Runnable work) {
        return new Thread(work);
    }
}
