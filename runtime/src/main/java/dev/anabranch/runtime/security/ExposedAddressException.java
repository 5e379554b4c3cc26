package dev.anabranch.runtime.security;

import java.net.InetSocketAddress;

/** An address beyond this host's loopback that nothing guards. */
public final class ExposedAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    private ExposedAddressException(String message) {
        super(message);
    }

    /**
     * Refuses to listen where strangers could connect and nothing would hold them off.
     *
     * @param address resolved
     * @param guarded whether connecting takes a run token or mutual TLS
     */
    public static void check(InetSocketAddress address, boolean guarded) throws ExposedAddressException {
        if (address.isUnresolved()) {
            throw new ExposedAddressException("'" + address.getHostString() + "' is not an address of this host");
        }
        if (!guarded && !address.getAddress().isLoopbackAddress()) {
            throw new ExposedAddressException(
                    "refused to listen on " + address.getAddress().getHostAddress() + ":"
                            + address.getPort() + ", which others can reach: anybody could run plans here. Give host"
                            + " certificates or a run token, or listen on 127.0.0.1");
        }
    }

    /**
     * Refuses to listen anywhere but on loopback, for what nothing guards.
     *
     * @param address resolved
     * @param what is served there, as the message says it
     */
    public static void checkLoopback(InetSocketAddress address, String what) throws ExposedAddressException {
        if (address.isUnresolved()) {
            throw new ExposedAddressException("'" + address.getHostString() + "' is not an address of this host");
        }
        if (!address.getAddress().isLoopbackAddress()) {
            throw new ExposedAddressException("refused to serve " + what + " on "
                    + address.getAddress().getHostAddress() + ":" + address.getPort()
                    + ", which others can reach, as nothing guards them. Serve them on 127.0.0.1, and let what reads them run on"
                    + " this host or come through a tunnel");
        }
    }

    /**
     * Refuses to take messages from a server that strangers use, where nothing would hold them off.
     *
     * @param server resolved
     * @param guarded whether being connected takes a run token or mutual TLS
     */
    public static void checkServer(InetSocketAddress server, boolean guarded) throws ExposedAddressException {
        if (!guarded && !server.getAddress().isLoopbackAddress()) {
            throw new ExposedAddressException("refused to use the server " + server.getHostString() + ":"
                    + server.getPort()
                    + ", which is not this host's own: anybody who uses it could run plans here. Give host certificates or"
                    + " a run token, or use a server at 127.0.0.1");
        }
    }
}
