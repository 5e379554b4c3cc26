package dev.anabranch.runtime.transport.nats;

import java.net.SocketAddress;

/** A subject of the server, as the address of a channel. */
final class NatsAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final String subject;

    NatsAddress(String subject) {
        this.subject = subject;
    }

    String subject() {
        return subject;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NatsAddress that && subject.equals(that.subject);
    }

    @Override
    public int hashCode() {
        return subject.hashCode();
    }

    @Override
    public String toString() {
        return subject;
    }
}
