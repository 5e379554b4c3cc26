package dev.anabranch.runtime.transport.nats;

import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.netty.ChannelKind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import java.net.SocketAddress;

/** Streams over one connection to a server, as channels. */
final class NatsChannels implements ChannelKind {
    private final NatsConnection connection;
    private final int window;

    /** @param window how many bytes an end takes before its owner has read them */
    NatsChannels(NatsConnection connection, int window) {
        this.connection = connection;
        this.window = window;
    }

    /** The channels have no sockets of their own: this only runs what they are told. */
    @Override
    public IoHandlerFactory handler(boolean spinning) {
        return NioIoHandler.newFactory();
    }

    @Override
    public ChannelFactory<? extends ServerChannel> listening(PeerAddress address) {
        return () -> new NatsServerChannel(connection, window);
    }

    @Override
    public ChannelFactory<? extends Channel> connecting(PeerAddress address) {
        return () -> new NatsChannel(null, connection, window, "", 0);
    }

    @Override
    public SocketAddress address(PeerAddress address) {
        if (address instanceof PeerAddress.Named there) {
            return new NatsAddress(connection.subject(there.peer()));
        }
        throw new IllegalArgumentException("over NATS peers have addresses name:peer");
    }
}
