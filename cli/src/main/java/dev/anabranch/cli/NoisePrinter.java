package dev.anabranch.cli;

import dev.anabranch.compiler.simulate.Spread;
import dev.anabranch.driver.noise.NoiseReport;
import dev.anabranch.model.type.Quantity;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What became of a plan in many runs, for a person: a line with numbers and a box for each way of running it. */
final class NoisePrinter {
    private static final int WIDTH = 40;

    private final Screen screen;
    private final PrintStream out;

    NoisePrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void print(NoiseReport report) {
        int hosts = report.plan().problem().hosts();
        int workers = report.plan().problem().workers();
        out.printf(
                Locale.ROOT,
                "%s: %,d %s in %,d %s on %d %s of %d %s, %s%n",
                screen.style("1", report.plan().name()),
                report.plan().tasks(),
                plural(report.plan().tasks(), "task"),
                report.plan().units(),
                plural(report.plan().units(), "unit"),
                workers,
                plural(workers, "worker"),
                hosts,
                plural(hosts, "host"),
                report.plan().problem().cluster().model().label());
        out.printf(
                Locale.ROOT,
                "  predicted %s   noise %s   %,d %s from seed %d%n",
                screen.style("1", Quantity.showSeconds(report.plan().makespan())),
                report.noise().sigma(),
                report.runs(),
                plural(report.runs(), "run"),
                report.noise().seed());
        out.println();
        table(report);
        out.println();
        conclusion(report);
    }

    private void table(NoiseReport report) {
        List<Spread> all = List.of(report.planned(), report.stealing(), report.ranked(), report.lowerBound());
        double from = all.stream().mapToDouble(s -> s.percentile(5)).min().orElseThrow();
        double to = all.stream().mapToDouble(s -> s.percentile(95)).max().orElseThrow();
        double predicted = report.plan().makespan();
        String axis = String.format(
                "|%-" + WIDTH + "s|", Quantity.showSeconds(from) + pad(from, to) + Quantity.showSeconds(to));
        TextTable table = new TextTable("makespan", "mean", "", "P50", "P95", axis);
        row(table, "planned order", report.planned(), predicted, from, to);
        row(table, "with stealing", report.stealing(), predicted, from, to);
        row(table, "dynamic list", report.ranked(), predicted, from, to);
        row(table, "lower bound", report.lowerBound(), predicted, from, to);
        List<String> lines = table.lines();
        out.println(screen.style("2", lines.get(0)));
        lines.stream().skip(1).forEach(out::println);
        out.println(screen.style("2", "  boxes: P5 --[ P25 = P50 = P75 ]-- P95"));
    }

    private static String pad(double from, double to) {
        int used =
                Quantity.showSeconds(from).length() + Quantity.showSeconds(to).length();
        return " ".repeat(Math.max(1, WIDTH - used));
    }

    private static void row(TextTable table, String name, Spread spread, double predicted, double from, double to) {
        double more = predicted > 0 ? 100 * (spread.mean() / predicted - 1) : 0;
        table.add(
                name,
                Quantity.showSeconds(spread.mean()),
                String.format(Locale.ROOT, "%+.1f %%", more),
                Quantity.showSeconds(spread.percentile(50)),
                Quantity.showSeconds(spread.percentile(95)),
                "|" + box(spread, from, to) + "|");
    }

    private static String box(Spread spread, double from, double to) {
        char[] line = " ".repeat(WIDTH).toCharArray();
        fill(line, column(spread.percentile(5), from, to), column(spread.percentile(95), from, to), '-');
        int left = column(spread.percentile(25), from, to);
        int right = column(spread.percentile(75), from, to);
        fill(line, left, right, '=');
        line[left] = '[';
        line[right] = ']';
        line[column(spread.percentile(50), from, to)] = '|';
        return new String(line);
    }

    private static void fill(char[] line, int first, int last, char with) {
        for (int i = first; i <= last; i++) {
            line[i] = with;
        }
    }

    private static int column(double value, double from, double to) {
        return to > from ? (int) Math.round((value - from) / (to - from) * (WIDTH - 1)) : WIDTH / 2;
    }

    private void conclusion(NoiseReport report) {
        double predicted = report.plan().makespan();
        if (report.loss() <= 1e-9 * predicted) {
            out.printf("  noise costs the planned order nothing in the mean%n");
            return;
        }
        out.printf(
                Locale.ROOT,
                "  noise costs the planned order %s (%.1f %%)%n",
                Quantity.showSeconds(report.loss()),
                100 * report.loss() / predicted);
        out.printf(
                Locale.ROOT,
                "  stealing %s, moving %,.1f of %,d units a run; the dynamic list %s%n",
                effect(report, report.stealing()),
                report.taken(),
                report.plan().problem().tasks(),
                effect(report, report.ranked()));
    }

    private static String effect(NoiseReport report, Spread other) {
        double recovered = report.recovered(other);
        return recovered >= 0
                ? String.format(Locale.ROOT, "wins back %.0f %%", 100 * recovered)
                : "takes "
                        + Quantity.showSeconds(other.mean() - report.planned().mean()) + " more than that";
    }

    private static String plural(long count, String one) {
        return count == 1 ? one : one + "s";
    }
}
