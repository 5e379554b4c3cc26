package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A receiver that writes down what it is told, and is full when it is told to be. */
public final class RecordedArrivals implements Arrivals, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BufferAllocator allocator;

    private final List<Peer> joined = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Received> datasets = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<PeerId> leftPeers = new ArrayList<>();
    private final List<Departure> departures = new ArrayList<>();
    private boolean full;
    private boolean uninterested;
    private int refusals;
    private int landing;

    /** A dataset that has landed. */
    public record Received(Message.DatasetAnnouncement announcement, ArrowBuf memory) {
        /** Its dataset. */
        public DatasetId dataset() {
            return announcement.dataset();
        }

        /** The bytes of one of its buffers. */
        public byte[] buffer(int index) {
            byte[] bytes =
                    new byte[Math.toIntExact(announcement.layout().lengths().get(index))];
            memory.getBytes(announcement.layout().offset(index), bytes);
            return bytes;
        }

        @Override
        public String toString() {
            return HexFormat.of().toHexDigits(System.identityHashCode(this)) + " " + dataset();
        }
    }

    /** @param allocator of the memory to land in */
    public RecordedArrivals(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public void joined(Peer peer) {
        change(() -> joined.add(peer));
    }

    @Override
    public boolean message(Peer peer, Message message) {
        return locked(() -> {
            if (full) {
                refusals++;
                return false;
            }
            if (joined.stream().noneMatch(p -> p.id().equals(peer.id()))) {
                broken.add("a message came before its peer joined");
            }
            if (leftPeers.contains(peer.id())) {
                broken.add("a message came after its peer left");
            }
            return messages.add(message);
        });
    }

    @Override
    public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
        lock.lock();
        try {
            changed.signalAll();
            if (full) {
                refusals++;
                return null;
            }
            if (uninterested) {
                return Landing.NOWHERE;
            }
            landing++;
            return new Memory(
                    announcement,
                    allocator.buffer(Math.max(1, announcement.layout().total())));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void left(PeerId peer, Departure departure) {
        change(() -> {
            if (landing > 0) {
                broken.add("a peer left while its dataset was landing");
            }
            leftPeers.add(peer);
            departures.add(departure);
        });
    }

    /** Refuses everything, or takes it. */
    public void setFull(boolean wanted) {
        change(() -> full = wanted);
    }

    /** Sends datasets nowhere, or gives them memory. */
    public void setUninterested(boolean wanted) {
        change(() -> uninterested = wanted);
    }

    /** Waits until so many peers have joined. */
    public List<Peer> awaitJoined(int count) {
        await(count + " peers", () -> joined.size() >= count);
        return copyOf(joined);
    }

    /** Waits until so many messages are there. */
    public List<Message> awaitMessages(int count) {
        await(count + " messages", () -> messages.size() >= count);
        return copyOf(messages);
    }

    /** Waits until so many datasets are there. */
    public List<Received> awaitDatasets(int count) {
        await(count + " datasets", () -> datasets.size() >= count);
        return copyOf(datasets);
    }

    /** Waits until so many peers have left. */
    public List<Departure> awaitLeft(int count) {
        await(count + " departures", () -> departures.size() >= count);
        return copyOf(departures);
    }

    /** Waits until something was refused. */
    public void awaitRefusal() {
        await("a refusal", () -> refusals > 0);
    }

    /** Waits until a dataset has begun to land. */
    public void awaitLanding() {
        await("a landing", () -> landing > 0);
    }

    /** Who left, in order. */
    public List<PeerId> left() {
        return copyOf(leftPeers);
    }

    /** What has joined so far. */
    public List<Peer> joinedSoFar() {
        return copyOf(joined);
    }

    /** The datasets so far. */
    public List<Received> datasetsSoFar() {
        return copyOf(datasets);
    }

    /** Reasons of landings that broke, and laws that were broken. */
    public List<String> broken() {
        return copyOf(broken);
    }

    private void await(String what, BooleanSupplier there) {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (!there.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited for " + what + " and got " + joined.size() + " peers, "
                            + messages.size() + " messages, " + datasets.size() + " datasets, departures " + departures
                            + ", broken " + broken);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        locked(() -> {
            action.run();
            return true;
        });
    }

    private boolean locked(BooleanSupplier action) {
        lock.lock();
        try {
            changed.signalAll();
            return action.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> copyOf(List<T> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the landed datasets back. */
    @Override
    public void close() {
        change(() -> {
            datasets.forEach(d -> d.memory().close());
            datasets.clear();
        });
    }

    private final class Memory implements Landing {
        private final Message.DatasetAnnouncement announcement;
        private final ArrowBuf memory;

        Memory(Message.DatasetAnnouncement announcement, ArrowBuf memory) {
            this.announcement = announcement;
            this.memory = memory;
        }

        @Override
        public ArrowBuf memory() {
            return memory;
        }

        @Override
        public void landed() {
            change(() -> {
                landing--;
                datasets.add(new Received(announcement, memory));
            });
        }

        @Override
        public void broken(String reason) {
            change(() -> {
                landing--;
                memory.close();
                broken.add(reason);
            });
        }
    }
}
