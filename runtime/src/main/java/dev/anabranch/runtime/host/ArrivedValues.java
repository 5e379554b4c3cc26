package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Writes at the coordinator what hosts have sent, one after the other as it comes. What comes is a list whose last element is the value. */
abstract class ArrivedValues implements AutoCloseable {
    /** So much waits to be written at most, or one dataset that is larger. */
    private static final long MOST_WAITING = 256L << 20;

    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, threadName());
        thread.setDaemon(true);
        return thread;
    });
    private final BufferAllocator memory = new RootAllocator();
    private final BufferAllocator loans = new RootAllocator();
    private final ParcelLanding.Ground ground;
    private final Set<Peer> held = ConcurrentHashMap.newKeySet();
    private long waiting;
    private boolean closed;

    /** @param classes knows the records of the run's tasks */
    ArrivedValues(ClassLoader classes) {
        this.ground = new ParcelLanding.Ground(memory, loans, classes);
    }

    /** What the thread that writes is called. */
    abstract String threadName();

    /** Writes what has come. */
    abstract void take(List<?> fields);

    /** Something did not come whole. */
    abstract void lost(String host, String reason);

    final BufferAllocator memory() {
        return memory;
    }

    /** Something is about to arrive. */
    public final @Nullable Landing land(Peer from, Message.DatasetAnnouncement announcement) {
        long bytes = announcement.layout().total();
        synchronized (this) {
            if (closed) {
                return Landing.NOWHERE;
            }
            if (waiting > 0 && waiting + bytes > MOST_WAITING) {
                held.add(from);
                return null;
            }
            waiting += bytes;
        }
        return new ParcelLanding(announcement, ground, new ParcelLanding.Receiver() {
            @Override
            public void landed(Object value) {
                synchronized (ArrivedValues.this) {
                    if (!closed) {
                        writer.execute(() -> {
                            try {
                                take((List<?>) value);
                            } finally {
                                Holds.close(value);
                                done(bytes);
                            }
                        });
                        return;
                    }
                }
                // The run has failed, or was stopped.
                Holds.close(value);
            }

            @Override
            public void failed(String reason) {
                lost(from.id().host(), reason);
                done(bytes);
            }
        });
    }

    private void done(long bytes) {
        synchronized (this) {
            waiting -= bytes;
        }
        for (Peer peer : List.copyOf(held)) {
            held.remove(peer);
            peer.resume(Lane.BULK);
        }
    }

    /** Waits until all that has arrived is written; what comes later is dropped. */
    @Override
    public final void close() {
        synchronized (this) {
            closed = true;
        }
        writer.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (writer.awaitTermination(1, TimeUnit.DAYS)) {
                    break;
                }
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        for (BufferAllocator allocator : List.of(loans, memory)) {
            if (allocator.getAllocatedMemory() == 0) {
                allocator.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
