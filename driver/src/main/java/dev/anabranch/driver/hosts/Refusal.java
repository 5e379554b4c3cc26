package dev.anabranch.driver.hosts;

/** Why a host did not take a run. */
public enum Refusal {
    /** The coordinator's key has not signed it. */
    UNSIGNED,
    /** What was sent describes no run. */
    MALFORMED,
    /** The host takes no new run, as it is to stop. */
    STOPPING,
    /** The host has had it already. */
    REPEATED,
    /** The host runs something else. */
    BUSY
}
