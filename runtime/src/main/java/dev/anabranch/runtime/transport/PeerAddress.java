package dev.anabranch.runtime.transport;

import java.nio.file.Path;

/** Where a peer can be reached. */
public sealed interface PeerAddress {
    /** A unix-domain socket of this host. */
    record Unix(Path socket) implements PeerAddress {
        @Override
        public String toString() {
            return "unix:" + socket;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or a literal address
     * @param port the port; 0, for who listens, takes any that is free
     */
    record Tcp(String host, int port) implements PeerAddress {
        /** Refuses what is no port. */
        public Tcp {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
            }
        }

        @Override
        public String toString() {
            return "tcp:" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A peer of the same network of names: one process, or one NATS server. */
    record Named(PeerId peer) implements PeerAddress {
        @Override
        public String toString() {
            return "name:" + peer;
        }
    }

    /**
     * The address that {@code toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no address; the message says what one looks like
     */
    static PeerAddress parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "unix" -> new Unix(Path.of(rest));
            case "name" -> new Named(new PeerId(rest));
            case "tcp" -> tcp(text, rest);
            default -> throw noAddress(text);
        };
    }

    private static Tcp tcp(String text, String rest) {
        int port = rest.lastIndexOf(':');
        if (port < 1 || !rest.substring(port + 1).matches("[0-9]{1,5}")) {
            throw noAddress(text);
        }
        String host = rest.substring(0, port);
        return new Tcp(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(rest.substring(port + 1)));
    }

    private static IllegalArgumentException noAddress(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address; write unix:/path/of/socket, tcp:host:port or name:peer");
    }
}
