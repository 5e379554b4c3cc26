package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.util.concurrent.CompletableFuture;

/**
 * A peer, and how many bytes of datasets went to it.
 *
 * @param peer the peer
 * @param traffic where they are counted, once they are with the network
 */
record CountedPeer(Peer peer, DatasetTraffic traffic) implements Peer {
    @Override
    public PeerId id() {
        return peer.id();
    }

    @Override
    public boolean offer(Message message) {
        return peer.offer(message);
    }

    @Override
    public void whenWritable(Runnable again) {
        peer.whenWritable(again);
    }

    @Override
    public CompletableFuture<Void> send(OutgoingDataset dataset) {
        long bytes = dataset.announcement().layout().total();
        // What comes after it waits for the count: when a run has ended, all that it sent is in.
        return peer.send(dataset).whenComplete((done, failure) -> {
            if (failure == null) {
                traffic.sent(bytes);
            }
        });
    }

    @Override
    public void resume(Lane lane) {
        peer.resume(lane);
    }

    @Override
    public CompletableFuture<Void> leave(String reason) {
        return peer.leave(reason);
    }
}
