package dev.anabranch.runtime;

/** Is told from time to time how far a run is, on a thread that is not a worker's; the last time when it has ended. */
@FunctionalInterface
public interface ProgressListener {
    /** Called at the interval of {@link RunOptions#progressInterval()}; what it throws is ignored. */
    void progress(RunProgress progress);
}
