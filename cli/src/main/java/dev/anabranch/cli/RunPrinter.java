package dev.anabranch.cli;

import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunResult;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** What a run took, for a person: predicted beside actual. */
final class RunPrinter {
    private final Screen screen;
    private final PrintStream out;

    RunPrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void print(PlannedFlow planned, RunResult result) throws IOException {
        RunReport report = result.report();
        out.printf(
                Locale.ROOT,
                "%s: %,d tasks in %s (predicted %s), %s made, at most %s at once%n",
                screen.style("1", report.flow()),
                report.tasks(),
                screen.style("1", Quantity.showSeconds(report.wallSeconds())),
                Quantity.showSeconds(planned.folder().summary().makespan()),
                Quantity.showBytes(report.bytesProduced()),
                Quantity.showBytes(report.peakBytes()));
        for (RunReport.Worker worker : report.workers()) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s %,8d tasks  %3.0f %% busy  %3.0f %% waiting%n",
                    worker.name(),
                    worker.tasks(),
                    100 * report.busyShare(worker),
                    report.wallSeconds() > 0 ? 100 * worker.waitingSeconds() / report.wallSeconds() : 0);
        }
        families(planned.folder().plan().families(), report);
        for (RunReport.Family family : report.families()) {
            if (family.retries() > 0) {
                out.printf(
                        Locale.ROOT,
                        "  %s failed and was called again %,d %s%n",
                        family.name(),
                        family.retries(),
                        family.retries() == 1 ? "time" : "times");
            }
        }
        evictions(report.evictions());
        out.printf(
                Locale.ROOT,
                "  published %,d %s to %s   trace in %s%n",
                report.published(),
                report.published() == 1 ? "dataset" : "datasets",
                result.outputs(),
                result.trace());
        result.profile().ifPresent(profile -> out.printf("  measured costs in %s%n", profile));
    }

    /** What made a run slower than its plan: the plan can be made with true sizes, or the run given more memory. */
    private void evictions(RunReport.Evictions evictions) {
        if (evictions.datasets() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  memory ran short: %,d %s evicted to disk (%s), %,d read back (%s), in %s%n",
                    evictions.datasets(),
                    evictions.datasets() == 1 ? "dataset was" : "datasets were",
                    Quantity.showBytes(evictions.bytes()),
                    evictions.readBack(),
                    Quantity.showBytes(evictions.bytesReadBack()),
                    Quantity.showSeconds(evictions.seconds()));
        }
    }

    private void families(PlanFamilies planned, RunReport report) {
        int width = 6;
        for (RunReport.Family family : report.families()) {
            width = Math.max(width, family.name().length());
        }
        String row = "  %-" + width + "s  %10s  %10s  %10s  %10s%n";
        out.print(screen.style("2", String.format(Locale.ROOT, row, "family", "tasks", "predicted", "actual", "made")));
        for (int i = 0; i < report.families().size(); i++) {
            RunReport.Family family = report.families().get(i);
            if (family.tasks() > 0) {
                out.printf(
                        Locale.ROOT,
                        row,
                        family.name(),
                        String.format(Locale.ROOT, "%,d", family.tasks()),
                        Quantity.showSeconds(planned.work()[i]),
                        Quantity.showSeconds(family.seconds()),
                        Quantity.showBytes(family.bytes()));
            }
        }
    }
}
