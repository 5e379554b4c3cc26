package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Routes;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Relay;
import dev.anabranch.runtime.wire.Message;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the plan's transfers say: each host sends what it has made, and what it has received, to those hosts that the plan
 * says, in the plan's order of what is there. What it received it sends on while it arrives.
 */
final class SendsByPlan implements Sends {
    private final Crossings crossings;
    private final Routes routes;
    private final Departures departures;
    private final IntConsumer sent;
    private final Port port = new Port();
    /** By crossing, how many hosts this one still has to send it to. */
    private final AtomicIntegerArray left;
    /** By crossing, what to let go of then. */
    private final @Nullable AutoCloseable[] lent;

    /** @param sent is told the crossing of what this host has sent to all that it had to send it to */
    SendsByPlan(Crossings crossings, Routes routes, Departures departures, IntConsumer sent) {
        this.crossings = crossings;
        this.routes = routes;
        this.departures = departures;
        this.sent = sent;
        this.left = new AtomicIntegerArray(crossings.size());
        for (int crossing = 0; crossing < crossings.size(); crossing++) {
            left.set(crossing, routes.sendsOf(crossing).length);
        }
        this.lent = new AutoCloseable[crossings.size()];
    }

    /** Who makes a dataset has a hold for all others already. */
    @Override
    public void addHolds(int[] holds) {
        for (int crossing = 0; crossing < crossings.size(); crossing++) {
            if (routes.sender(crossing) >= 0 && routes.sendsOf(crossing).length > 0) {
                holds[crossings.cell(crossing)]++;
            }
        }
    }

    @Override
    public boolean isAwaited(int crossing) {
        return left.get(crossing) > 0;
    }

    @Override
    public void offer(int crossing, Parcel parcel) {
        send(crossing, parcel, parcel::dataset, () -> true);
    }

    private void send(int crossing, AutoCloseable held, Supplier<OutgoingDataset> dataset, BooleanSupplier whole) {
        lent[crossing] = held;
        int[] sends = routes.sendsOf(crossing);
        // All are counted before the first can end.
        Arrays.stream(sends).forEach(send -> departures.begin());
        for (int send : sends) {
            port.add(new PortSend(send, departures.peer(routes.to(send)), dataset.get(), whole, () -> ended(crossing)));
        }
    }

    private void ended(int crossing) {
        if (left.decrementAndGet(crossing) == 0) {
            AutoCloseable held = lent[crossing];
            lent[crossing] = null;
            letGo(held);
            sent.accept(crossing);
        }
        departures.end();
    }

    @Override
    public boolean expects(int crossing, String sender, Message.DatasetAnnouncement announcement) {
        int from = routes.sender(crossing);
        return from >= 0
                && departures.name(from).equals(sender)
                && announcement.onward().isEmpty();
    }

    @Override
    public Landing land(int crossing, ParcelLanding landing, Message.DatasetAnnouncement announcement) {
        if (routes.sendsOf(crossing).length == 0) {
            return landing;
        }
        Relay relay = new Relay(landing);
        // A value need not hold all that came, and some are on heap.
        ArrowBuf memory = landing.memory();
        memory.getReferenceManager().retain();
        send(
                crossing,
                memory,
                () -> new OutgoingDataset(announcement, landing.buffers(), relay.supply()),
                relay::isWhole);
        return relay;
    }

    @Override
    public void look() {
        port.look();
    }

    @Override
    public boolean movedSince(long nanos) {
        return port.movedSince(nanos);
    }

    @Override
    public void drop() {
        port.drop();
    }

    private static void letGo(@Nullable AutoCloseable held) {
        if (held instanceof Parcel parcel) {
            parcel.close();
        } else if (held instanceof ArrowBuf memory) {
            memory.close();
        }
    }
}
