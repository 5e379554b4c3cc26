package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What hosts hand to the transport, in the order in which they do. */
final class SentDatasets {
    /** A dataset that went from host to host. */
    record Sent(String from, String to, int slot) {}

    private final List<Sent> sent = new ArrayList<>();

    /** A peer of a host, of which is written down what goes to it. */
    Peer by(String host, Peer peer) {
        return new Seen(host, peer);
    }

    synchronized List<Sent> all() {
        return List.copyOf(sent);
    }

    private synchronized void add(Sent one) {
        sent.add(one);
    }

    private final class Seen implements Peer {
        private final String host;
        private final Peer peer;

        Seen(String host, Peer peer) {
            this.host = host;
            this.peer = peer;
        }

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
            add(new Sent(
                    host, peer.id().name(), dataset.announcement().dataset().slot()));
            return peer.send(dataset);
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
}
