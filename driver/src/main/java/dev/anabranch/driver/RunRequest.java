package dev.anabranch.driver;

import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import java.nio.file.Path;
import java.util.Map;
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
 * @param loads by slot, the files of the kept datasets that the plan reads
 * @param site where it runs
 */
public record RunRequest(
        Path outputs,
        Path trace,
        Optional<Path> profile,
        OptionalLong memory,
        ProgressListener progress,
        Optional<RunCheckpoints> checkpoints,
        Map<Integer, Path> loads,
        RunSite site) {
    public RunRequest {
        loads = Map.copyOf(loads);
    }

    /** Without a profile and without checkpoints. */
    public RunRequest(Path outputs, Path trace, OptionalLong memory, ProgressListener progress) {
        this(outputs, trace, Optional.empty(), memory, progress, Optional.empty(), Map.of(), new RunSite.ThisProcess());
    }

    /** The same with a profile. */
    public RunRequest measuringTo(Path file) {
        return new RunRequest(outputs, trace, Optional.of(file), memory, progress, checkpoints, loads, site);
    }

    /** The same with checkpoints. */
    public RunRequest keepingTo(RunCheckpoints sink) {
        return new RunRequest(outputs, trace, profile, memory, progress, Optional.of(sink), loads, site);
    }

    /** The same from what an earlier run kept. */
    public RunRequest goingOnFrom(Map<Integer, Path> files) {
        return new RunRequest(outputs, trace, profile, memory, progress, checkpoints, files, site);
    }

    /** The same elsewhere. */
    public RunRequest at(RunSite where) {
        return new RunRequest(outputs, trace, profile, memory, progress, checkpoints, loads, where);
    }
}
