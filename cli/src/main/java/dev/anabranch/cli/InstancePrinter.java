package dev.anabranch.cli;

import dev.anabranch.compiler.inspect.InstanceReport;
import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Input;
import dev.anabranch.compiler.inspect.InstanceReport.Output;
import dev.anabranch.compiler.inspect.InstanceReport.Place;
import dev.anabranch.compiler.inspect.InstanceReport.Reader;
import dev.anabranch.compiler.inspect.InstanceReport.Reason;
import dev.anabranch.compiler.inspect.InstanceReport.Room;
import dev.anabranch.model.type.Quantity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What there is to say about an instance, for a person. */
final class InstancePrinter {
    private static final int MOST_ROWS = 6;
    private static final int MOST_ALTERNATIVES = 5;
    /** Times of the same moment that were added up in different orders differ by less, as a share of the makespan. */
    private static final double ROUNDING = 1e-9;

    private final Screen screen;
    private final PrintStream out;
    private final double makespan;

    InstancePrinter(Screen screen, double makespan) {
        this.screen = screen;
        this.out = screen.out();
        this.makespan = makespan;
    }

    void print(InstanceReport report) {
        out.printf("%s: %s, %s:%d%n", screen.style("1", report.task()), report.call(), report.file(), report.line());
        place(report);
        if (!report.copies().isEmpty()) {
            out.printf(
                    "  runs on %s as well, rather than have its output sent%n",
                    String.join(", ", shortened(report.copies(), report.copies().size())));
        }
        if (!report.unit().isEmpty()) {
            out.printf(
                    "  in one unit, back to back: %s%n",
                    String.join(" > ", shortened(report.unit(), report.unit().size())));
        }
        inputs(report.inputs());
        elsewhere(report);
        outputs(report.outputs());
        decisions(report.decisions());
    }

    private void place(InstanceReport report) {
        Place place = report.place();
        out.printf(
                Locale.ROOT,
                "  runs on %s from %s to %s, %,d of %,d there%n",
                screen.style("1", place.worker()),
                moment(place.start()),
                moment(place.finish()),
                place.position(),
                place.of());
        out.printf(
                "  takes %s: time %s, sizes %s%n",
                time(place.finish() - place.start()),
                lower(report.cost().timeSource()),
                lower(report.cost().sizeSource()));
        out.printf("  starts %s%n", cause(report));
        Room room = report.slack();
        out.printf(
                "  slack %s   %s: the costliest chain through it takes %s of %s%n",
                time(exact(room.slack())),
                room.onCriticalPath() ? "on the critical path" : "not on the critical path",
                time(room.chain()),
                time(room.criticalPath()));
    }

    /** What kept it from starting sooner. */
    private String cause(InstanceReport report) {
        Place place = report.place();
        Optional<Input> last = report.inputs().stream().filter(Input::binding).findFirst();
        if (last.isPresent()) {
            return "when " + last.get().dataset() + " arrives, " + time(place.start() - place.workerFree())
                    + " after the worker is free";
        }
        if (place.before().isEmpty()) {
            return place.start() == 0 ? "at once" : "when its unit's inputs are there";
        }
        String ended = "when the worker has ended " + place.before();
        return report.inputs().isEmpty()
                ? ended
                : ended + ", "
                        + time(exact(place.start() - report.inputs().get(0).there())) + " after its last input";
    }

    private void inputs(List<Input> inputs) {
        if (inputs.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("waits for", "from", "bytes", "made", "arrives", "");
        inputs.stream()
                .limit(MOST_ROWS)
                .forEach(input -> table.add(
                        input.dataset(),
                        input.from(),
                        Quantity.showBytes(input.bytes()),
                        moment(input.made()),
                        moment(input.there()),
                        input.binding() ? "<- what it starts at" : ""));
        show(table, inputs.size(), MOST_ROWS, "inputs, which arrive sooner");
    }

    private void elsewhere(InstanceReport report) {
        List<Alternative> others = report.elsewhere();
        if (!others.isEmpty()) {
            TextTable table = new TextTable("elsewhere", "starts", "finishes", "later by", "since");
            others.stream()
                    .limit(MOST_ALTERNATIVES)
                    .forEach(other -> table.add(
                            other.worker(),
                            moment(other.start()),
                            moment(other.finish()),
                            later(other.later()),
                            reasons(report.place(), other)));
            show(table, others.size(), MOST_ALTERNATIVES, "workers, where it would finish later still");
        }
        if (report.excluded() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %,d %s may not run it%n",
                    report.excluded(),
                    report.excluded() == 1 ? "worker" : "workers");
        }
    }

    private String later(double seconds) {
        double exact = exact(seconds);
        return exact == 0 ? "0 s" : (exact > 0 ? "+" : "-") + time(Math.abs(exact));
    }

    private String reasons(Place place, Alternative other) {
        List<String> reasons = new ArrayList<>();
        double waits = exact(other.start() - other.inputsThere());
        if (!other.lastInput().isEmpty() && exact(other.inputsThere() - place.start()) > 0) {
            reasons.add(other.lastInput() + " from " + other.lastFrom() + " arrives at " + moment(other.inputsThere()));
        }
        if (waits > 0 && exact(other.start() - place.start()) > 0) {
            reasons.add("busy until " + moment(other.start()));
        }
        double longer = exact((other.finish() - other.start()) - (place.finish() - place.start()));
        if (longer != 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "speed %s: takes %s %s",
                    plain(other.speed()),
                    time(Math.abs(longer)),
                    longer > 0 ? "more" : "less"));
        }
        if (reasons.isEmpty()) {
            return other.later() < -ROUNDING * makespan
                    ? "free at " + moment(other.start()) + " in the plan as it became"
                    : "as good: of equal finishes the scheduler took one";
        }
        return String.join("; ", reasons);
    }

    private void outputs(List<Output> outputs) {
        for (Output output : outputs) {
            out.println();
            out.printf(
                    Locale.ROOT,
                    "  makes %s, %s%s%n",
                    output.dataset(),
                    Quantity.showBytes(output.bytes()),
                    output.published().isEmpty() ? "" : ", published as " + String.join(", ", output.published()));
            if (!output.readers().isEmpty()) {
                TextTable table = new TextTable("read by", "on", "arrives", "starts");
                output.readers().stream()
                        .limit(MOST_ROWS)
                        .forEach((Reader reader) -> table.add(
                                reader.task(), reader.worker(), moment(reader.arrives()), moment(reader.start())));
                lines(table, output.readers().size(), MOST_ROWS, "readers, which start later");
            }
        }
    }

    private void decisions(List<Reason> decisions) {
        if (!decisions.isEmpty()) {
            out.println();
        }
        for (Reason each : decisions) {
            out.printf("  %s  %s: %s%n", each.pass(), each.subject(), each.reason());
        }
    }

    private void show(TextTable table, int all, int most, String what) {
        out.println();
        lines(table, all, most, what);
    }

    private void lines(TextTable table, int all, int most, String what) {
        List<String> lines = table.lines();
        out.println(screen.style("2", lines.get(0)));
        lines.stream().skip(1).forEach(out::println);
        if (all > most) {
            out.printf(Locale.ROOT, "  ... and %,d more %s%n", all - most, what);
        }
    }

    private static List<String> shortened(List<String> names, int all) {
        if (all <= MOST_ROWS) {
            return names;
        }
        List<String> shown = new ArrayList<>(names.subList(0, MOST_ROWS / 2));
        shown.add("... " + (all - 2 * (MOST_ROWS / 2)) + " more ...");
        shown.addAll(names.subList(all - MOST_ROWS / 2, all));
        return shown;
    }

    /** Nothing instead of what only comes from rounding. */
    private double exact(double difference) {
        return Math.abs(difference) <= ROUNDING * makespan ? 0 : difference;
    }

    /** A time of the run, all in the unit of the makespan and with its digits, so that they can be compared. */
    private String moment(double seconds) {
        double scale = makespan < 1e-3 ? 1e6 : makespan < 1 ? 1e3 : 1;
        double whole = makespan * scale;
        String format = whole < 10 ? "%,.4f" : whole < 100 ? "%,.3f" : whole < 1000 ? "%,.2f" : "%,.1f";
        return String.format(Locale.ROOT, format, seconds * scale)
                + (scale == 1e6 ? " us" : scale == 1e3 ? " ms" : " s");
    }

    private static String time(double seconds) {
        return Quantity.showSeconds(seconds);
    }

    private static String plain(double speed) {
        return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
    }

    private static String lower(String source) {
        return source.toLowerCase(Locale.ROOT);
    }
}
