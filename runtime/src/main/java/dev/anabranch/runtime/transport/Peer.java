package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.util.concurrent.CompletableFuture;

/** A connected peer. Any thread may call; calls of one thread keep their order. */
public interface Peer {
    /** Who it is. */
    PeerId id();

    /**
     * Sends a message on the control lane.
     *
     * @return false if the lane is full, and nothing was sent; or if the peer is gone, see {@link Arrivals#left}
     * @throws IllegalArgumentException if the message is longer than the limit, or is the transport's own to send: what lets
     *     peers in, announcements, chunks, pings, pongs and goodbyes
     */
    boolean offer(Message message);

    /** Runs once, on a thread of the transport, when the control lane has room or the peer is gone; at once if it is so now. */
    void whenWritable(Runnable again);

    /**
     * Sends a dataset on the bulk lane, after those sent before. Its buffers are kept until the result is there, and not
     * copied; nobody may write to them until then.
     *
     * @return when the last byte was handed to the network; or a failure if the peer is gone before
     */
    CompletableFuture<Void> send(OutgoingDataset dataset);

    /** Has the receiver asked again for what it refused on a lane, see {@link Arrivals}. Asking too often does no harm. */
    void resume(Lane lane);

    /**
     * Sends what was taken so far, says goodbye on both lanes and closes them.
     *
     * @return when they are closed
     */
    CompletableFuture<Void> leave(String reason);
}
