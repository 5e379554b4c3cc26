package dev.anabranch.cli;

import dev.anabranch.driver.CompileListener;
import dev.anabranch.driver.CompileStage;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says on standard error what a compilation is doing: on a terminal in one line that is redrawn each second, elsewhere
 * in a line every few seconds. What ends within two seconds shows nothing.
 */
final class CompileProgressLines implements CompileListener, AutoCloseable {
    private static final double QUIET_SECONDS = 2;
    private static final double PLAIN_INTERVAL_SECONDS = 5;

    private final Screen screen;
    private final LongSupplier nanoTime;
    private final long begin;
    private final ScheduledExecutorService timer;
    private volatile Doing doing = new Doing(CompileStage.PARSING, 0);
    private boolean drawn;
    private double nextPlain = QUIET_SECONDS;

    private record Doing(CompileStage stage, int tasks) {}

    /** @param nanoTime a clock that only goes forward */
    CompileProgressLines(Screen screen, LongSupplier nanoTime, ScheduledExecutorService timer) {
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.timer = timer;
    }

    /** Looks once a second from now on, until it is closed. */
    static CompileProgressLines start(Screen screen) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "compile progress");
            thread.setDaemon(true);
            return thread;
        });
        CompileProgressLines lines = new CompileProgressLines(screen, System::nanoTime, timer);
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(lines::look, 1, 1, TimeUnit.SECONDS);
        return lines;
    }

    @Override
    public void begins(CompileStage stage, int tasks) {
        doing = new Doing(stage, tasks);
    }

    /** Prints what is to be printed at this time. */
    void look() {
        double seconds = (nanoTime.getAsLong() - begin) / 1e9;
        if (seconds < (screen.errIsTerminal() ? QUIET_SECONDS : nextPlain)) {
            return;
        }
        if (screen.errIsTerminal()) {
            drawn = true;
            screen.err().print("\r\u001b[2K" + line(seconds));
            screen.err().flush();
        } else {
            nextPlain = seconds + PLAIN_INTERVAL_SECONDS;
            screen.err().println(line(seconds));
        }
    }

    private String line(double seconds) {
        Doing now = doing;
        String tasks = now.tasks() == 0 ? "" : String.format(Locale.ROOT, " %,d tasks", now.tasks());
        return String.format(Locale.ROOT, "%.0f s: %s%s", seconds, now.stage().label(), tasks);
    }

    /** Looks no more, and removes the redrawn line, so that what follows stands alone. */
    @Override
    public void close() {
        timer.shutdown();
        boolean ended;
        try {
            ended = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        if (ended && drawn) {
            screen.err().print("\r\u001b[2K");
            screen.err().flush();
        }
    }
}
