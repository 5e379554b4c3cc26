package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.security.TlsIdentity;
import java.time.Duration;
import java.util.Optional;

/**
 * What only sockets, and what is used as they are, have.
 *
 * @param tls who this host is on connections beyond this host, TCP and NATS; none for plain ones
 * @param threads that read and write sockets
 * @param nativeSockets whether epoll is used where it is; NIO otherwise
 * @param spinning whether threads look for work without rest: quicker by a wake-up, at the price of a core each
 * @param patience how long connecting, and closing, may take
 */
public record SocketOptions(
        Optional<TlsIdentity> tls, int threads, boolean nativeSockets, boolean spinning, Duration patience) {
    /** Refuses less than one thread. */
    public SocketOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("sockets need at least one thread, not " + threads);
        }
    }

    /** Plain connections, two threads, epoll where it is, no spinning, ten seconds. */
    public static SocketOptions standard() {
        return new SocketOptions(Optional.empty(), 2, true, false, Duration.ofSeconds(10));
    }

    /** With mutual TLS on TCP. */
    public SocketOptions withTls(TlsIdentity identity) {
        return new SocketOptions(Optional.of(identity), threads, nativeSockets, spinning, patience);
    }

    /** With or without epoll. */
    public SocketOptions withNativeSockets(boolean wanted) {
        return new SocketOptions(tls, threads, wanted, spinning, patience);
    }

    /** With or without spinning. */
    public SocketOptions withSpinning(boolean wanted) {
        return new SocketOptions(tls, threads, nativeSockets, wanted, patience);
    }
}
