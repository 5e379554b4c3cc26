package dev.anabranch.runtime.transport.nats;

import io.nats.client.Message;
import io.netty.buffer.ByteBuf;
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
 * back; so each end tells the other how many bytes it takes, and numbers what it sends. A message that is missing ends the
 * stream, and so does the server's word that nobody listens at the other end any more.
 */
final class NatsChannel extends AbstractChannel {
    /** What a server keeps for a client that reads slowly before it cuts it off, by default. */
    static final int LARGEST_WINDOW = 64 << 20;

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final int NO_RESPONDERS = 503;

    private final NatsConnection connection;
    private final int window;
    private final String here;
    private final ChannelConfig config = new DefaultChannelConfig(this);

    // What follows belongs to the channel's thread.
    private final Queue<StreamMessage> unread = new ArrayDeque<>();
    private String there;
    private long credit;
    private long sent;
    private long received;
    private long granted;
    private long untold;
    private boolean wanted;
    private boolean delivering;
    private @Nullable ChannelPromise connecting;

    private volatile boolean open = true;
    private volatile boolean active;

    /**
     * @param listening the channel at which the stream was asked for, or null at the end that asks
     * @param window how many bytes this end takes before its owner has read them
     * @param there the other end's subject, or an empty one if it is not known yet
     * @param credit how many bytes the other end takes
     */
    NatsChannel(@Nullable Channel listening, NatsConnection connection, int window, String there, long credit) {
        super(listening);
        this.connection = connection;
        this.window = window;
        this.here = connection.inbox();
        this.there = there;
        this.credit = credit;
        this.granted = window;
    }

    // ---- how it begins

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new StreamUnsafe();
    }

    @Override
    @SuppressWarnings(
            "deprecation") // the method in its place is told of failures by a promise, which this one's caller does
    protected void doRegister() throws IOException {
        if (parent() != null) {
            connection.subscribe(here, this::heard);
            connection.opened(this);
            active = true;
            connection.publish(there, here, StreamMessage.of(StreamMessage.Kind.ACCEPT, window));
        }
    }

    private final class StreamUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            connecting = promise;
            try {
                connection.subscribe(here, NatsChannel.this::heard);
                connection.opened(NatsChannel.this);
                connection.publish(
                        ((NatsAddress) remote).subject(), here, StreamMessage.of(StreamMessage.Kind.OPEN, window));
            } catch (IOException e) {
                fail(e);
            }
        }

        /** Writes what waited for credit. */
        void goOn() {
            flush0();
        }
    }

    // ---- what comes

    /** On the client library's thread. */
    private void heard(Message message) {
        onOwnThread(() -> take(message));
    }

    /** The server is gone. */
    void lost(IOException why) {
        onOwnThread(() -> fail(why));
    }

    private void onOwnThread(Runnable action) {
        try {
            eventLoop().execute(action);
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
                if (message.getStatus().getCode() == NO_RESPONDERS) {
                    nobodyIsThere();
                }
                return;
            }
            take(StreamMessage.read(message.getData()), message.getReplyTo());
        } catch (IOException e) {
            fail(e);
        }
    }

    /** The other end's process has ended, or closed the stream; what it sent before is still read. */
    private void nobodyIsThere() throws IOException {
        if (!active) {
            throw new IOException("no peer of that name is there");
        }
        unread.add(StreamMessage.closed());
        deliver();
    }

    private void take(StreamMessage message, @Nullable String from) throws IOException {
        switch (message.kind()) {
            case ACCEPT -> accepted(message.number(), from);
            case BYTES -> {
                checkNumber(message);
                received++;
                granted -= message.length();
                if (granted < 0) {
                    throw new IOException("the other end sent more than it was given room for");
                }
                unread.add(message);
                deliver();
            }
            case CLOSE -> {
                checkNumber(message);
                unread.add(message);
                deliver();
            }
            case CREDIT -> {
                gotCredit(message.number());
                ((StreamUnsafe) unsafe()).goOn();
            }
            case OPEN, PROBE -> throw new IOException("a stream was asked for another");
        }
    }

    private void checkNumber(StreamMessage message) throws IOException {
        if (message.number() != received) {
            throw new IOException(
                    "NATS lost messages: " + received + " was expected and " + message.number() + " came");
        }
    }

    private void gotCredit(long bytes) throws IOException {
        credit += Math.min(bytes, LARGEST_WINDOW + 1);
        if (credit > LARGEST_WINDOW) {
            throw new IOException("the other end gives room for more than " + LARGEST_WINDOW + " bytes");
        }
    }

    private void accepted(long bytes, @Nullable String from) throws IOException {
        ChannelPromise promise = connecting;
        if (active) {
            throw new IOException("two processes have the other end's name");
        }
        if (promise == null || from == null || !connection.isStream(from)) {
            throw new IOException("a stream was given that nobody asked for");
        }
        gotCredit(bytes);
        connecting = null;
        there = from;
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
                pipeline().fireChannelRead(next.content());
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
        if (untold >= window / 2 && open) {
            connection.publish(there, null, StreamMessage.of(StreamMessage.Kind.CREDIT, untold));
            granted += untold;
            untold = 0;
        }
    }

    // ---- what goes

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        while (credit > 0 && !out.isEmpty()) {
            byte[] message = StreamMessage.bytes(sent, toWrite(out, (int) Math.min(connection.mostBytes(), credit)));
            fill(message, out);
            int length = message.length - StreamMessage.HEADER;
            if (length > 0) {
                credit -= length;
                sent++;
                send(message);
            }
        }
    }

    /** With this end's subject, at which the server says so if nobody is there. */
    private void send(byte[] message) throws IOException {
        try {
            connection.publish(there, here, message);
        } catch (IOException e) {
            pipeline().fireExceptionCaught(e); // who closes by itself would not say why
            throw e;
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
        if (!open) {
            return;
        }
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
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise != null) {
            promise.tryFailure(new ClosedChannelException());
        }
        if (tell) {
            try {
                connection.publish(there, null, StreamMessage.of(StreamMessage.Kind.CLOSE, sent));
            } catch (IOException e) {
                // the server is gone, and the other end notices that for itself
            }
        }
        // Only now: the server's word that nobody is here must not overtake what was sent.
        connection.unsubscribe(here);
    }

    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException("an end of a stream has the subject that it was made with");
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
