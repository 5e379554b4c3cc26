package dev.anabranch.driver;

import dev.anabranch.runtime.ProgressListener;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How to run a planned flow.
 *
 * @param outputs the directory of the output catalogue
 * @param trace the folder that the trace is written to
 * @param memory the most off-heap bytes that datasets may take; empty for no limit
 * @param progress is told how far the run is
 */
public record RunRequest(Path outputs, Path trace, OptionalLong memory, ProgressListener progress) {}
