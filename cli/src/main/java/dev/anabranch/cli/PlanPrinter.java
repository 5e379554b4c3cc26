package dev.anabranch.cli;

import dev.anabranch.driver.PlanNotes;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanWorkers;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A plan for a person: the numbers that matter first, then who does what, and why. */
final class PlanPrinter {
    private static final int BUCKETS = 40;
    private static final int MOST_ROWS = 24;
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = " .:-=+*%#";

    private final Screen screen;
    private final PrintStream out;

    PlanPrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void print(PlannedFlow planned) throws IOException {
        Plan plan = planned.folder().plan();
        head(plan);
        workers(plan);
        families(plan.families());
        decisions(plan.decisions());
        notes(plan);
        foot(planned, plan);
    }

    private void head(Plan plan) {
        PlanSummary summary = plan.summary();
        long hosts = Arrays.stream(plan.workers().host()).distinct().count();
        int workers = plan.workers().name().length;
        out.printf(
                Locale.ROOT,
                "%s: %,d %s in %d %s on %d %s of %d %s%n",
                screen.style("1", summary.flow()),
                summary.tasks(),
                plural(summary.tasks(), "task", "tasks"),
                summary.families(),
                plural(summary.families(), "family", "families"),
                workers,
                plural(workers, "worker", "workers"),
                hosts,
                plural(hosts, "host", "hosts"));
        out.printf(
                Locale.ROOT,
                "  predicted %s   lower bound %s   gap %.1f %%   critical path %s: %s%n",
                screen.style("1", Quantity.showSeconds(summary.makespan())),
                Quantity.showSeconds(summary.lowerBound()),
                // The bound is a sum in another order: a plan that meets it may lie a rounding below.
                Math.max(0, 100 * summary.gap()),
                Quantity.showSeconds(summary.criticalPathSeconds()),
                String.join(" > ", summary.criticalPath()));
    }

    private void workers(Plan plan) {
        PlanWorkers workers = plan.workers();
        double makespan = plan.summary().makespan();
        int width = Math.max(
                1, Arrays.stream(workers.name()).mapToInt(String::length).max().orElse(1));
        double[][] load = load(plan.tasks(), workers.name().length, makespan);
        int shown = Math.min(MOST_ROWS, workers.name().length);
        for (int i = 0; i < shown; i++) {
            double share = makespan > 0 ? workers.busy()[i] / makespan : 0;
            out.printf(
                    Locale.ROOT,
                    "  %-" + width + "s  %,9d %-5s  %3.0f %% busy   peak %9s   |%s|%n",
                    workers.name()[i],
                    workers.tasks()[i],
                    plural(workers.tasks()[i], "task", "tasks"),
                    100 * share,
                    Quantity.showBytes(workers.peak()[i]),
                    bars(load[i]));
        }
        if (shown < workers.name().length) {
            out.printf(Locale.ROOT, "  ... and %,d more workers%n", workers.name().length - shown);
        }
        PlanSummary summary = plan.summary();
        out.printf(
                Locale.ROOT,
                "  transfers %,d (%s)%s%s%s%s%n",
                summary.transfers(),
                Quantity.showBytes(summary.bytesMoved()),
                fused(plan.families()),
                summary.copies() == 0 ? "" : "   " + recomputed(plan),
                summary.spills() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "   spills %,d (%s)",
                                summary.spills(),
                                Quantity.showBytes(summary.bytesSpilled())),
                summary.checkpoints() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "   checkpoints %,d (%s)",
                                summary.checkpoints(),
                                Quantity.showBytes(summary.bytesKept())));
    }

    /** Nothing, where no elementwise expression became one loop. */
    private static String fused(PlanFamilies families) {
        long tasks = IntStream.range(0, families.call().length)
                .filter(row -> families.call()[row].startsWith("fused."))
                .mapToLong(row -> families.tasks()[row])
                .sum();
        return tasks == 0
                ? ""
                : String.format(Locale.ROOT, "   fused %,d %s", tasks, plural(tasks, "expression", "expressions"));
    }

    private static String recomputed(Plan plan) {
        PlanTasks tasks = plan.tasks();
        Map<Integer, Set<Integer>> workersOf = new TreeMap<>();
        for (int row = 0; row < tasks.task().length; row++) {
            workersOf
                    .computeIfAbsent(tasks.task()[row], unused -> new TreeSet<>())
                    .add(tasks.worker()[row]);
        }
        workersOf.values().removeIf(workers -> workers.size() == 1);
        Set<Integer> workers = new TreeSet<>();
        workersOf.values().forEach(workers::addAll);
        return String.format(
                Locale.ROOT,
                "recomputed %,d %s on %,d workers: saves %s",
                workersOf.size(),
                plural(workersOf.size(), "task", "tasks"),
                workers.size(),
                Quantity.showSeconds(plan.summary().saved()));
    }

    /** For each worker and each of {@link #BUCKETS} equal parts of the run, the share of it spent computing. */
    private static double[][] load(PlanTasks tasks, int workers, double makespan) {
        double[][] load = new double[workers][BUCKETS];
        if (makespan <= 0) {
            return load;
        }
        double width = makespan / BUCKETS;
        for (int i = 0; i < tasks.task().length; i++) {
            double start = tasks.start()[i];
            double finish = tasks.finish()[i];
            int first = (int) Math.min(BUCKETS - 1, start / width);
            int last = (int) Math.min(BUCKETS - 1, finish / width);
            for (int b = first; b <= last; b++) {
                double inside = Math.min(finish, (b + 1) * width) - Math.max(start, b * width);
                load[tasks.worker()[i]][b] += Math.max(0, inside) / width;
            }
        }
        return load;
    }

    private String bars(double[] load) {
        String steps = screen.unicode() ? BARS : ASCII_BARS;
        StringBuilder text = new StringBuilder();
        for (double share : load) {
            int step = (int) Math.round(Math.min(1, share) * (steps.length() - 1));
            text.append(steps.charAt(share > 0.01 ? Math.max(1, step) : step));
        }
        return text.toString();
    }

    private void families(PlanFamilies families) {
        out.println();
        int nameWidth = width(families.name(), "family");
        int callWidth = width(families.call(), "call");
        String row = "  %-" + nameWidth + "s  %10s  %-" + callWidth + "s  %9s  %-9s  %s%n";
        out.print(screen.style("2", String.format(Locale.ROOT, row, "family", "tasks", "call", "work", "cost", "at")));
        int shown = Math.min(MOST_ROWS, families.name().length);
        for (int i = 0; i < shown; i++) {
            out.printf(
                    Locale.ROOT,
                    row,
                    families.name()[i],
                    String.format(Locale.ROOT, "%,d", families.tasks()[i]),
                    families.call()[i],
                    Quantity.showSeconds(families.work()[i]),
                    families.timeSource()[i].toLowerCase(Locale.ROOT),
                    families.file()[i] + ":" + families.line()[i] + annotations(families, i));
        }
        if (shown < families.name().length) {
            out.printf(Locale.ROOT, "  ... and %,d more families%n", families.name().length - shown);
        }
    }

    /** What is asked for besides costs, as flows write it. */
    private static String annotations(PlanFamilies families, int row) {
        StringBuilder text = new StringBuilder();
        if (!families.label()[row].isEmpty()) {
            String label = families.label()[row];
            text.append(label.contains("/") ? "  @on(\"" + label + "\")" : "  @on(" + label + ")");
        }
        if (families.memory()[row] > 0) {
            text.append("  @memory(")
                    .append(Quantity.showBytes(families.memory()[row]).replace(" ", ""))
                    .append(')');
        }
        counted(text, "@gpu", families.gpus()[row], 0);
        counted(text, "@gang", families.gang()[row], 1);
        counted(text, "@retry", families.retries()[row], 0);
        text.append(families.checkpoint()[row] ? "  @checkpoint" : "");
        text.append(families.keep()[row] ? "  @keep" : "");
        return text.toString();
    }

    private static void counted(StringBuilder text, String annotation, int count, int ordinary) {
        if (count != ordinary) {
            text.append("  ").append(annotation).append('(').append(count).append(')');
        }
    }

    private void notes(Plan plan) {
        List<String> notes = PlanNotes.of(plan);
        if (!notes.isEmpty()) {
            out.println();
            notes.forEach(note -> out.printf("  note: %s%n", note));
        }
    }

    private static int width(String[] texts, String title) {
        return Math.max(
                title.length(),
                Arrays.stream(texts).mapToInt(String::length).max().orElse(0));
    }

    private void decisions(PlanDecisions decisions) {
        if (decisions.pass().length == 0) {
            return;
        }
        out.println();
        int shown = Math.min(MOST_ROWS, decisions.pass().length);
        int passWidth = width(decisions.pass(), "");
        int subjectWidth = Math.min(40, width(decisions.subject(), ""));
        for (int i = 0; i < shown; i++) {
            out.printf(
                    Locale.ROOT,
                    "  %-" + passWidth + "s  %-" + subjectWidth + "s  %s%n",
                    decisions.pass()[i],
                    decisions.subject()[i],
                    decisions.reason()[i]);
        }
        if (shown < decisions.pass().length) {
            out.printf(
                    Locale.ROOT,
                    "  ... and %,d more decisions, all in %s%n",
                    decisions.pass().length - shown,
                    "decisions.arrow");
        }
    }

    private void foot(PlannedFlow planned, Plan plan) {
        PlanSummary summary = plan.summary();
        out.println();
        out.printf(
                Locale.ROOT,
                "  costs: %,d measured, %,d fitted, %,d annotated, %,d estimated, %,d guessed   plan %s %s%n",
                summary.measured(),
                summary.fitted(),
                summary.annotated(),
                summary.estimated(),
                summary.guessed(),
                plan.hashes().plan().substring(0, 12),
                planned.reused()
                        ? "re-used"
                        : "made in " + Quantity.showSeconds(planned.times().planning()));
        out.printf(Locale.ROOT, "  %s%n", planned.folder().path());
    }

    private static String plural(long count, String one, String many) {
        return count == 1 ? one : many;
    }
}
