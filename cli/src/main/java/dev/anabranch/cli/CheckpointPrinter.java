package dev.anabranch.cli;

import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** What was kept against a crash, for a person. */
final class CheckpointPrinter {
    private CheckpointPrinter() {}

    /** What a run goes on from, and what that saves. */
    static String resumed(ResumableFlow flow) {
        return String.format(
                Locale.ROOT,
                "  goes on from %,d kept %s: leaves out %,d of %,d tasks, %s of work as predicted",
                flow.loads(),
                flow.loads() == 1 ? "dataset" : "datasets",
                flow.skippedTasks(),
                flow.whole().folder().summary().tasks(),
                Quantity.showSeconds(flow.skippedSeconds()));
    }

    /** What could not be kept. */
    static void missed(RunCheckpoints kept, PrintStream to) {
        if (kept.missedCount() > 0) {
            to.printf(
                    Locale.ROOT,
                    "warning: %,d %s could not be kept, %s%n",
                    kept.missedCount(),
                    kept.missedCount() == 1 ? "dataset" : "datasets",
                    kept.firstMiss());
        }
    }

    /** How to go on, on a line of its own; empty if nothing is kept. */
    static String afterFailure(RunCheckpoints kept, Optional<ResumableFlow> flow, CheckpointFolder folder) {
        int datasets = kept.written() + flow.map(ResumableFlow::loads).orElse(0);
        return datasets == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%n%,d %s kept in %s: the same command goes on from there.",
                        datasets,
                        datasets == 1 ? "dataset is" : "datasets are",
                        folder.path());
    }

    /** What was written while the run went on, and whether it is still there. */
    static void afterRun(RunCheckpoints kept, CheckpointFolder folder, PrintStream to) {
        if (kept.written() > 0) {
            to.printf(
                    Locale.ROOT,
                    "  kept %,d %s (%s) against a crash, %s%n",
                    kept.written(),
                    kept.written() == 1 ? "dataset" : "datasets",
                    Quantity.showBytes(kept.bytes()),
                    kept.outlivesItsRun() ? "in " + folder.path() : "removed at the end");
        }
    }
}
