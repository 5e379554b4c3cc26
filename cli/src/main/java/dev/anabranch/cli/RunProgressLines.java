package dev.anabranch.cli;

import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.RunProgress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how far a run is: on a terminal one line for each family, redrawn; elsewhere a plain line every few seconds.
 * Runs that end within two seconds show nothing.
 */
final class RunProgressLines implements ProgressListener {
    private static final double QUIET_SECONDS = 2;
    private static final double PLAIN_INTERVAL_SECONDS = 5;
    private static final int BAR = 30;
    private static final int MOST_FAMILIES = 12;

    private final Screen screen;
    private final PrintStream err;
    private int drawn;
    private double nextPlain = QUIET_SECONDS;

    RunProgressLines(Screen screen) {
        this.screen = screen;
        this.err = screen.err();
    }

    @Override
    public void progress(RunProgress progress) {
        if (progress.seconds() < QUIET_SECONDS && drawn == 0) {
            return;
        }
        if (screen.errIsTerminal()) {
            draw(progress);
        } else if (progress.seconds() >= nextPlain && progress.finished() < progress.tasks()) {
            nextPlain = progress.seconds() + PLAIN_INTERVAL_SECONDS;
            err.println(plain(progress));
        }
    }

    /** Removes the redrawn lines, so that what follows stands alone. */
    void clear() {
        if (drawn > 0) {
            err.print("\u001b[" + drawn + "A\u001b[J");
            err.flush();
            drawn = 0;
        }
    }

    private void draw(RunProgress progress) {
        List<String> lines = lines(progress);
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> text.append("\u001b[2K").append(line).append('\n'));
        err.print(text);
        err.flush();
        drawn = lines.size();
    }

    private List<String> lines(RunProgress progress) {
        List<RunProgress.Family> families = progress.families();
        int shown = Math.min(MOST_FAMILIES, families.size());
        int width = 8;
        for (RunProgress.Family family : families.subList(0, shown)) {
            width = Math.max(width, family.name().length());
        }
        List<String> lines = new ArrayList<>();
        for (RunProgress.Family family : families.subList(0, shown)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + width + "s %s %,d of %,d",
                    family.name(),
                    bar(family.finished(), family.tasks()),
                    family.finished(),
                    family.tasks()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "  %-" + width + "s %s %,d of %,d   %s",
                "all",
                bar(progress.finished(), progress.tasks()),
                progress.finished(),
                progress.tasks(),
                Quantity.showSeconds(progress.seconds())));
        return lines;
    }

    private String bar(long finished, long tasks) {
        int filled = tasks == 0 ? BAR : (int) (BAR * finished / tasks);
        String full = screen.unicode() ? "━" : "=";
        String empty = screen.unicode() ? "╌" : "-";
        return full.repeat(filled) + empty.repeat(BAR - filled);
    }

    private static String plain(RunProgress progress) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%.0f s: %,d of %,d tasks", progress.seconds(), progress.finished(), progress.tasks()));
        String separator = " (";
        for (RunProgress.Family family : progress.families()) {
            if (family.finished() > 0 && family.finished() < family.tasks()) {
                text.append(separator)
                        .append(String.format(
                                Locale.ROOT, "%s %,d/%,d", family.name(), family.finished(), family.tasks()));
                separator = ", ";
            }
        }
        return separator.equals(" (") ? text.toString() : text + ")";
    }
}
