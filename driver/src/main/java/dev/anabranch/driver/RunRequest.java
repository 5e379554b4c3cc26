package dev.anabranch.driver;

import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.checkpoint.CheckpointSink;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to run a planned flow.
 *
 * @param outputs the directory of the output catalogue
 * @param trace the folder that the trace is written to
 * @param profile the file that what the run measures is added to; empty for none
 * @param memory the most off-heap bytes that datasets may take; empty for no limit
 * @param progress is told how far the run is
 * @param checkpoints keeps datasets against a crash; empty for nobody
 * @param site where it runs
 */
public record RunRequest(
        Path outputs,
        Path trace,
        Optional<Path> profile,
        OptionalLong memory,
        ProgressListener progress,
        Optional<CheckpointSink> checkpoints,
        RunSite site) {
    /** Without a profile and without checkpoints. */
    public RunRequest(Path outputs, Path trace, OptionalLong memory, ProgressListener progress) {
        this(outputs, trace, Optional.empty(), memory, progress, Optional.empty(), new RunSite.ThisProcess());
    }

    /** The same with a profile. */
    public RunRequest measuringTo(Path file) {
        return new RunRequest(outputs, trace, Optional.of(file), memory, progress, checkpoints, site);
    }

    /** The same with checkpoints. */
    public RunRequest keepingTo(CheckpointSink sink) {
        return new RunRequest(outputs, trace, profile, memory, progress, Optional.of(sink), site);
    }

    /** The same elsewhere. */
    public RunRequest at(RunSite where) {
        return new RunRequest(outputs, trace, profile, memory, progress, checkpoints, where);
    }
}
