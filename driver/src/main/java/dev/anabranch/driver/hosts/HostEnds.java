package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts of a run have ended, as far as its coordinator knows. Who has done its share says so on another lane than what it
 * measured; it has ended with both.
 */
final class HostEnds {
    private final boolean[] gone;
    private final boolean[] done;
    private final @Nullable Octets[] measured;

    HostEnds(int hosts) {
        this.gone = new boolean[hosts];
        this.done = new boolean[hosts];
        this.measured = new Octets[hosts];
    }

    /** A host says that it has done all of its share. */
    void done(int host) {
        done[host] = true;
    }

    /** What a host measured has come. */
    void measured(int host, Octets content) {
        measured[host] = content;
    }

    /** A host will do nothing more for this run, although it has not done all of it. */
    void gone(int host) {
        gone[host] = true;
    }

    boolean isGone(int host) {
        return gone[host];
    }

    /** Whether a host has done all and told what it measured. */
    boolean isWhole(int host) {
        return done[host] && measured[host] != null;
    }

    /** What a host measured; null if it has not told. */
    @Nullable
    Octets measured(int host) {
        return measured[host];
    }
}
