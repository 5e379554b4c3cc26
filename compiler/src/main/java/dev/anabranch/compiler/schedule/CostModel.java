package dev.anabranch.compiler.schedule;

/** How long units and transfers take, and who may run what: all that a scheduler asks of a machine. */
public interface CostModel {
    /** How many workers there are. */
    int workers();

    /** The workers that may run a unit, ascending; never empty. */
    int[] candidates(int unit);

    /** Seconds that a unit takes on a worker. */
    double seconds(int unit, int worker);

    /** Seconds that so many bytes take between two different workers. */
    double transfer(int from, int to, double bytes);

    /** The mean of {@link #transfer} over all ordered pairs of different workers; 0 if there is only one worker. */
    double meanTransfer(double bytes);

    /** The mean of {@link #seconds} over the workers that may run a unit. */
    default double meanSeconds(int unit) {
        double sum = 0;
        int[] candidates = candidates(unit);
        for (int worker : candidates) {
            sum += seconds(unit, worker);
        }
        return sum / candidates.length;
    }
}
