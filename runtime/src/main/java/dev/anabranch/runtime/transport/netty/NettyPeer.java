package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Dispatch;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.OwnersMessages;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A peer and its two lanes. It has joined when both are there, and has left when both are gone. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
final class NettyPeer implements Peer {
    private final NettyTransport transport;
    private final PeerId id;
    private final Map<Lane, LaneHandler> lanes = new EnumMap<>(Lane.class);
    private final CompletableFuture<Peer> joining = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile boolean joined;
    private boolean announced;
    private boolean ended;
    private @Nullable Departure departure;

    NettyPeer(NettyTransport transport, PeerId id) {
        this.transport = transport;
        this.id = id;
    }

    @Override
    public PeerId id() {
        return id;
    }

    boolean isJoined() {
        return joined;
    }

    CompletableFuture<Peer> joining() {
        return joining;
    }

    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Takes a lane if there is none, or one that gives way, and the peer is not about to go; says whether it was taken. */
    synchronized boolean attach(Lane lane, LaneHandler handler) {
        if (isGoing()) {
            return false;
        }
        LaneHandler there = lanes.get(lane);
        if (there != null) {
            boolean givesWay = there.isDialled()
                    && !there.isAdmitted()
                    && !handler.isDialled()
                    && transport.self().compareTo(id) > 0;
            if (!givesWay) {
                return false;
            }
        }
        lanes.put(lane, handler);
        return true;
    }

    /** A lane stands back for the other end's. */
    synchronized void detach(LaneHandler handler) {
        lanes.values().remove(handler);
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Whether it has a reason to go: it takes no more lanes, which would not hear of it. */
    synchronized boolean isGoing() {
        return departure != null;
    }

    /** One lane was admitted; with the second the peer has joined. */
    void confirm() {
        List<LaneHandler> all;
        synchronized (this) {
            if (announced
                    || ended
                    || departure != null
                    || lanes.size() < Lane.values().length
                    || !lanes.values().stream().allMatch(LaneHandler::isAdmitted)) {
                return;
            }
            announced = true;
            all = List.copyOf(lanes.values());
        }
        transport.arrivals().joined(this);
        joined = true;
        joining.complete(this);
        all.forEach(LaneHandler::resume);
        endIfAllAre();
    }

    /** Why the peer goes: the first reason counts, and all but a goodbye cuts what is left of the connection. */
    void depart(Departure why) {
        List<LaneHandler> cut;
        synchronized (this) {
            if (departure != null) {
                return;
            }
            departure = why;
            cut = why.kind() == Departure.Kind.GOODBYE ? List.of() : List.copyOf(lanes.values());
        }
        cut.forEach(LaneHandler::cut);
    }

    /** Ends both lanes without a word. */
    void cut() {
        List<LaneHandler> all;
        synchronized (this) {
            all = List.copyOf(lanes.values());
        }
        all.forEach(LaneHandler::cut);
    }

    synchronized String reasonOr(Departure otherwise) {
        return departure == null ? otherwise.reason() : departure.reason();
    }

    /** A lane has ended. */
    void ended(LaneHandler handler, Departure why) {
        synchronized (this) {
            if (!lanes.containsValue(handler)) {
                return; // it gave way to another
            }
        }
        depart(why);
        synchronized (this) {
            lanes.values().remove(handler);
        }
        endIfAllAre();
    }

    private void endIfAllAre() {
        Departure why;
        boolean tell;
        synchronized (this) {
            if (ended || !lanes.isEmpty() || (announced && !joined)) {
                return;
            }
            ended = true;
            why = departure == null ? new Departure(Departure.Kind.LOST, "the connection ended") : departure;
            tell = joined;
        }
        transport.peers().remove(this);
        if (tell) {
            transport.arrivals().left(id, why);
        } else {
            joining.completeExceptionally(new IOException(why.reason()));
        }
        gone.complete(null);
    }

    private synchronized @Nullable LaneHandler lane(Lane lane) {
        return lanes.get(lane);
    }

    @Override
    public boolean offer(Message message) {
        OwnersMessages.check(message);
        LaneHandler lane = lane(Lane.CONTROL);
        return lane != null && lane.control().offer(message);
    }

    @Override
    public void whenWritable(Runnable again) {
        LaneHandler lane = lane(Lane.CONTROL);
        if (lane == null) {
            again.run();
        } else {
            lane.control().whenWritable(again);
        }
    }

    @Override
    public CompletableFuture<Void> send(OutgoingDataset dataset) {
        LaneHandler lane = lane(Lane.BULK);
        if (lane == null) {
            return CompletableFuture.failedFuture(new IOException(
                    id + " is gone: " + reasonOr(new Departure(Departure.Kind.LOST, "the connection ended"))));
        }
        return lane.bulk().send(new Dispatch(dataset));
    }

    @Override
    public void resume(Lane lane) {
        LaneHandler handler = lane(lane);
        if (handler != null) {
            handler.resume();
        }
    }

    @Override
    public CompletableFuture<Void> leave(String reason) {
        depart(new Departure(Departure.Kind.GOODBYE, reason));
        List<LaneHandler> all;
        synchronized (this) {
            all = List.copyOf(lanes.values());
        }
        all.forEach(lane -> lane.leave(reason));
        endIfAllAre(); // it may have none
        return gone;
    }
}
