package dev.anabranch.runtime.host;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Publishes at the coordinator what hosts have sent with {@link RemoteOutputs}, one after the other as it comes. */
public final class ArrivedOutputs implements AutoCloseable {
    /** So much waits to be written at most, or one dataset that is larger. */
    private static final long MOST_WAITING = 256L << 20;

    /** Where in what is sent the value is. */
    private static final int VALUE = 3;

    private final OutputSink sink;
    private final Consumer<RunFailure> failed;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "publications");
        thread.setDaemon(true);
        return thread;
    });
    private final BufferAllocator memory = new RootAllocator();
    private final BufferAllocator loans = new RootAllocator();
    private final ParcelLanding.Ground ground;
    private final Set<Peer> held = ConcurrentHashMap.newKeySet();
    private long waiting;
    private boolean closed;

    /**
     * Writes to a sink.
     *
     * @param classes knows the records of the run's tasks
     * @param failed is told what could not be published
     */
    public ArrivedOutputs(OutputSink sink, ClassLoader classes, Consumer<RunFailure> failed) {
        this.sink = sink;
        this.failed = failed;
        this.ground = new ParcelLanding.Ground(memory, loans, classes);
        sink.begin(memory);
    }

    /** Whether a dataset is announced as a publication. */
    public static boolean isPublication(Message.DatasetAnnouncement announcement) {
        return announcement.kind().equals(RemoteOutputs.PUBLICATION);
    }

    /** A publication is about to arrive. */
    public @Nullable Landing land(Peer from, Message.DatasetAnnouncement announcement) {
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
                synchronized (ArrivedOutputs.this) {
                    if (!closed) {
                        writer.execute(() -> {
                            publish(value);
                            done(bytes);
                        });
                        return;
                    }
                }
                // The run has failed, or was stopped.
                Holds.close(((List<?>) value).get(VALUE));
            }

            @Override
            public void failed(String reason) {
                failed.accept(new RunFailure(
                        FailureKind.INFRASTRUCTURE,
                        "a publication of host " + from.id().host() + " did not arrive: " + reason,
                        null));
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

    private void publish(Object content) {
        List<?> fields = (List<?>) content;
        Publication publication =
                new Publication((String) fields.get(0), (String) fields.get(1), (String) fields.get(2));
        Object value = fields.get(VALUE);
        try {
            sink.publish(publication, value);
        } catch (UnsupportedOperationException unpublishable) {
            failed.accept(new RunFailure(
                    FailureKind.USER,
                    publication + " cannot be published: " + unpublishable.getMessage(),
                    unpublishable));
        } catch (IOException | RuntimeException unwritten) {
            failed.accept(new RunFailure(
                    FailureKind.INFRASTRUCTURE, publication + " could not be published: " + unwritten, unwritten));
        } finally {
            Holds.close(value);
        }
    }

    /** Waits until all that has arrived is published; what comes later is dropped. */
    @Override
    public void close() {
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
