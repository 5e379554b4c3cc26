package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.wire.WireLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * What every implementation wants to know.
 *
 * @param self this end's name
 * @param token what peers have to have; none where reaching the address is enough
 * @param limits what is taken of a peer at most
 * @param chunk bytes of a dataset in one chunk
 * @param window bytes of datasets that a lane takes before the receiver has them, on this end
 * @param heartbeat how long the control lane is quiet before it says something
 * @param silence how long it may be quiet before the peer counts as gone
 */
public record TransportSettings(
        PeerId self,
        Optional<RunToken> token,
        WireLimits limits,
        int chunk,
        int window,
        Duration heartbeat,
        Duration silence) {
    /** Refuses a chunk that the limits do not allow, a window that is less, and a silence without a heartbeat. */
    public TransportSettings {
        if (chunk < 1 || chunk > limits.chunk() || window < chunk) {
            throw new IllegalArgumentException("chunks of " + chunk + " bytes do not fit into a window of " + window
                    + " and the limit of " + limits.chunk());
        }
        if (heartbeat.isNegative() || heartbeat.isZero() || silence.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException(
                    "a silence of " + silence + " is not longer than a heartbeat, " + heartbeat);
        }
    }

    /** Chunks of 1 MiB in a window of 4, a heartbeat of 2 s, gone after 15 s. */
    public static TransportSettings of(PeerId self) {
        return new TransportSettings(
                self,
                Optional.empty(),
                WireLimits.STANDARD,
                1 << 20,
                4 << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(15));
    }

    /** With a token. */
    public TransportSettings withToken(RunToken wanted) {
        return new TransportSettings(self, Optional.of(wanted), limits, chunk, window, heartbeat, silence);
    }

    /** With other chunks and another window, in bytes. */
    public TransportSettings withChunks(int bytes, int inWindow) {
        return new TransportSettings(self, token, limits, bytes, inWindow, heartbeat, silence);
    }

    /** With another patience. */
    public TransportSettings withHeartbeat(Duration every, Duration gone) {
        return new TransportSettings(self, token, limits, chunk, window, every, gone);
    }
}
