package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.Arrival;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Handshake;
import dev.anabranch.runtime.transport.OwnersMessages;
import dev.anabranch.runtime.wire.FrameReader;
import dev.anabranch.runtime.wire.FrameSink;
import dev.anabranch.runtime.wire.FrameWriter;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lane of one connection, from the handshake to the goodbye. All of it happens on the channel's own thread. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
final class LaneHandler extends ChannelInboundHandlerAdapter implements FrameSink {
    private static final Logger LOG = LoggerFactory.getLogger(LaneHandler.class);

    private static final String GOING = "an earlier connection of this peer is just ending";

    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;
    private static final int TLS_VERSION = 3;

    private final NettyTransport transport;
    private final Channel channel;
    private final @Nullable Dial dial;
    private final Handshake handshake;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Arrival arrival;
    private final ControlQueue control;
    private final BulkQueue bulk;

    private @Nullable NettyPeer peer;
    private Departure departure = new Departure(
            Departure.Kind.LOST, "the connection ended without a goodbye: the process died, or the network broke");
    private boolean admitted;
    private boolean leaving;
    private boolean begun;
    private boolean lost;
    private boolean heard;
    private @Nullable Future<?> givingUp;

    /**
     * @param dial the connecting that this is part of, or null for a connection that came
     */
    LaneHandler(NettyTransport transport, Channel channel, @Nullable Dial dial) {
        this.transport = transport;
        this.channel = channel;
        this.dial = dial;
        this.handshake = transport.handshake();
        this.reader = new FrameReader(channel.alloc(), transport.settings().limits(), this);
        this.writer = new FrameWriter(transport.settings().limits());
        this.arrival = new Arrival(transport.arrivals());
        this.control = new ControlQueue(channel, writer, transport.settings().limits());
        this.bulk = new BulkQueue(
                channel, writer, transport.settings(), this::gone, reason -> lose(Departure.Kind.LOST, reason));
    }

    FrameReader reader() {
        return reader;
    }

    Channel channel() {
        return channel;
    }

    ControlQueue control() {
        return control;
    }

    BulkQueue bulk() {
        return bulk;
    }

    boolean isDialled() {
        return dial != null;
    }

    boolean isAdmitted() {
        return admitted;
    }

    // ---- how it begins

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                greet();
            } else {
                exceptionCaught(new DecoderException(done.cause()));
            }
        } else if (event instanceof IdleStateEvent idle) {
            idle(idle.state());
        }
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        long patience = transport.options().patience().toMillis();
        givingUp = channel.eventLoop().schedule(this::giveUp, patience, TimeUnit.MILLISECONDS);
        if (channel.pipeline().get(SslHandler.class) == null) {
            greet();
        }
    }

    private void greet() {
        if (dial != null) {
            write(handshake.hello(dial.laneOf(this)));
        }
    }

    private void giveUp() {
        if (channel.isActive() && (peer == null || !peer.isJoined())) {
            lose(Departure.Kind.LOST, "the other end did not finish the handshake in time");
        }
    }

    private void checkName() throws WireException {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return;
        }
        try {
            String name = TlsIdentity.peerName(tls.engine().getSession());
            if (!name.equals(handshake.peer().host())) {
                throw new WireException("the peer says to be " + handshake.peer() + " and its certificate is of "
                        + (name.length() > 100 ? "another" : name));
            }
        } catch (SSLException e) {
            throw new WireException(why(e));
        }
    }

    private void admit(NettyPeer known) {
        admitted = true;
        reader.admit();
        if (handshake.lane() == Lane.CONTROL) {
            long heartbeat = transport.settings().heartbeat().toMillis();
            long silence = transport.settings().silence().toMillis();
            channel.pipeline()
                    .addBefore(
                            channel.pipeline().context(this).name(),
                            "heartbeat",
                            new IdleStateHandler(silence, heartbeat, 0, TimeUnit.MILLISECONDS));
        }
        known.confirm();
    }

    // ---- what comes

    @Override
    @SuppressWarnings(
            "ReferenceEquality") // whether it is the very memory that was given, not memory with the same bytes
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        heard = true;
        try {
            if (lost) {
                return; // what comes after a refusal
            }
            if (bytes == reader.target()) {
                reader.advanced();
            } else if (!admitted && isTls(bytes)) {
                lose(Departure.Kind.LOST, "the other end speaks TLS and this one has no certificates");
            } else {
                reader.read(bytes);
            }
            channel.config().setAutoRead(!reader.isPaused());
        } catch (WireException e) {
            lose(Departure.Kind.BROKE_PROTOCOL, e.reason());
        } finally {
            bytes.release();
        }
    }

    /** Whether a record of TLS begins here, a handshake's or an alert's: a frame's length begins with 0 at this time. */
    private static boolean isTls(ByteBuf bytes) {
        if (bytes.readableBytes() < 2) {
            return false;
        }
        int type = bytes.getByte(bytes.readerIndex());
        return (type == TLS_ALERT || type == TLS_HANDSHAKE) && bytes.getByte(bytes.readerIndex() + 1) == TLS_VERSION;
    }

    /** Asks for what was refused again. */
    void resume() {
        if (channel.eventLoop().inEventLoop()) {
            resumeHere();
        } else if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().execute(this::resumeHere);
        }
    }

    private void resumeHere() {
        if (!reader.isPaused()) {
            return;
        }
        try {
            reader.resume();
            channel.config().setAutoRead(!reader.isPaused());
        } catch (WireException e) {
            lose(Departure.Kind.BROKE_PROTOCOL, e.reason());
        } catch (RuntimeException | Error e) {
            exceptionCaught(e);
        }
    }

    @Override
    public boolean message(Message message) throws WireException {
        if (!admitted) {
            shakeHands(message);
            return true;
        }
        NettyPeer known = known();
        if (!known.isJoined()) {
            return false;
        }
        if (message instanceof Message.Goodbye goodbye) {
            known.depart(new Departure(Departure.Kind.GOODBYE, goodbye.reason()));
            leaving = true;
            channel.close();
            return true;
        }
        return handshake.lane() == Lane.CONTROL ? control(known, message) : bulk(known, message);
    }

    private boolean control(NettyPeer known, Message message) throws WireException {
        if (message instanceof Message.Ping ping) {
            write(new Message.Pong(ping.sent(), System.nanoTime()));
            return true;
        }
        if (message instanceof Message.Pong) {
            return true;
        }
        if (!OwnersMessages.contains(message)) {
            throw new WireException(
                    "a " + message.getClass().getSimpleName() + " came on the control lane, where it has no place");
        }
        return transport.arrivals().message(known, message);
    }

    private boolean bulk(NettyPeer known, Message message) throws WireException {
        if (message instanceof Message.DatasetAnnouncement announcement) {
            return arrival.announce(known, announcement);
        }
        throw new WireException(
                "a " + message.getClass().getSimpleName() + " came on the bulk lane, where it has no place");
    }

    @Override
    public @Nullable ByteBuf chunk(Message.DatasetChunk chunk) throws WireException {
        if (handshake.lane() != Lane.BULK) {
            throw new WireException("a chunk came on the control lane");
        }
        return arrival.room(chunk);
    }

    @Override
    public void filled(Message.DatasetChunk chunk) {
        arrival.filled();
    }

    private void shakeHands(Message message) throws WireException {
        if (message instanceof Message.Hello hello && dial == null) {
            write(handshake.challenge(hello));
            checkName();
        } else if (message instanceof Message.Proof proof && dial == null) {
            handshake.verify(proof);
            NettyPeer claimed = transport.peers().claim(handshake.peer(), handshake.lane(), this);
            if (claimed == null) {
                boolean going = transport.peers().isGoing(handshake.peer());
                write(new Message.Refusal(!going, going ? GOING : "a peer of this name is connected already"));
                leaving = true;
                closeOnceHeard();
                return;
            }
            peer = claimed;
            write(new Message.Welcome());
            admit(claimed);
        } else if (message instanceof Message.Challenge challenge && dial != null) {
            if (dial.isOver()) {
                standBack();
                return;
            }
            Message.Proof proof = handshake.proof(challenge);
            if (!dial.isFor(handshake.peer())) {
                throw new WireException("a peer answered that says to be " + handshake.peer());
            }
            checkName();
            NettyPeer claimed = transport.peers().claim(handshake.peer(), handshake.lane(), this);
            if (claimed == null && transport.peers().isGoing(handshake.peer())) {
                lose(Departure.Kind.LOST, GOING);
                return;
            }
            dial.found(transport.peers().find(handshake.peer()));
            if (claimed == null) {
                standBack();
                return;
            }
            peer = claimed;
            write(proof);
        } else if (message instanceof Message.Welcome && dial != null && peer != null) {
            admit(peer);
        } else if (message instanceof Message.Refusal refusal && dial != null) {
            if (refusal.duplicate()) {
                standBack();
            } else {
                lose(Departure.Kind.LOST, "refused: " + refusal.reason());
            }
        } else {
            throw new WireException(
                    "a " + message.getClass().getSimpleName() + " came in the handshake, where it has no place");
        }
    }

    /** The other end's connection of this pair stays, or will: this one ends, and nobody is told. */
    private void standBack() {
        NettyPeer known = peer;
        if (known != null) {
            known.detach(this);
            peer = null;
        }
        leaving = true;
        channel.close();
    }

    private void idle(IdleState state) {
        if (state == IdleState.WRITER_IDLE) {
            control.writeNow(new Message.Ping(System.nanoTime()));
        } else if (state == IdleState.READER_IDLE && channel.config().isAutoRead()) {
            lose(
                    Departure.Kind.SILENT,
                    "nothing was heard for " + transport.settings().silence().toSeconds() + " s");
        }
    }

    // ---- what goes

    private void write(Message message) {
        control.writeNow(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (admitted) {
            bulk.pump();
            control.tellWaiting();
        }
        context.fireChannelWritabilityChanged();
    }

    // ---- how it ends

    /** Says goodbye after what is queued; the other end closes, or time does. */
    void leave(String reason) {
        try {
            channel.eventLoop().execute(() -> {
                leaving = true;
                bulk.whenEmpty(() -> {
                    control.flushQueued();
                    control.writeNow(new Message.Goodbye(reason));
                    if (!channel.eventLoop().isShuttingDown()) {
                        channel.eventLoop()
                                .schedule(
                                        () -> channel.close(),
                                        transport.options().patience().toMillis(),
                                        TimeUnit.MILLISECONDS);
                    }
                });
            });
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    /** Cuts the connection off at once: TLS would first say so, behind what nobody takes any more. */
    void cut() {
        try {
            channel.eventLoop()
                    .execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    /** The first reason counts: what follows from it, such as a connection that was reset, says less. */
    private void lose(Departure.Kind kind, String reason) {
        if (lost) {
            return;
        }
        lost = true;
        departure = new Departure(kind, reason);
        if (kind == Departure.Kind.BROKE_PROTOCOL) {
            LOG.debug("closing a connection of {}: {}", transport.settings().self(), reason);
            tellWhy(reason);
        }
        NettyPeer known = peer;
        if (known != null) {
            known.depart(departure);
        }
        reader.close();
        if (kind == Departure.Kind.BROKE_PROTOCOL && !admitted && dial == null) {
            closeOnceHeard();
        } else {
            channel.close();
        }
    }

    /** The other end may have made an honest mistake, such as another version. */
    private void tellWhy(String reason) {
        if (admitted) {
            control.writeNow(new Message.Goodbye("the other end broke the protocol: " + reason));
        } else if (dial == null) {
            control.writeNow(new Message.Refusal(false, reason));
        }
    }

    /**
     * Leaves the closing to the other end for a while: a connection that is closed while something of the other end is still
     * under way is reset, and a reset takes away what it has not read yet, the refusal.
     */
    private void closeOnceHeard() {
        channel.config().setAutoRead(true);
        channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Future<?> timer = givingUp;
        if (timer != null) {
            // It would keep all this in memory until its time has come.
            timer.cancel(false);
        }
        if (isUnanswered()) {
            departure = new Departure(
                    Departure.Kind.LOST,
                    "the connection ended before the other end said anything: it may want TLS, for which this end has no"
                            + " certificates");
        }
        reader.close();
        NettyPeer known = peer;
        String reason = known == null ? departure.reason() : known.reasonOr(departure);
        arrival.broken(reason);
        bulk.close(new IOException((known == null ? "the peer" : known.id().toString()) + " is gone: " + reason));
        control.close();
        if (known != null) {
            known.ended(this, departure);
        }
        if (dial != null && !leaving) {
            // A lane that was cut because of the other one has no reason of its own.
            dial.fail(reason, null);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        exceptionCaught(cause);
    }

    private void exceptionCaught(Throwable cause) {
        if (cause instanceof NotSslRecordException || cause.getCause() instanceof NotSslRecordException) {
            lose(Departure.Kind.LOST, "the other end does not speak TLS"); // what it sent instead may be a secret
        } else if (cause instanceof IOException) {
            lose(Departure.Kind.LOST, why(cause));
        } else if (cause instanceof DecoderException) {
            lose(Departure.Kind.LOST, "TLS failed: " + why(cause.getCause() == null ? cause : cause.getCause()));
        } else {
            LOG.error("a lane of {} failed", transport.settings().self(), cause);
            lose(Departure.Kind.LOST, "this end failed: " + why(cause));
        }
    }

    /** Whether a call without TLS ended with no word. */
    private boolean isUnanswered() {
        return dial != null
                && !heard
                && !lost
                && channel.remoteAddress() instanceof InetSocketAddress
                && channel.pipeline().get(SslHandler.class) == null;
    }

    private IOException gone(String reason) {
        NettyPeer known = peer;
        return new IOException((known == null ? "the peer" : known.id().toString()) + " is gone: " + reason);
    }

    private NettyPeer known() {
        NettyPeer known = peer;
        if (known == null) {
            throw new IllegalStateException("a lane without a peer was admitted");
        }
        return known;
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
