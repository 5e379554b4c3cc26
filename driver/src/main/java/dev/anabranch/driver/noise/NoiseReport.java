package dev.anabranch.driver.noise;

import dev.anabranch.compiler.simulate.Noise;
import dev.anabranch.compiler.simulate.Spread;

/**
 * What became of a plan in many runs. Makespans in seconds.
 *
 * @param plan what was run
 * @param noise how much tasks differed from what was planned
 * @param runs how many runs were made
 * @param planned the workers' orders as planned
 * @param stealing the same, where idle workers take tasks from others
 * @param ranked a list schedule that is made as the run goes on
 * @param lowerBound what nobody who knew the durations of a run could undercut
 * @param taken how many tasks stealing moved in a run, in the mean
 */
public record NoiseReport(
        PlannedProblem plan,
        Noise noise,
        int runs,
        Spread planned,
        Spread stealing,
        Spread ranked,
        Spread lowerBound,
        double taken) {
    /** How much longer than predicted the planned orders take in the mean. */
    public double loss() {
        return planned.mean() - plan.makespan();
    }

    /**
     * How much of {@link #loss} another way of running wins back, in the mean: 0 is nothing, 1 is all; more than 1 if it is
     * shorter than predicted, negative if it is worse than the planned orders. 0 if nothing is lost.
     */
    public double recovered(Spread other) {
        boolean lost = loss() > 1e-9 * plan.makespan();
        return lost ? (planned.mean() - other.mean()) / loss() : 0;
    }
}
