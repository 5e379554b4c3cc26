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
    private final CheckpointKeys keys;
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
        this.keys = new CheckpointKeys(keys);
        this.forLater = forLater;
    }

    @Override
    public void keep(int slot, String name, Object value) throws IOException {
        String key = keys.of(slot);
        if (key != null) {
            wrote(folder.write(key, name, value));
        }
    }

    /**
     * Another process of the run has kept a dataset in the same folder.
     *
     * @param size of its file, in bytes
     */
    public void wrote(long size) {
        bytes.addAndGet(size);
        written.incrementAndGet();
    }

    @Override
    public void missed(String name, Throwable why) {
        LOGGER.debug("{} is not kept", name, why);
        missed(name, why.toString());
    }

    /** Another process or host could not keep a dataset. */
    public void missed(String name, String why) {
        missed.incrementAndGet();
        firstMiss.compareAndSet(null, name + ": " + why);
    }

    /** Where they are kept. */
    public CheckpointFolder folder() {
        return folder;
    }

    /** By slot, the keys of those datasets that may be kept. */
    public CheckpointKeys keys() {
        return keys;
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
