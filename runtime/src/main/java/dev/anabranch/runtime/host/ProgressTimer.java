package dev.anabranch.runtime.host;

import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.RunProgress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far a run is from time to time, and once more at its end. */
public final class ProgressTimer extends Thread {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProgressTimer.class);

    private final ProgressListener listener;
    private final Duration interval;
    private final Supplier<RunProgress> progress;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Of a flow's run, to be started with it.
     *
     * @param progress says how far it is, to this thread alone
     */
    public ProgressTimer(String flow, ProgressListener listener, Duration interval, Supplier<RunProgress> progress) {
        super(flow + "-progress");
        this.listener = listener;
        this.interval = interval;
        this.progress = progress;
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

    /** After the workers have ended; whoever wants to be told nothing any more joins it, too. */
    public void end() {
        ended.countDown();
    }

    private void tell() {
        try {
            listener.progress(progress.get());
        } catch (RuntimeException ignored) {
            LOGGER.debug("a progress listener failed", ignored);
        }
    }
}
