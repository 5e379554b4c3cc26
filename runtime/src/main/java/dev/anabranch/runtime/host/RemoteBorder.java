package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Routes;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Datasets of other hosts. What arrives is put into the store, what others read is sent to them: in the plan's order where it
 * has one, at once otherwise. Until that is done this host has a hold on it.
 */
final class RemoteBorder extends Border {
    /** What is announced of a dataset of the plan. */
    static final String DATASET = "dataset";

    private final long run;
    private final BufferAllocator notes;
    private final Departures departures;
    private final Sends sends;
    /** By crossing, 1 once it has begun to arrive. */
    private final AtomicIntegerArray came;

    /**
     * The border of a host.
     *
     * @param routes on which ways datasets go between hosts; empty if the plan does not say
     * @param host which
     * @param hosts the names of all, in the plan's order
     * @param peers the same as peers; null for this one
     * @param notes where long descriptions go
     */
    RemoteBorder(
            Crossings crossings,
            Optional<Routes> routes,
            int host,
            long run,
            List<String> hosts,
            List<@Nullable Peer> peers,
            BufferAllocator notes) {
        super(crossings);
        this.run = run;
        this.notes = notes;
        this.departures = new Departures(hosts, peers);
        this.sends = routes.<Sends>map(known -> new SendsByPlan(crossings, known, departures, this::sent))
                .orElseGet(() -> new SendsAtOnce(crossings, host, departures, this::sent));
        this.came = new AtomicIntegerArray(crossings.size());
    }

    /** By cell, the holds that this host begins with. */
    int[] holds() {
        int[] holds = crossings().holds();
        sends.addHolds(holds);
        return holds;
    }

    /** What came is this host's own, and what is being sent the network holds. */
    @Override
    boolean mayMove(int cell) {
        int crossing = crossings().of(cell);
        return crossing < 0 ? crossings().original(cell) < 0 : !sends.isAwaited(crossing);
    }

    @Override
    boolean movedSince(long nanos) {
        return sends.movedSince(nanos);
    }

    @Override
    void offer(int cell, Object value) {
        int crossing = crossings().of(cell);
        if (crossing < 0 || !sends.isAwaited(crossing)) {
            return;
        }
        Parcel parcel;
        try {
            parcel = Parcel.of(new DatasetId(run, cell), DATASET, value, notes);
        } catch (UnsupportedOperationException unwritable) {
            throw new TaskMistake("returned " + unwritable.getMessage());
        }
        sends.offer(crossing, parcel);
    }

    private void sent(int crossing) {
        store().purge(crossings().cell(crossing));
    }

    /** Whether the plan has a host send a dataset to this one, and it has not done so. */
    boolean expects(int cell, String sender, Message.DatasetAnnouncement announcement) {
        int crossing = crossings().of(cell);
        return crossing >= 0 && came.get(crossing) == 0 && sends.expects(crossing, sender, announcement);
    }

    /** Has what lands sent on to the next hosts that read it. */
    Landing land(int cell, ParcelLanding landing, Message.DatasetAnnouncement announcement) {
        int crossing = crossings().of(cell);
        came.set(crossing, 1);
        return sends.land(crossing, landing, announcement);
    }

    /** Looks whether one dataset holds up others; called again and again. */
    void look() {
        sends.look();
    }

    /** The run was stopped: lets go of what was still to be sent. */
    void drop() {
        sends.drop();
    }

    /** How many datasets were sent or are to be sent by now, to each reader. */
    long sent() {
        return departures.all();
    }

    /** Whether anything is on its way out, or waits for its turn. */
    boolean isSending() {
        return departures.any();
    }
}
