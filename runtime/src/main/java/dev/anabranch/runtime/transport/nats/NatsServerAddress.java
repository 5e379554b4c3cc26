package dev.anabranch.runtime.transport.nats;

import io.nats.client.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a server is and who connects to it. Its text has no secret, and the client library is given none in an address. */
final class NatsServerAddress {
    private static final int PORT = 4222;

    /** The server's certificate is checked against the JDK's authorities; {@code opentls}, which trusts any, is not taken. */
    private static final Set<String> SCHEMES = Set.of("nats", "tls");

    private final String scheme;
    private final String host;
    private final int port;
    private final @Nullable String user;

    private NatsServerAddress(String scheme, String host, int port, @Nullable String user) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.user = user;
    }

    static NatsServerAddress of(URI server) throws IOException {
        String scheme = server.getScheme();
        if (scheme == null || !SCHEMES.contains(scheme) || server.getHost() == null) {
            throw new IOException(
                    "a NATS server is nats://host:port or tls://host:port, perhaps with user:password@ before"
                            + " the host, which this is not");
        }
        return new NatsServerAddress(
                scheme, server.getHost(), server.getPort() < 0 ? PORT : server.getPort(), server.getRawUserInfo());
    }

    /** Resolved. */
    InetSocketAddress socket() throws IOException {
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetSocketAddress address = new InetSocketAddress(literal, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot connect to the NATS server " + this + ": no host has this name");
        }
        return address;
    }

    /** Fails as the system does where nobody listens; the client library does not tell why. */
    void reach(Duration patience) throws IOException {
        try (Socket probe = new Socket()) {
            probe.connect(socket(), Math.toIntExact(patience.toMillis()));
        } catch (IOException e) {
            throw new IOException("cannot connect to the NATS server " + this + ": " + e.getMessage(), e);
        }
    }

    void tell(Options.Builder options) {
        options.server(toString());
        if (user == null) {
            return;
        }
        int colon = user.indexOf(':');
        if (colon < 0) {
            options.token(decoded(user));
        } else {
            options.userInfo(decoded(user.substring(0, colon)), decoded(user.substring(colon + 1)));
        }
    }

    private static char[] decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)
                .toCharArray();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
