package dev.anabranch.runtime.host;

import dev.anabranch.runtime.checkpoint.CheckpointSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one worker has to keep, in the order in which it was made, on a thread of its own that begins with the first.
 * The worker goes on; only before it frees the memory of a dataset that is still to be written does it wait, so that a run
 * never holds more than its plan says. Used by the worker's thread, and by others once that has ended.
 */
final class CheckpointWriter {
    private final CheckpointSink sink;
    private final String thread;
    private final Map<Integer, Future<?>> pending = new HashMap<>();
    private @Nullable ExecutorService executor;
    private volatile boolean dropping;

    CheckpointWriter(CheckpointSink sink, String thread) {
        this.sink = sink;
        this.thread = thread;
    }

    /** Has a dataset written; holds it until then. */
    void keep(int cell, int slot, String name, Object value) {
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(work -> {
                Thread writer = new Thread(work, thread);
                writer.setDaemon(true);
                return writer;
            });
        }
        Holds.share(value);
        pending.put(cell, executor.submit(() -> write(slot, name, value)));
    }

    private void write(int slot, String name, Object value) {
        try {
            if (!dropping) {
                sink.keep(slot, name, value);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            sink.missed(name, failed);
        } finally {
            Holds.close(value);
        }
    }

    /** Waits until a cell's dataset is written, if it is to be; answers whether there was anything to wait for. */
    boolean await(int cell) throws InterruptedException {
        Future<?> written = pending.isEmpty() ? null : pending.remove(cell);
        if (written == null || written.isDone()) {
            return false;
        }
        try {
            written.get();
        } catch (ExecutionException | CancellationException told) {
            // The sink was told.
        }
        return true;
    }

    /**
     * Ends the thread.
     *
     * @param drop whether what is not begun yet is left out
     */
    void end(boolean drop) throws InterruptedException {
        ExecutorService running = executor;
        if (running != null) {
            dropping = drop;
            running.shutdown();
            while (!running.awaitTermination(1, TimeUnit.HOURS)) {
                // A disk may be slow.
            }
        }
    }
}
