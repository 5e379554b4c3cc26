package dev.anabranch.driver;

import dev.anabranch.runtime.RunReport;
import java.nio.file.Path;

/**
 * What came of a run.
 *
 * @param report what it took
 * @param secondsToFirstTask from the start of this Java virtual machine to the start of the first task
 * @param outputs the directory of the output catalogue
 * @param trace the folder that holds the trace
 */
public record RunResult(RunReport report, double secondsToFirstTask, Path outputs, Path trace) {}
