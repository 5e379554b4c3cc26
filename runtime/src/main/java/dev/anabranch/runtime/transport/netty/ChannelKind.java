package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.PeerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import java.net.SocketAddress;

/** What carries the lanes of a {@link NettyTransport}: streams of bytes that keep their order and hold a sender back. */
public interface ChannelKind {
    /**
     * What turns the channels.
     *
     * @param spinning whether its threads look for work without rest, where it can
     */
    IoHandlerFactory handler(boolean spinning);

    /** Makes channels at which others ask for a stream. */
    ChannelFactory<? extends ServerChannel> listening(PeerAddress address);

    /** Makes channels that ask for one. */
    ChannelFactory<? extends Channel> connecting(PeerAddress address);

    /**
     * The address as the channels want it.
     *
     * @throws IllegalArgumentException if such channels have no such addresses; the message says which they have
     */
    SocketAddress address(PeerAddress address);
}
