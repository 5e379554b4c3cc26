package dev.anabranch.driver.hosts;

/** How a run ended on a host. */
public enum RunOutcome {
    /** The host's share was run to its end. */
    DONE,
    /** A task, this host or a host that it needed failed. */
    FAILED,
    /** It was stopped: by its coordinator, because that is gone, or with the host. */
    ABANDONED
}
