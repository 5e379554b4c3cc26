package dev.anabranch.runtime.gang;

/** What ends the waits of a gang besides its own ranks. */
public interface GangStop {
    /** Whether the run was stopped; for any thread. */
    boolean stopped();

    /** What a rank throws whose run was stopped by nobody of its gang. */
    RuntimeException signal();

    /** A waiting rank's thread was interrupted: stops the run. */
    void interrupted();
}
