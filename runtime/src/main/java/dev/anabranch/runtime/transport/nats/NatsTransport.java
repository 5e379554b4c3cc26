package dev.anabranch.runtime.transport.nats;

import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport over a NATS server, to which all ends connect and which passes their bytes on: for hosts that do not reach each
 * other. It speaks the wire of sockets over streams that it makes of the server's messages, in pieces of at most the server's
 * {@code max_payload}. A connection to the server that ends is not made again: its peers are gone.
 */
public final class NatsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NatsTransport.class);
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final int PORT = 4222;

    private final Connection connection;
    private final NettyTransport over;

    private NatsTransport(Connection connection, NettyTransport over) {
        this.connection = connection;
        this.over = over;
    }

    /**
     * Connects to a server; others of the same network find this end by its name.
     *
     * @param server {@code nats://host:port}, perhaps with {@code user:password@}
     * @param network in which names are known; one server may have many
     * @throws ExposedAddressException if the server is not this host's own, and no token keeps its other clients out
     * @throws IOException if the server cannot be reached, or has a peer of that name
     */
    public static NatsTransport open(URI server, String network, TransportSettings settings, Arrivals arrivals)
            throws ExposedAddressException, IOException {
        if (server.getHost() == null) {
            throw new IOException("a NATS server is nats://host:port, not " + withoutUser(server));
        }
        ExposedAddressException.check(
                new InetSocketAddress(server.getHost(), server.getPort() < 0 ? PORT : server.getPort()),
                settings.token().isPresent());
        SocketOptions options = SocketOptions.standard();
        AtomicReference<@Nullable NatsNetwork> channels = new AtomicReference<>();
        Connection connection = connect(server, settings, options, channels);
        NatsNetwork made = new NatsNetwork(connection, network);
        channels.set(made);
        try {
            return new NatsTransport(
                    connection,
                    NettyTransport.over(made, settings, options, arrivals, new PeerAddress.Named(settings.self())));
        } catch (IOException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static Connection connect(
            URI server,
            TransportSettings settings,
            SocketOptions options,
            AtomicReference<@Nullable NatsNetwork> channels)
            throws IOException {
        Options how = new Options.Builder()
                .server(server.toString())
                .connectionName(settings.self().name())
                .connectionTimeout(options.patience())
                .noReconnect()
                .connectionListener((connection, event) -> {
                    NatsNetwork network = channels.get();
                    if (event == ConnectionListener.Events.CLOSED && network != null) {
                        network.lost();
                    }
                })
                .build();
        try {
            return Nats.connect(how);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to " + withoutUser(server), e);
        } catch (IOException e) {
            throw new IOException("cannot connect to " + withoutUser(server) + ": " + e.getMessage(), e);
        }
    }

    /** An address that may be printed. */
    private static String withoutUser(URI server) {
        String text = server.toString();
        int at = text.lastIndexOf('@');
        return at < 0 ? text : server.getScheme() + "://" + text.substring(at + 1);
    }

    private static void close(Connection connection) {
        try {
            connection.flush(FLUSH); // what peers are told last
        } catch (TimeoutException | IllegalStateException e) {
            LOG.debug("the server did not confirm what was sent last", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public PeerId self() {
        return over.self();
    }

    @Override
    public Optional<PeerAddress> address() {
        return over.address();
    }

    @Override
    public CompletionStage<Peer> connect(PeerAddress address) {
        return over.connect(address);
    }

    @Override
    public void close() {
        over.close();
        close(connection);
    }

    @Override
    public void abort() {
        over.abort();
        close(connection);
    }
}
