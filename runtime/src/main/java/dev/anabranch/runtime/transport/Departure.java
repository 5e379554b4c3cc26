package dev.anabranch.runtime.transport;

/**
 * Why a peer is gone.
 *
 * @param kind how it went
 * @param reason in words, without a full stop
 */
public record Departure(Kind kind, String reason) {
    /** How a peer can go. */
    public enum Kind {
        /** It said goodbye, or this end did. */
        GOODBYE,
        /** Its connection ended without one: the process died, or the network broke. */
        LOST,
        /** Nothing was heard of it for too long. */
        SILENT,
        /** It sent what the protocol does not allow, and was cut off. */
        BROKE_PROTOCOL
    }
}
