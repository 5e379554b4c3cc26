package dev.anabranch.runtime.transport;

import org.jspecify.annotations.Nullable;

/** A peer that could not be connected: its address, and why. */
public final class ConnectException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason without a full stop */
    public ConnectException(PeerAddress address, String reason, @Nullable Throwable cause) {
        super("cannot connect to " + address + ": " + reason, cause);
    }
}
