package dev.anabranch.driver;

import dev.anabranch.runtime.RunReport;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What came of a run.
 *
 * @param report what it took
 * @param begun when the run began: all before it was compiling and opening files
 * @param outputs the directory of the output catalogue
 * @param trace the folder that holds the trace
 */
public record RunResult(RunReport report, Instant begun, Path outputs, Path trace) {}
