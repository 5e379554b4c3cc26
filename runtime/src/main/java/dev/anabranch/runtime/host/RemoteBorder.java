package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.Relay;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.Message;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Datasets of other hosts. Whoever makes a dataset that others read sends it to them at once, and keeps a hold for all of them
 * together until it is with the network; a large one goes from reader to reader. What arrives is put into the store.
 */
final class RemoteBorder extends Border {
    /** What is announced of a dataset of the plan. */
    static final String DATASET = "dataset";

    /**
     * From so many bytes on a dataset that several hosts read is sent to one of them, who sends it on. Below, the time to the first
     * byte counts for more than the sender's bandwidth.
     */
    private static final long SENT_ON_BYTES = 1 << 20;

    private final int host;
    private final long run;
    private final List<String> hosts;
    private final List<@Nullable Peer> peers;
    private final BufferAllocator notes;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    /** By crossing, 1 once the network has what it needs of a dataset of this host. */
    private final AtomicIntegerArray offered;

    /**
     * The border of a host.
     *
     * @param host which
     * @param hosts the names of all, in the plan's order
     * @param peers the same as peers; null for this one
     * @param notes where long descriptions go
     */
    RemoteBorder(
            Crossings crossings,
            int host,
            long run,
            List<String> hosts,
            List<@Nullable Peer> peers,
            BufferAllocator notes) {
        super(crossings);
        this.host = host;
        this.run = run;
        this.hosts = hosts;
        this.peers = peers;
        this.notes = notes;
        this.offered = new AtomicIntegerArray(crossings.size());
    }

    /** What came is this host's own, and what is being sent the network holds. */
    @Override
    boolean mayMove(int cell) {
        int crossing = crossings().of(cell);
        if (crossing < 0) {
            return crossings().original(cell) < 0;
        }
        return crossings().owner(crossing) != host || offered.get(crossing) != 0;
    }

    @Override
    void offer(int cell, Object value) {
        int crossing = crossings().of(cell);
        if (crossing < 0 || crossings().owner(crossing) != host) {
            return;
        }
        try (Parcel parcel = Parcel.of(new DatasetId(run, cell), DATASET, value, notes)) {
            OutgoingDataset dataset = parcel.dataset();
            int[] readers = crossings().readers(crossing);
            if (readers.length > 1 && dataset.announcement().layout().total() >= SENT_ON_BYTES) {
                List<String> way = Arrays.stream(readers).mapToObj(hosts::get).toList();
                send(cell, dataset.onward(way.subList(1, way.size())), readers[0]);
            } else {
                send(cell, dataset, readers);
            }
            offered.set(crossing, 1);
        } catch (UnsupportedOperationException unwritable) {
            throw new TaskMistake("returned " + unwritable.getMessage());
        }
    }

    private void send(int cell, OutgoingDataset dataset, int... readers) {
        AtomicInteger left = new AtomicInteger(readers.length);
        for (int reader : readers) {
            underWay.incrementAndGet();
            sent.incrementAndGet();
            var unused = peer(reader).send(dataset).whenComplete((done, failure) -> {
                if (left.decrementAndGet() == 0) {
                    // To the last; one that it could not be sent to is gone, of which whoever runs the host hears.
                    store().purge(cell);
                }
                underWay.decrementAndGet();
            });
        }
    }

    /** Sends what is landing on to the next hosts that read it. */
    Landing relay(ParcelLanding landing, Message.DatasetAnnouncement announcement) {
        List<String> way = announcement.onward();
        Relay relay = new Relay(landing);
        underWay.incrementAndGet();
        sent.incrementAndGet();
        var unused = peer(hosts.indexOf(way.get(0)))
                .send(new OutgoingDataset(announcement.onward(way.subList(1, way.size())), landing.buffers(), relay))
                .whenComplete((done, failure) -> underWay.decrementAndGet());
        return relay;
    }

    private Peer peer(int reader) {
        Peer peer = peers.get(reader);
        if (peer == null) {
            throw new IllegalStateException("a host sends to itself");
        }
        return peer;
    }

    /** How many datasets were sent, to each reader. */
    long sent() {
        return sent.get();
    }

    /** Whether anything is on its way out. */
    boolean isSending() {
        return underWay.get() > 0;
    }
}
