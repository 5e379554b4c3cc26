package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.Supply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A dataset that is to go to one host, and how it gets on. Its bytes are asked for chunk by chunk by the transport, which is
 * how it is seen to move.
 */
final class PortSend {
    /** Who sends on what arrives waits for the next chunk no longer, unless it comes more slowly than it could go. */
    private static final long STARVING_NANOS = 10_000_000;
    /** In so long a network takes a chunk, unless the receiver does not. */
    private static final long STUCK_NANOS = 500_000_000;

    /** What the smallest takes on its way, with all that is not its own bytes. */
    private static final long LEAST = 1 << 10;

    private final int place;
    private final Peer to;
    private final OutgoingDataset dataset;
    private final BooleanSupplier whole;
    private final Runnable ended;
    private volatile long moved = System.nanoTime();
    private volatile boolean starving;

    /**
     * Not yet sent.
     *
     * @param place in the order in which the host sends
     * @param whole whether all of the dataset is there
     * @param ended runs once it is with the network, or never will be
     */
    PortSend(int place, Peer to, OutgoingDataset dataset, BooleanSupplier whole, Runnable ended) {
        this.place = place;
        this.to = to;
        this.dataset = dataset;
        this.whole = whole;
        this.ended = ended;
    }

    int place() {
        return place;
    }

    Peer to() {
        return to;
    }

    /** How much it takes on its way. */
    long bytes() {
        return Math.max(LEAST, dataset.announcement().layout().total());
    }

    boolean isWhole() {
        return whole.getAsBoolean();
    }

    /** Hands it to the transport. */
    CompletableFuture<Void> start() {
        moved = System.nanoTime();
        return to.send(new OutgoingDataset(dataset.announcement(), dataset.buffers(), new Watched(dataset.supply())));
    }

    void end() {
        ended.run();
    }

    /** Whether it has not got on for a while: it does not come, or the receiver does not take it. */
    boolean isHeldUp(long now) {
        return now - moved > (starving ? STARVING_NANOS : STUCK_NANOS);
    }

    /** When it moved last, in {@link System#nanoTime}. */
    long moved() {
        return moved;
    }

    /** A supply that is seen to be asked. */
    private final class Watched implements Supply {
        private final Supply supply;

        Watched(Supply supply) {
            this.supply = supply;
        }

        @Override
        public long available() {
            moved = System.nanoTime();
            return supply.available();
        }

        @Override
        public Optional<String> broken() {
            return supply.broken();
        }

        @Override
        public void whenMore(Runnable again) {
            starving = true;
            supply.whenMore(() -> {
                moved = System.nanoTime();
                starving = false;
                again.run();
            });
        }
    }
}
