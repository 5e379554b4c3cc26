package dev.anabranch.runtime.transport.nats;

import io.nats.client.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes each way between two subjects of the server. A server passes messages on or drops them, and holds nobody
 * back; so each end tells the other how many bytes it takes, and numbers what it sends. What was lost closes the stream.
 */
final class NatsChannel extends AbstractChannel {
    /** How many bytes an end takes before its owner has read them. */
    static final int WINDOW = 4 << 20;

    /** More than any end gives, so that numbers do not overflow. */
    private static final long MOST_CREDIT = 1L << 40;

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final int NO_RESPONDERS = 503;

    private final NatsNetwork network;
    private final String here;
    private final ChannelConfig config = new DefaultChannelConfig(this);

    // What follows belongs to the channel's thread.
    private final Queue<StreamMessage> unread = new ArrayDeque<>();
    private String there;
    private long credit;
    private long sent;
    private long received;
    private long granted = WINDOW;
    private long untold;
    private boolean wanted;
    private boolean delivering;
    private @Nullable ChannelPromise connecting;

    private volatile boolean open = true;
    private volatile boolean active;

    /**
     * @param listening the channel at which the stream was asked for, or null at the end that asks
     * @param there the other end's subject, if it is known
     */
    NatsChannel(@Nullable Channel listening, NatsNetwork network, String there) {
        super(listening);
        this.network = network;
        this.here = network.inbox();
        this.there = there;
    }

    // ---- how it begins

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new StreamUnsafe();
    }

    @Override
    protected void doRegister() throws Exception {
        if (parent() != null) {
            network.subscribe(here, this::heard);
            network.opened(this);
            active = true;
            network.publish(there, here, StreamMessage.of(StreamMessage.Kind.ACCEPT, WINDOW));
        }
    }

    private final class StreamUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            try {
                connecting = promise;
                network.subscribe(here, NatsChannel.this::heard);
                network.opened(NatsChannel.this);
                network.publish(
                        ((NatsAddress) remote).subject(),
                        here,
                        StreamMessage.of(StreamMessage.Kind.OPEN, WINDOW));
            } catch (IOException e) {
                fail(e);
            }
        }

        /** Writes what waited for credit. */
        void goOn() {
            flush0();
        }
    }

    /** So many more bytes may be sent. */
    void credit(long bytes) {
        credit = Math.min(MOST_CREDIT, credit + Math.min(MOST_CREDIT, bytes));
    }

    // ---- what comes

    /** On the server's thread. */
    private void heard(Message message) {
        try {
            eventLoop().execute(() -> take(message));
        } catch (RejectedExecutionException e) {
            // this end has stopped
        }
    }

    private void take(Message message) {
        if (!open) {
            return;
        }
        try {
            if (message.isStatusMessage()) {
                if (message.getStatus().getCode() == NO_RESPONDERS && !active) {
                    throw new IOException("no peer of that name is there");
                }
                return;
            }
            take(StreamMessage.read(message.getData()), message.getReplyTo());
        } catch (IOException e) {
            fail(e);
        }
    }

    private void take(StreamMessage message, @Nullable String from) throws IOException {
        switch (message.kind()) {
            case ACCEPT -> accepted(message.number(), from);
            case BYTES, CLOSE -> {
                if (message.number() != received) {
                    throw new IOException("NATS lost messages: " + received + " was expected and " + message.number()
                            + " came");
                }
                if (message.kind() == StreamMessage.Kind.BYTES) {
                    received++;
                    granted -= message.length();
                    if (granted < 0) {
                        throw new IOException("the other end sent more than it was given room for");
                    }
                }
                unread.add(message);
                deliver();
            }
            case CREDIT -> {
                credit(message.number());
                ((StreamUnsafe) unsafe()).goOn();
            }
            case OPEN, PROBE -> throw new IOException("a stream was asked for another");
        }
    }

    private void accepted(long window, @Nullable String from) throws IOException {
        ChannelPromise promise = connecting;
        if (promise == null || from == null) {
            throw new IOException("a stream was given that nobody asked for");
        }
        connecting = null;
        there = from;
        credit(window);
        active = true;
        if (promise.trySuccess()) {
            pipeline().fireChannelActive();
        } else {
            unsafe().close(unsafe().voidPromise());
        }
    }

    @Override
    protected void doBeginRead() {
        wanted = true;
        if (!delivering && !unread.isEmpty()) {
            eventLoop().execute(this::deliver);
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (wanted && open) {
                StreamMessage next = unread.poll();
                if (next == null) {
                    break;
                }
                wanted = false;
                if (next.kind() == StreamMessage.Kind.CLOSE) {
                    unsafe().close(unsafe().voidPromise());
                    break;
                }
                pipeline().fireChannelRead(Unpooled.wrappedBuffer(
                        next.message(), StreamMessage.HEADER, next.length()));
                pipeline().fireChannelReadComplete(); // reads on, if the owner wants
                tellRead(next.length());
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            delivering = false;
        }
    }

    /** Half a window at a time: the other end need not wait, and few messages tell. */
    private void tellRead(int bytes) throws IOException {
        untold += bytes;
        if (untold >= WINDOW / 2 && open) {
            network.publish(there, StreamMessage.of(StreamMessage.Kind.CREDIT, untold));
            granted += untold;
            untold = 0;
        }
    }

    // ---- what goes

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        while (credit > 0 && !out.isEmpty()) {
            byte[] message = StreamMessage.bytes(sent, toWrite(out, (int) Math.min(network.mostBytes(), credit)));
            fill(message, out);
            int length = message.length - StreamMessage.HEADER;
            if (length > 0) {
                credit -= length;
                sent++;
                network.publish(there, message);
            }
        }
    }

    /** How many of the bytes that are to be written go into a message of at most so many: small writes go together. */
    private static int toWrite(ChannelOutboundBuffer out, int most) throws Exception {
        int[] bytes = {0};
        out.forEachFlushedMessage(next -> {
            bytes[0] = (int) Math.min(most, (long) bytes[0] + ((ByteBuf) next).readableBytes());
            return bytes[0] < most;
        });
        return bytes[0];
    }

    private static void fill(byte[] message, ChannelOutboundBuffer out) {
        int at = StreamMessage.HEADER;
        while (out.current() instanceof ByteBuf next && (at < message.length || !next.isReadable())) {
            int bytes = Math.min(next.readableBytes(), message.length - at);
            next.getBytes(next.readerIndex(), message, at, bytes);
            at += bytes;
            if (bytes == next.readableBytes()) {
                out.remove();
            } else {
                out.removeBytes(bytes);
            }
        }
    }

    // ---- how it ends

    private void fail(IOException why) {
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise != null) {
            promise.tryFailure(why);
        } else {
            pipeline().fireExceptionCaught(why);
        }
        unsafe().close(unsafe().voidPromise());
    }

    @Override
    protected void doClose() {
        boolean tell = active;
        open = false;
        active = false;
        unread.clear();
        network.unsubscribe(here);
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise != null) {
            promise.tryFailure(new ClosedChannelException());
        }
        if (tell) {
            try {
                network.publish(there, StreamMessage.of(StreamMessage.Kind.CLOSE, sent));
            } catch (IOException e) {
                // the server is gone, and the other end notices that for itself
            }
        }
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    // ---- what it is

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return new NatsAddress(here);
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return there.isEmpty() ? null : new NatsAddress(there);
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
