package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers of a transport by name, so that a pair has one connection a lane even if both ends connect at once. */
final class PeerTable {
    private final NettyTransport transport;
    private final Map<PeerId, NettyPeer> peers = new LinkedHashMap<>();
    private boolean closed;

    PeerTable(NettyTransport transport) {
        this.transport = transport;
    }

    /**
     * Gives a lane to its peer. Where both ends connect at once, the connection stays that the peer of the lower name began.
     *
     * @return the peer, or null if it has that lane already, is about to go, or the table is closed
     */
    synchronized @Nullable NettyPeer claim(PeerId id, Lane lane, LaneHandler handler) {
        if (closed) {
            return null;
        }
        NettyPeer peer = find(id);
        return peer.attach(lane, handler) ? peer : null;
    }

    /** The peer of that name; from now on there is one. */
    synchronized NettyPeer find(PeerId id) {
        NettyPeer known = peers.get(id);
        if (known == null || known.isEnded()) {
            known = new NettyPeer(transport, id);
            peers.put(id, known);
        }
        return known;
    }

    synchronized void remove(NettyPeer peer) {
        peers.remove(peer.id(), peer);
    }

    /** Whether a peer of that name is about to go, or this end is. */
    synchronized boolean isGoing(PeerId id) {
        NettyPeer known = peers.get(id);
        return closed || (known != null && known.isGoing());
    }

    /** Gives no lane to any peer from now on. */
    synchronized void close() {
        closed = true;
    }

    synchronized List<NettyPeer> all() {
        return List.copyOf(peers.values());
    }
}
