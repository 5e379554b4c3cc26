package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Handshake;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.wire.Lane;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport over sockets, and over other streams of bytes that are given as a {@link ChannelKind}. Datasets go from their
 * Arrow buffers to the socket, and from the socket into the memory that the receiver gives, without a copy between; with TLS
 * there is one on each side.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
public final class NettyTransport implements Transport {
    /** The longest path of a unix-domain socket, in bytes, less than every system's limit. */
    private static final int LONGEST_SOCKET_PATH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private final TransportSettings settings;
    private final SocketOptions options;
    private final Arrivals arrivals;
    private final ChannelKind kind;
    private final EventLoopGroup group;
    private final PeerTable peers = new PeerTable(this);
    private final SecureRandom chance = new SecureRandom();

    private @Nullable Channel listening;
    private @Nullable PeerAddress address;
    private volatile boolean closed;

    private NettyTransport(ChannelKind kind, TransportSettings settings, SocketOptions options, Arrivals arrivals) {
        this.settings = settings;
        this.options = options;
        this.arrivals = arrivals;
        this.kind = kind;
        this.group = new MultiThreadIoEventLoopGroup(
                options.threads(),
                new DefaultThreadFactory("transport of " + settings.self(), true),
                kind.handler(options.spinning()));
    }

    /** An end that connects to others and does not listen. */
    public static NettyTransport connecting(TransportSettings settings, SocketOptions options, Arrivals arrivals) {
        return new NettyTransport(SocketKind.of(options), settings, options, arrivals);
    }

    /**
     * An end over channels that are no sockets, to which others connect. Whether strangers can is the caller's to check.
     *
     * @param at where, as the channels have addresses
     * @throws IOException if the address cannot be had
     */
    public static NettyTransport over(
            ChannelKind kind, TransportSettings settings, SocketOptions options, Arrivals arrivals, PeerAddress at)
            throws IOException {
        NettyTransport transport = new NettyTransport(kind, settings, options, arrivals);
        try {
            transport.listen(at);
            return transport;
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * An end to which others connect.
     *
     * @param at where; a unix-domain socket is made with mode 0600, in the place of one that nobody serves any more
     * @throws ExposedAddressException if others than this host could connect, and neither a token nor TLS guards it
     * @throws IOException if the address cannot be had
     */
    public static NettyTransport listening(
            TransportSettings settings, SocketOptions options, Arrivals arrivals, PeerAddress at)
            throws ExposedAddressException, IOException {
        if (at instanceof PeerAddress.Tcp tcp) {
            ExposedAddressException.check(
                    new InetSocketAddress(tcp.host(), tcp.port()),
                    settings.token().isPresent() || options.tls().isPresent());
        } else if (at instanceof PeerAddress.Unix unix) {
            prepare(unix.socket());
        }
        return over(SocketKind.of(options), settings, options, arrivals, at);
    }

    private static void prepare(Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new IOException(
                    "the path of a socket has at most " + LONGEST_SOCKET_PATH + " bytes, which " + socket + " has not");
        }
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            Files.deleteIfExists(socket); // whoever made it is gone
            return;
        }
        throw new IOException("another process listens on " + socket);
    }

    private void listen(PeerAddress at) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channelFactory(kind.listening(at))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        begin(channel, at, null);
                    }
                });
        if (at instanceof PeerAddress.Tcp) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_REUSEADDR, true);
        }
        ChannelFuture bound = bootstrap.bind(kind.address(at)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + at + ": " + bound.cause().getMessage(), bound.cause());
        }
        listening = bound.channel();
        address = at;
        if (at instanceof PeerAddress.Unix unix) {
            Files.setPosixFilePermissions(unix.socket(), PosixFilePermissions.fromString("rw-------"));
        } else if (at instanceof PeerAddress.Tcp tcp
                && bound.channel().localAddress() instanceof InetSocketAddress is) {
            address = new PeerAddress.Tcp(tcp.host(), is.getPort());
        }
    }

    private WriteBufferWaterMark waterMark() {
        return new WriteBufferWaterMark(settings.window() / 2, settings.window());
    }

    /** Sets a new channel up: TLS where it goes beyond the host, and its lane. */
    private void begin(Channel channel, PeerAddress there, @Nullable Dial dial) {
        boolean encrypted =
                !(there instanceof PeerAddress.Unix) && options.tls().isPresent();
        if (encrypted) {
            channel.pipeline().addLast(tls(options.tls().orElseThrow(), channel, there, dial != null));
        }
        LaneHandler lane = new LaneHandler(this, channel, dial);
        if (!encrypted) {
            channel.config().setRecvByteBufAllocator(new LandingAllocator(lane.reader()));
        }
        channel.pipeline().addLast(lane);
    }

    private static SslHandler tls(TlsIdentity identity, Channel channel, PeerAddress there, boolean dialled) {
        if (!dialled) {
            return identity.listening().newHandler(channel.alloc());
        }
        if (there instanceof PeerAddress.Tcp tcp) {
            return identity.connecting().newHandler(channel.alloc(), tcp.host(), tcp.port());
        }
        SslHandler tls = identity.connecting().newHandler(channel.alloc());
        // There is no host's address to compare; the lane compares the name that was called, the peer's and the
        // certificate's.
        SSLParameters parameters = tls.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("");
        tls.engine().setSSLParameters(parameters);
        return tls;
    }

    @Override
    public CompletionStage<Peer> connect(PeerAddress there) {
        Dial dial = new Dial(there);
        if (closed) {
            dial.fail("this end is closed", null);
            return dial.result();
        }
        SocketAddress address;
        try {
            address = kind.address(there);
        } catch (IllegalArgumentException e) {
            dial.fail(String.valueOf(e.getMessage()), e);
            return dial.result();
        }
        group.schedule(
                () -> dial.fail("it took longer than " + options.patience().toSeconds() + " s", null),
                options.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        for (Lane lane : Lane.values()) {
            Bootstrap bootstrap = new Bootstrap()
                    .group(group)
                    .channelFactory(kind.connecting(there))
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            dial.add(lane, channel);
                            begin(channel, there, dial);
                        }
                    });
            if (there instanceof PeerAddress.Tcp) {
                bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.patience().toMillis());
            }
            bootstrap.connect(address).addListener((ChannelFuture done) -> {
                if (!done.isSuccess()) {
                    dial.fail(String.valueOf(done.cause().getMessage()), done.cause());
                }
            });
        }
        return dial.result();
    }

    @Override
    public PeerId self() {
        return settings.self();
    }

    @Override
    public Optional<PeerAddress> address() {
        return Optional.ofNullable(address);
    }

    TransportSettings settings() {
        return settings;
    }

    SocketOptions options() {
        return options;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    PeerTable peers() {
        return peers;
    }

    Handshake handshake() {
        return new Handshake(settings.self(), settings.token(), chance);
    }

    @Override
    public void close() {
        if (!stopListening()) {
            return;
        }
        CompletableFuture<?>[] gone =
                peers.all().stream().map(peer -> peer.leave("it was closed")).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(gone).get(options.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            peers.all().forEach(NettyPeer::cut); // whoever does not go in time
        }
        stopThreads();
    }

    @Override
    public void abort() {
        if (stopListening()) {
            peers.all().forEach(NettyPeer::cut);
            stopThreads();
        }
    }

    private boolean stopListening() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        peers.close();
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        return true;
    }

    private void stopThreads() {
        long patience = options.patience().toMillis();
        group.shutdownGracefully(0, patience, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(patience, TimeUnit.MILLISECONDS);
        if (address instanceof PeerAddress.Unix unix) {
            try {
                Files.deleteIfExists(unix.socket());
            } catch (IOException e) {
                LOG.debug("left {} behind, which who listens there next replaces", unix.socket(), e);
            }
        }
    }
}
