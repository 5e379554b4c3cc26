package dev.anabranch.runtime.wire;

/**
 * What a reader takes at most.
 *
 * @param message bytes of a frame that is no chunk
 * @param chunk bytes of a dataset in one chunk
 */
public record WireLimits(int message, int chunk) {
    /** What a peer may send before it was let in. */
    public static final int HANDSHAKE = 1024;

    /** Messages of 1 MiB, chunks of 16 MiB. */
    public static final WireLimits STANDARD = new WireLimits(1 << 20, 16 << 20);

    /** Refuses limits that a handshake or a single byte would break. */
    public WireLimits {
        if (message < HANDSHAKE || chunk < 1 || chunk > 1 << 30) {
            throw new IllegalArgumentException("messages need at least " + HANDSHAKE
                    + " bytes and chunks 1 to 2^30, not " + message + " and " + chunk);
        }
    }
}
