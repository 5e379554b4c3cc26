package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.PeerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Epoll or the JDK's NIO: which channels an address takes, and what turns them. */
enum SocketKind implements ChannelKind {
    EPOLL {
        @Override
        public IoHandlerFactory handler(boolean spinning) {
            return spinning ? EpollIoHandler.newFactory(0, SPINNING) : EpollIoHandler.newFactory();
        }

        @Override
        public ChannelFactory<? extends ServerChannel> listening(PeerAddress address) {
            return address instanceof PeerAddress.Unix
                    ? EpollServerDomainSocketChannel::new
                    : EpollServerSocketChannel::new;
        }

        @Override
        public ChannelFactory<? extends Channel> connecting(PeerAddress address) {
            return address instanceof PeerAddress.Unix ? EpollDomainSocketChannel::new : EpollSocketChannel::new;
        }

        @Override
        SocketAddress unix(Path socket) {
            return new DomainSocketAddress(socket.toString());
        }
    },
    NIO {
        @Override
        public IoHandlerFactory handler(boolean spinning) {
            return NioIoHandler.newFactory();
        }

        @Override
        public ChannelFactory<? extends ServerChannel> listening(PeerAddress address) {
            return address instanceof PeerAddress.Unix
                    ? NioServerDomainSocketChannel::new
                    : NioServerSocketChannel::new;
        }

        @Override
        public ChannelFactory<? extends Channel> connecting(PeerAddress address) {
            return address instanceof PeerAddress.Unix ? NioDomainSocketChannel::new : NioSocketChannel::new;
        }

        @Override
        SocketAddress unix(Path socket) {
            return UnixDomainSocketAddress.of(socket);
        }
    };

    private static final SelectStrategyFactory SPINNING =
            () -> (selectNow, hasTasks) -> hasTasks ? selectNow.get() : SelectStrategy.BUSY_WAIT;

    /** Epoll where its library loads and it is wanted. */
    static SocketKind of(SocketOptions options) {
        return options.nativeSockets() && Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract SocketAddress unix(Path socket);

    @Override
    public SocketAddress address(PeerAddress address) {
        if (address instanceof PeerAddress.Unix there) {
            return unix(there.socket());
        }
        if (address instanceof PeerAddress.Tcp there) {
            return new InetSocketAddress(there.host(), there.port());
        }
        throw new IllegalArgumentException("sockets have addresses unix:/path and tcp:host:port, not " + address);
    }
}
