package dev.anabranch.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far work over many files is: on a terminal in one line that is redrawn, elsewhere a line every few seconds.
 * What ends within two seconds says nothing.
 */
final class CountProgress {
    private static final double QUIET_SECONDS = 2;
    private static final double TERMINAL_INTERVAL_SECONDS = 0.2;
    private static final double PLAIN_INTERVAL_SECONDS = 5;

    private final Screen screen;
    private final int total;
    private final String things;
    private final LongSupplier nanoTime;
    private final long begin;
    private double next = QUIET_SECONDS;
    private boolean drawn;

    /** @param things what is counted, such as {@code flows} */
    CountProgress(Screen screen, int total, String things, LongSupplier nanoTime) {
        this.screen = screen;
        this.total = total;
        this.things = things;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** So many are done. */
    void done(int count) {
        double seconds = (nanoTime.getAsLong() - begin) / 1e9;
        if (seconds < next || count == total) {
            return;
        }
        String line = String.format(Locale.ROOT, "%.0f s: %,d of %,d %s", seconds, count, total, things);
        if (screen.errIsTerminal()) {
            clear();
            screen.err().print(line);
            screen.err().flush();
            drawn = true;
            next = seconds + TERMINAL_INTERVAL_SECONDS;
        } else {
            screen.err().println(line);
            next = seconds + PLAIN_INTERVAL_SECONDS;
        }
    }

    /** Removes the redrawn line, so that what follows stands alone. */
    void clear() {
        if (drawn) {
            screen.err().print("\r\u001b[K");
            screen.err().flush();
            drawn = false;
        }
    }
}
