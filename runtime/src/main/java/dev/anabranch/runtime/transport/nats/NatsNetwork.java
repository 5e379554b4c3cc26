package dev.anabranch.runtime.transport.nats;

import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.netty.ChannelKind;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One process's connection to the server, and the channels over it. */
final class NatsNetwork implements ChannelKind {
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final String prefix;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

    /** @param name of the network; peers of others are not seen */
    NatsNetwork(Connection connection, String name) {
        this.connection = connection;
        this.dispatcher = connection.createDispatcher();
        this.prefix = "anabranch." + token(name) + ".";
    }

    /** A text as one token of a subject, whatever is in it. */
    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public IoHandlerFactory handler(boolean spinning) {
        return NioIoHandler.newFactory();
    }

    @Override
    public ChannelFactory<? extends ServerChannel> listening(PeerAddress address) {
        return () -> new NatsServerChannel(this);
    }

    @Override
    public ChannelFactory<? extends Channel> connecting(PeerAddress address) {
        return () -> new NatsChannel(null, this, "");
    }

    @Override
    public SocketAddress address(PeerAddress address) {
        if (address instanceof PeerAddress.Named there) {
            return new NatsAddress(subject(there.peer()));
        }
        throw new IllegalArgumentException("over NATS peers have addresses name:peer, not " + address);
    }

    private String subject(PeerId peer) {
        return prefix + token(peer.name());
    }

    /** A subject that nobody else has. */
    String inbox() {
        return connection.createInbox();
    }

    /** The most bytes of a stream in one message. */
    int mostBytes() {
        return (int) Math.min(Integer.MAX_VALUE, connection.getMaxPayload()) - StreamMessage.HEADER;
    }

    void subscribe(String subject, MessageHandler handler) throws IOException {
        try {
            dispatcher.subscribe(subject, handler);
        } catch (IllegalStateException e) {
            throw new IOException("the connection to NATS has ended", e);
        }
    }

    void unsubscribe(String subject) {
        if (dispatcher.isActive()) {
            dispatcher.unsubscribe(subject);
        }
    }

    /** Whether somebody answers at a subject. */
    boolean isServed(String subject, Duration patience) throws IOException {
        try {
            return connection.request(subject, StreamMessage.of(StreamMessage.Kind.PROBE, 0), patience) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalStateException e) {
            return false; // nobody, or no connection, of which subscribing tells
        }
    }

    void publish(String subject, byte[] message) throws IOException {
        publish(subject, null, message);
    }

    void publish(String subject, @Nullable String replyTo, byte[] message) throws IOException {
        try {
            connection.publish(subject, replyTo, message);
        } catch (IllegalStateException e) {
            throw new IOException("the connection to NATS has ended", e);
        }
    }

    void opened(Channel channel) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
    }

    /** The server is gone: so is every peer. */
    void lost() {
        channels.forEach(Channel::close);
    }
}
