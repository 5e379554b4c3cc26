package dev.anabranch.benchmarks.jvms;

import java.nio.file.Path;
import java.util.List;

/** The parts that several Java virtual machines have in one thing to run, again and again. */
public final class Parts implements AutoCloseable {
    private final WorkerJvms jvms;
    private final int number;

    Parts(WorkerJvms jvms, int number) {
        this.jvms = jvms;
        this.number = number;
    }

    /**
     * Has all do what they do before the clock begins, and waits until they have.
     *
     * @param folder what they share in the next run
     */
    public void ready(Path folder) {
        jvms.ready(number, folder);
    }

    /** Has all run, and waits until they have. */
    public List<Lap> go() {
        return jvms.go(number);
    }

    @Override
    public void close() {
        jvms.close(number);
    }
}
