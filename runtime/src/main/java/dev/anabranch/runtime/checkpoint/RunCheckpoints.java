package dev.anabranch.runtime.checkpoint;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one run keeps in a folder. */
public final class RunCheckpoints implements CheckpointSink {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCheckpoints.class);

    private final CheckpointFolder folder;
    private final Map<Integer, String> keys;
    private final boolean forLater;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstMiss = new AtomicReference<>();

    /**
     * @param keys by slot, of those datasets that may be kept
     * @param forLater whether they are to stay after a run that has come to a good end
     */
    public RunCheckpoints(CheckpointFolder folder, Map<Integer, String> keys, boolean forLater) {
        this.folder = folder;
        this.keys = Map.copyOf(keys);
        this.forLater = forLater;
    }

    @Override
    public void keep(int slot, String name, Object value) throws IOException {
        String key = keys.get(slot);
        if (key != null) {
            bytes.addAndGet(folder.write(key, name, value));
            written.incrementAndGet();
        }
    }

    @Override
    public void missed(String name, Throwable why) {
        missed.incrementAndGet();
        firstMiss.compareAndSet(null, name + ": " + why);
        LOGGER.debug("{} is not kept", name, why);
    }

    @Override
    public boolean outlivesItsRun() {
        return forLater;
    }

    /** How many datasets were written. */
    public int written() {
        return written.get();
    }

    /** How many bytes their files have. */
    public long bytes() {
        return bytes.get();
    }

    /** How many could not be written. */
    public int missedCount() {
        return missed.get();
    }

    /** The first that could not be written, and why; null if all could. */
    public @Nullable String firstMiss() {
        return firstMiss.get();
    }
}
