package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.DatasetId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Datasets of other hosts. Whoever makes a dataset that others read sends it to each of them at once, and keeps a hold for all
 * of them together until it is with the network. What arrives is put into the store.
 */
final class RemoteBorder implements Border {
    /** What is announced of a dataset of the plan. */
    static final String DATASET = "dataset";

    private final Crossings crossings;
    private final int host;
    private final long run;
    private final List<@Nullable Peer> peers;
    private final BufferAllocator notes;
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable SlotStore behind;

    /**
     * The border of a host.
     *
     * @param host which
     * @param peers the hosts, in the plan's order; null for this one
     * @param notes where long descriptions go
     */
    RemoteBorder(Crossings crossings, int host, long run, List<@Nullable Peer> peers, BufferAllocator notes) {
        this.crossings = crossings;
        this.host = host;
        this.run = run;
        this.peers = peers;
        this.notes = notes;
    }

    /** Before any worker starts. */
    void stand(SlotStore store) {
        behind = store;
    }

    private SlotStore store() {
        SlotStore known = behind;
        if (known == null) {
            throw new IllegalStateException("no store stands at this border yet");
        }
        return known;
    }

    @Override
    public boolean ready(int cell) {
        int original = crossings.original(cell);
        return original >= 0 && store().ready(original);
    }

    @Override
    public @Nullable Object take(int cell) {
        int original = crossings.original(cell);
        Object value = original < 0 ? null : store().get(original);
        if (value != null) {
            store().adopt(cell, value);
        }
        return value;
    }

    @Override
    public void offer(int cell, Object value) {
        int crossing = crossings.of(cell);
        if (crossing < 0 || crossings.owner(crossing) != host) {
            return;
        }
        int[] readers = crossings.readers(crossing);
        AtomicInteger left = new AtomicInteger(readers.length);
        underWay.addAndGet(readers.length);
        int asked = 0;
        try (Parcel parcel = Parcel.of(new DatasetId(run, cell), DATASET, value, notes)) {
            for (int reader : readers) {
                Peer peer = peers.get(reader);
                if (peer == null) {
                    throw new IllegalStateException("a host sends to itself");
                }
                var unused = peer.send(parcel.dataset()).whenComplete((done, failure) -> sent(cell, left));
                asked++;
            }
        } catch (UnsupportedOperationException unwritable) {
            throw new TaskMistake("returned " + unwritable.getMessage());
        } finally {
            for (int missing = asked; missing < readers.length; missing++) {
                sent(cell, left);
            }
        }
    }

    /** To one more host; that one is gone if it could not be, of which whoever runs the host hears. */
    private void sent(int cell, AtomicInteger left) {
        if (left.decrementAndGet() == 0) {
            store().purge(cell);
        }
        underWay.decrementAndGet();
    }

    /** Whether anything is on its way out. */
    boolean isSending() {
        return underWay.get() > 0;
    }
}
