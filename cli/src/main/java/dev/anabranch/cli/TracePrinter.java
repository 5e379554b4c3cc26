package dev.anabranch.cli;

import dev.anabranch.driver.trace.TraceSummary;
import dev.anabranch.model.type.Quantity;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run did, for a person: a line for each worker that shows when it computed, and where the time went. */
final class TracePrinter {
    private static final String LEVELS = " ▁▂▃▄▅▆▇█";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Screen screen;
    private final PrintStream out;

    TracePrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void print(TraceSummary summary) {
        int workers = summary.workers().size();
        out.printf(
                Locale.ROOT,
                "%s: %,d tasks on %d %s in %s, begun %s%n",
                screen.style("1", summary.flow()),
                summary.tasks(),
                workers,
                workers == 1 ? "worker" : "workers",
                screen.style("1", Quantity.showSeconds(summary.seconds())),
                TIME.format(summary.began()));
        for (TraceSummary.Worker worker : summary.workers()) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s |%s| %3.0f %% busy  %3.0f %% waiting  %,d tasks, at most %s%n",
                    worker.worker().name(),
                    worker.busy().stream().map(TracePrinter::level).collect(Collectors.joining()),
                    share(worker.worker().busy(), summary),
                    share(worker.worker().waiting(), summary),
                    worker.worker().tasks(),
                    Quantity.showBytes(worker.worker().peak()));
        }
        TextTable table = new TextTable("family", "tasks", "together", "each", "longest", "");
        for (TraceSummary.Family family : summary.families()) {
            table.add(
                    family.name(),
                    String.format(Locale.ROOT, "%,d", family.tasks()),
                    Quantity.showSeconds(family.seconds()),
                    Quantity.showSeconds(family.seconds() / family.tasks()),
                    Quantity.showSeconds(family.longestSeconds()),
                    family.longest());
        }
        print(table);
        if (!summary.links().isEmpty()) {
            TextTable links = new TextTable("from", "to", "datasets", "bytes", "on their way", "a second");
            for (TraceSummary.Link link : summary.links()) {
                links.add(
                        link.from(),
                        link.to(),
                        String.format(Locale.ROOT, "%,d", link.datasets()),
                        Quantity.showBytes(link.bytes()),
                        Quantity.showSeconds(link.seconds()),
                        link.seconds() > 0 ? Quantity.showBytes(Math.round(link.bytes() / link.seconds())) : "");
            }
            print(links);
        }
    }

    private void print(TextTable table) {
        for (String line : table.lines()) {
            out.println(line);
        }
    }

    private static double share(double seconds, TraceSummary summary) {
        return summary.seconds() > 0 ? 100 * seconds / summary.seconds() : 0;
    }

    /** Anything at all is seen. */
    private static String level(double busy) {
        int level = (int) Math.ceil(busy * (LEVELS.length() - 1) - 1e-9);
        return LEVELS.substring(level, level + 1);
    }
}
