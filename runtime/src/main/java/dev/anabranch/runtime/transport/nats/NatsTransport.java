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
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The transport over a NATS server, to which all ends connect and which passes their bytes on: for hosts that do not reach each
 * other. It speaks the wire of sockets over streams that it makes of the server's messages, in pieces of at most the server's
 * {@code max_payload}. A connection to the server that ends is not made again: its peers are gone.
 *
 * <p>Peers are addressed by name. Two ends that open with the same name at the same instant are not told apart before somebody
 * connects to that name, which fails then.
 */
public final class NatsTransport implements Transport {
    private final NatsConnection connection;
    private final NettyTransport over;

    private NatsTransport(NatsConnection connection, NettyTransport over) {
        this.connection = connection;
        this.over = over;
    }

    /**
     * Connects to a server; others of the same network find this end by its name.
     *
     * @param server {@code nats://host:port} or {@code tls://host:port}, perhaps with {@code user:password@} or {@code token@}
     *     before the host
     * @param network in which names are known; one server may have many
     * @param settings of which the window is that of each lane's stream as well
     * @param options with host certificates, what passes through the server is encrypted from end to end
     * @throws ExposedAddressException if the server is not this host's own, and neither a run token nor certificates keep its
     *     other clients out
     * @throws IOException if the server cannot be reached, or has a peer of that name
     */
    public static NatsTransport open(
            URI server, String network, TransportSettings settings, SocketOptions options, Arrivals arrivals)
            throws ExposedAddressException, IOException {
        if (settings.window() > NatsChannel.LARGEST_WINDOW) {
            throw new IllegalArgumentException("over NATS a window has at most " + NatsChannel.LARGEST_WINDOW
                    + " bytes, not " + settings.window());
        }
        NatsServerAddress address = NatsServerAddress.of(server);
        ExposedAddressException.checkServer(
                address.socket(), settings.token().isPresent() || options.tls().isPresent());
        NatsConnection connection = NatsConnection.open(address, network, settings, options.patience());
        try {
            return new NatsTransport(
                    connection,
                    NettyTransport.over(
                            new NatsChannels(connection, settings.window()),
                            settings,
                            options,
                            arrivals,
                            new PeerAddress.Named(settings.self())));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
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
        connection.close();
    }

    @Override
    public void abort() {
        over.abort();
        connection.abort();
    }
}
