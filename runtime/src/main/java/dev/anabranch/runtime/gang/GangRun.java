package dev.anabranch.runtime.gang;

/** The run that a gang is part of: it may end, and it knows who waits. */
public interface GangRun {
    /** Whether the run was stopped; for any thread. */
    boolean stopped();

    /** What a rank throws whose run was stopped by nobody of its gang. */
    RuntimeException signal();

    /** The calling rank is about to sleep until another has got further, or does so no more. */
    void sleeps(boolean begins);

    /** A waiting rank's thread was interrupted: stops the run. */
    void interrupted();
}
