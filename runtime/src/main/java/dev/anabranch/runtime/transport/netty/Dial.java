package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.ConnectException;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Lane;
import io.netty.channel.Channel;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One attempt to connect both lanes of a peer. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
final class Dial {
    private final PeerAddress address;
    private final CompletableFuture<Peer> result = new CompletableFuture<>();
    private final Map<Lane, Channel> channels = new EnumMap<>(Lane.class);

    Dial(PeerAddress address) {
        this.address = address;
    }

    CompletableFuture<Peer> result() {
        return result;
    }

    synchronized void add(Lane lane, Channel channel) {
        channels.put(lane, channel);
        if (result.isCompletedExceptionally()) {
            channel.close();
        }
    }

    synchronized Lane laneOf(LaneHandler handler) {
        return channels.get(Lane.BULK) == handler.channel() ? Lane.BULK : Lane.CONTROL;
    }

    /** Whether it has found its peer, or failed: what is still under way of it is of no use. */
    boolean isOver() {
        return result.isDone();
    }

    /** Whether a peer of that name may answer; where a name was called, only that one. */
    boolean isFor(PeerId peer) {
        return !(address instanceof PeerAddress.Named wanted) || wanted.peer().equals(peer);
    }

    /** The other end said who it is; whoever connected to whom, this attempt ends as that peer's joining does. */
    void found(NettyPeer peer) {
        peer.joining().whenComplete((joined, failure) -> {
            if (failure == null) {
                result.complete(joined);
            } else {
                fail(String.valueOf(failure.getMessage()), failure);
            }
        });
    }

    void fail(String reason, @Nullable Throwable cause) {
        if (result.completeExceptionally(new ConnectException(address, reason, cause))) {
            synchronized (this) {
                channels.values().forEach(Channel::close);
            }
        }
    }
}
