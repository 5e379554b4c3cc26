package dev.anabranch.driver;

import dev.anabranch.runtime.RunReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param report what it took
 * @param begun when the run began: all before it was compiling and opening files
 * @param outputs the directory of the output catalogue
 * @param trace the folder that holds the trace
 * @param profile the file that what the run measured was added to, if any
 */
public record RunResult(RunReport report, Instant begun, Path outputs, Path trace, Optional<Path> profile) {}
