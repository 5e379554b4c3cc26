package dev.anabranch.cli;

import dev.anabranch.compiler.inspect.PlanDiff;
import dev.anabranch.compiler.inspect.PlanDiff.Change;
import dev.anabranch.compiler.inspect.PlanDiff.FamilyChange;
import dev.anabranch.compiler.inspect.PlanDiff.SetChange;
import dev.anabranch.compiler.inspect.PlanDiff.WorkerChange;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.type.Quantity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** What changed between two plans, for a person: the numbers that matter first; what did not change is left out. */
final class PlanDiffPrinter {
    private static final int MOST_ROWS = 24;
    private static final int MOST_NAMES = 8;

    private final Screen screen;
    private final PrintStream out;

    PlanDiffPrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void print(Plan before, Plan after, PlanDiff diff) {
        out.printf(
                "%s: plan %s -> %s   %s%n",
                screen.style("1", after.summary().flow()),
                before.hashes().plan().substring(0, 12),
                after.hashes().plan().substring(0, 12),
                causes(diff.causes()));
        number("makespan", diff.makespan(), Quantity::showSeconds);
        number("lower bound", diff.lowerBound(), Quantity::showSeconds);
        number("tasks", diff.tasks(), PlanDiffPrinter::count);
        number("transfers", diff.transfers(), PlanDiffPrinter::count);
        number("bytes moved", diff.bytesMoved(), PlanDiffPrinter::bytes);
        if (diff.transfersGone() + diff.transfersNew() > 0) {
            out.printf(
                    Locale.ROOT, "  %,d transfers are gone, %,d are new%n", diff.transfersGone(), diff.transfersNew());
        }
        workers(diff);
        families(diff);
        names("published", diff.published());
        names("decisions", diff.decisions());
    }

    private static String causes(List<String> causes) {
        return causes.isEmpty() ? "made from the same" : "changed: " + String.join(", ", causes);
    }

    private void number(String name, Change change, DoubleFunction<String> show) {
        out.printf("  %-12s %s%n", name, arrow(change, show) + percent(change));
    }

    private static String arrow(Change change, DoubleFunction<String> show) {
        return change.none()
                ? show.apply(change.before())
                : show.apply(change.before()) + " -> " + show.apply(change.after());
    }

    private static String percent(Change change) {
        return change.none() || change.before() == 0
                ? ""
                : String.format(Locale.ROOT, "   %+.1f %%", 100 * change.relative());
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String bytes(double value) {
        return Quantity.showBytes((long) value);
    }

    private void workers(PlanDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        for (WorkerChange worker : diff.workers()) {
            if (!worker.none()) {
                rows.add(List.of(
                        worker.name(),
                        arrow(worker.tasks(), PlanDiffPrinter::count),
                        arrow(worker.busy(), Quantity::showSeconds),
                        arrow(worker.peak(), PlanDiffPrinter::bytes)));
            }
        }
        table(List.of("worker", "tasks", "busy", "peak"), rows, "workers");
    }

    private void families(PlanDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        for (FamilyChange family : diff.families()) {
            if (!family.none()) {
                rows.add(List.of(
                        family.name(),
                        arrow(family.tasks(), PlanDiffPrinter::count),
                        arrow(family.work(), Quantity::showSeconds),
                        count(family.moved()),
                        count(family.gone()),
                        count(family.added())));
            }
        }
        table(List.of("family", "tasks", "work", "moved", "gone", "added"), rows, "families");
    }

    private void table(List<String> head, List<List<String>> rows, String what) {
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = new int[head.size()];
        List<List<String>> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        for (int column = 0; column < widths.length; column++) {
            widths[column] = head.get(column).length();
            for (List<String> row : shown) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        out.println();
        out.println(screen.style("2", line(head, widths)));
        shown.forEach(row -> out.println(line(row, widths)));
        if (shown.size() < rows.size()) {
            out.printf(Locale.ROOT, "  ... and %,d more %s%n", rows.size() - shown.size(), what);
        }
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append("  ").append(cells.get(column));
            if (column < widths.length - 1) {
                line.append(" ".repeat(widths[column] - cells.get(column).length()));
            }
        }
        return line.toString();
    }

    private void names(String what, SetChange change) {
        if (change.gone().isEmpty() && change.added().isEmpty()) {
            return;
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "  %s: %,d gone, %,d new%n",
                what,
                change.gone().size(),
                change.added().size());
        list("-", change.gone());
        list("+", change.added());
    }

    private void list(String sign, List<String> names) {
        names.stream().limit(MOST_NAMES).forEach(name -> out.println("    " + sign + " " + name));
        if (names.size() > MOST_NAMES) {
            out.printf(Locale.ROOT, "    %s ... and %,d more%n", sign, names.size() - MOST_NAMES);
        }
    }
}
