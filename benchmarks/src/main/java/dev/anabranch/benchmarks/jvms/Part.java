package dev.anabranch.benchmarks.jvms;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What one Java virtual machine of several does in runs that all of them begin together. A class of parts has a constructor
 * of a {@link Seat} and a list of strings.
 */
public interface Part extends AutoCloseable {
    /**
     * Does all that is done before a run's clock begins.
     *
     * @param folder what the machines of this run share
     */
    void ready(Path folder) throws Exception;

    /** Runs to the end. */
    Lap run() throws Exception;

    /** After the last run. */
    @Override
    void close() throws IOException;
}
