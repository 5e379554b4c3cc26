package dev.anabranch.runtime.transport.local;

import dev.anabranch.runtime.transport.Arrival;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Dispatch;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.OwnersMessages;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.FrameWriter;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * What one end has of another: what it sent and the other end has not taken. The receiver's thread takes it, message by message
 * and chunk by chunk.
 */
final class LocalPeer implements Peer {
    /** Messages that may wait for the receiver. */
    private static final int MOST = 4096;

    private final LocalTransport self;
    private final PeerId id;
    private final CompletableFuture<Peer> joining = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    // What goes to the other end; guarded by this.
    private final Queue<Message> messages = new ArrayDeque<>();
    private final Queue<Dispatch> datasets = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable String goodbye;
    private @Nullable Departure departure;

    // What comes from the other end; only this end's thread touches it.
    private final Arrival arrival;
    private boolean joined;
    private boolean left;
    private boolean announced;
    private boolean messagesRefused;
    private boolean datasetsRefused;

    @SuppressWarnings("NullAway.Init") // meets() follows the constructor
    private LocalPeer other;

    LocalPeer(LocalTransport self, PeerId id) {
        this.self = self;
        this.id = id;
        this.arrival = new Arrival(self.arrivals());
    }

    /** The other end's view of this pair. */
    void meets(LocalPeer there) {
        other = there;
    }

    CompletableFuture<Peer> joining() {
        return joining;
    }

    @Override
    public PeerId id() {
        return id;
    }

    /** On this end's thread. */
    void join() {
        if (left) {
            return;
        }
        self.arrivals().joined(this);
        joined = true;
        joining.complete(this);
        receive();
    }

    // ---- what goes; any thread

    @Override
    public boolean offer(Message message) {
        OwnersMessages.check(message);
        checkLength(message);
        synchronized (this) {
            if (goodbye != null || departure != null || messages.size() >= MOST) {
                return false;
            }
            messages.add(message);
        }
        wakeOther();
        return true;
    }

    /** The limit is everybody's, so that what works in one process works in several. */
    private void checkLength(Message message) {
        ByteBuf bytes = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
        try {
            FrameWriter.encode(message, self.settings().limits(), bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void whenWritable(Runnable again) {
        synchronized (this) {
            if (goodbye == null && departure == null && messages.size() >= MOST) {
                waiting.add(again);
                return;
            }
        }
        self.run(again);
    }

    @Override
    public CompletableFuture<Void> send(OutgoingDataset dataset) {
        Dispatch dispatch = new Dispatch(dataset);
        synchronized (this) {
            if (goodbye == null && departure == null) {
                datasets.add(dispatch);
                wakeOther();
                return dispatch.sent();
            }
        }
        dispatch.end(new IOException(id + " is gone: " + reason()));
        return dispatch.sent();
    }

    @Override
    public void resume(Lane lane) {
        self.run(() -> {
            if (lane == Lane.CONTROL) {
                messagesRefused = false;
            } else {
                datasetsRefused = false;
            }
            receive();
        });
    }

    @Override
    public CompletableFuture<Void> leave(String reason) {
        synchronized (this) {
            if (goodbye == null) {
                goodbye = reason;
            }
        }
        wakeOther();
        return gone;
    }

    /** Ends the pair without a goodbye. */
    void cut(Departure why) {
        self.run(() -> end(why));
        other.self.run(() -> other.end(why));
    }

    private void wakeOther() {
        other.self.run(other::receive);
    }

    private synchronized String reason() {
        return departure != null ? departure.reason() : String.valueOf(goodbye);
    }

    // ---- what comes; this end's thread

    private void receive() {
        if (!joined || left) {
            return;
        }
        try {
            while (!messagesRefused && receiveMessage()) {
                // the next
            }
            if (!datasetsRefused) {
                receiveDataset();
            }
            other.goodbyeIfAllIsTaken();
        } catch (WireException e) {
            throw new IllegalStateException("one process broke its own protocol", e);
        } catch (RuntimeException | Error e) {
            cut(new Departure(Departure.Kind.LOST, "an end failed: " + e.getMessage()));
            throw e;
        }
    }

    private boolean receiveMessage() {
        Message next = other.peekMessage();
        if (next == null) {
            return false;
        }
        if (!self.arrivals().message(this, next)) {
            messagesRefused = true;
            return false;
        }
        other.takenMessage();
        return true;
    }

    private synchronized @Nullable Message peekMessage() {
        return departure == null ? messages.peek() : null;
    }

    private void takenMessage() {
        List<Runnable> now = List.of();
        synchronized (this) {
            messages.poll();
            if (messages.size() == MOST / 2 || messages.isEmpty()) {
                now = List.copyOf(waiting);
                waiting.clear();
            }
        }
        now.forEach(self::run);
    }

    /** One chunk, and then whatever else waits for this thread. */
    private void receiveDataset() throws WireException {
        Dispatch next = other.lendDataset();
        if (next == null) {
            return;
        }
        try {
            receivePart(next);
        } finally {
            next.returned(null);
        }
    }

    private void receivePart(Dispatch next) throws WireException {
        if (!announced) {
            if (!arrival.announce(this, next.announcement())) {
                datasetsRefused = true;
                return;
            }
            announced = true;
        }
        if (next.hasNext() && !next.isReady(self.settings().chunk())) {
            Optional<String> broken = next.supply().broken();
            if (broken.isPresent()) {
                cut(new Departure(Departure.Kind.LOST, "what was to be sent on did not come: " + broken.get()));
            } else {
                next.supply().whenMore(() -> self.run(this::receive));
            }
            return;
        }
        if (next.hasNext()) {
            Message.DatasetChunk chunk = next.next(self.settings().chunk());
            ByteBuf room = arrival.room(chunk);
            next.take(chunk, new Copies(room));
            if (room != null) {
                room.release();
                arrival.filled();
            }
        }
        if (!next.hasNext()) {
            announced = false;
            other.takenDataset();
            next.end(null);
        }
        self.run(this::receive);
    }

    /** The first dataset, whose buffers stay until it is returned, even if this end goes meanwhile. */
    private synchronized @Nullable Dispatch lendDataset() {
        Dispatch next = departure == null ? datasets.peek() : null;
        if (next != null) {
            next.lent(1);
        }
        return next;
    }

    private synchronized void takenDataset() {
        datasets.poll();
    }

    private void goodbyeIfAllIsTaken() {
        Departure why;
        synchronized (this) {
            if (goodbye == null || departure != null || !messages.isEmpty() || !datasets.isEmpty()) {
                return;
            }
            why = new Departure(Departure.Kind.GOODBYE, goodbye);
        }
        other.end(why);
        self.run(() -> end(why));
    }

    private void end(Departure why) {
        List<Dispatch> unsent;
        List<Runnable> now;
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            departure = why;
            unsent = List.copyOf(datasets);
            now = List.copyOf(waiting);
            datasets.clear();
            messages.clear();
            waiting.clear();
        }
        arrival.broken(why.reason());
        unsent.forEach(d -> d.end(new IOException(id + " is gone: " + why.reason())));
        now.forEach(Runnable::run);
        self.forget(this);
        if (joined) {
            self.arrivals().left(id, why);
        } else {
            joining.completeExceptionally(new IOException(why.reason()));
        }
        gone.complete(null);
    }

    /** Copies the pieces of a chunk into the receiver's memory. */
    private record Copies(@Nullable ByteBuf room) implements Dispatch.Pieces {
        @Override
        public void bytes(ArrowBuf buffer, long offset, int length) {
            if (room != null) {
                room.writeBytes(Unpooled.wrappedBuffer(buffer.nioBuffer(offset, length)));
            }
        }

        @Override
        public void gap(int length) {
            if (room != null) {
                room.writeZero(length);
            }
        }
    }
}
