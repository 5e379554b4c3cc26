package dev.anabranch.benchmarks.micro;

import dev.anabranch.benchmarks.CrossingFlow;
import dev.anabranch.benchmarks.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The flow whose cells are measured, compiled and read. */
final class Crossing {
    private Crossing() {}

    static CrossingFlow of(int size) {
        try (ScratchFolder folder = ScratchFolder.create()) {
            return CrossingFlow.read(CrossingFlow.compile(size, folder.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
