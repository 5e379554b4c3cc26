package dev.anabranch.runtime.host;

import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.RunProgress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the run is from time to time. */
final class ProgressTimer extends Thread {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProgressTimer.class);

    private final RunState run;
    private final ProgressListener listener;
    private final Duration interval;
    private final long started;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunProgressCount count;

    ProgressTimer(String flow, RunState run, ProgressListener listener, Duration interval, long started) {
        super(flow + "-progress");
        this.run = run;
        this.listener = listener;
        this.interval = interval;
        this.started = started;
        this.count = new RunProgressCount(run.plan());
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
        double seconds = (run.options().clock().getAsLong() - started) * 1e-9;
        return count.at(seconds, worker -> run.worker(worker).finished());
    }
}
