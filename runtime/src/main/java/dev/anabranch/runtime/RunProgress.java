package dev.anabranch.runtime;

import java.util.List;

/**
 * How far a run is.
 *
 * @param seconds since the start of the run
 * @param finished how many tasks have finished
 * @param tasks how many there are
 * @param families the same by family, in the plan's order
 */
public record RunProgress(double seconds, long finished, long tasks, List<Family> families) {
    public RunProgress {
        families = List.copyOf(families);
    }

    /**
     * One family's progress.
     *
     * @param name as its author knows it
     * @param finished how many of its tasks have finished
     * @param tasks how many there are
     */
    public record Family(String name, long finished, long tasks) {}
}
