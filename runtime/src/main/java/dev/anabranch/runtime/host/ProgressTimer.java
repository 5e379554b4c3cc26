package dev.anabranch.runtime.host;

import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.RunProgress;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.TaskRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the finished tasks by family from time to time, so that workers need not. */
final class ProgressTimer extends Thread {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProgressTimer.class);

    private final RunState run;
    private final ProgressListener listener;
    private final Duration interval;
    private final long started;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final int[] seen;
    private final long[] finished;
    private final long[] totals;

    ProgressTimer(String flow, RunState run, ProgressListener listener, Duration interval, long started) {
        super(flow + "-progress");
        this.run = run;
        this.listener = listener;
        this.interval = interval;
        this.started = started;
        this.seen = new int[run.workers()];
        this.finished = new long[run.plan().families().rows()];
        this.totals = new long[finished.length];
        TaskRows tasks = run.plan().tasks();
        for (int row = 0; row < tasks.rows(); row++) {
            totals[tasks.family(row)]++;
        }
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            while (!ended.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                tell();
            }
        } catch (InterruptedException stop) {
            LOGGER.debug("{} ends", getName());
        }
        tell();
    }

    /** After the workers have ended. */
    void end() {
        ended.countDown();
    }

    private void tell() {
        try {
            listener.progress(progress());
        } catch (RuntimeException ignored) {
            LOGGER.debug("a progress listener failed", ignored);
        }
    }

    private RunProgress progress() {
        ExecutionPlan plan = run.plan();
        long all = 0;
        for (int worker = 0; worker < seen.length; worker++) {
            int done = run.worker(worker).finished();
            for (; seen[worker] < done; seen[worker]++) {
                finished[plan.tasks().family(plan.worker(worker).row(seen[worker]))]++;
            }
            all += done;
        }
        List<RunProgress.Family> families = new ArrayList<>();
        for (int family = 0; family < finished.length; family++) {
            families.add(new RunProgress.Family(plan.families().name(family), finished[family], totals[family]));
        }
        double seconds = (run.options().clock().getAsLong() - started) * 1e-9;
        return new RunProgress(seconds, all, plan.tasks().rows(), families);
    }
}
