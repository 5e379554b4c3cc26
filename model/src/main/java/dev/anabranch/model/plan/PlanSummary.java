package dev.anabranch.model.plan;

import java.util.List;

/**
 * A plan in a few numbers. Times in seconds, sizes in bytes.
 *
 * @param flow the flow's name
 * @param tasks how many tasks run
 * @param units how many units they form
 * @param families how many families they belong to
 * @param makespan predicted finish of the last task
 * @param lowerBound no schedule on this cluster finishes earlier: the larger of the critical path on the fastest worker
 *     and the work spread evenly over all workers
 * @param criticalPathSeconds the costliest chain of tasks on the fastest worker
 * @param criticalPath the chain's families, runs of one family joined, for a person
 * @param transfers how many datasets move between workers
 * @param bytesMoved their sizes
 * @param copies how many runs there are beside the first of each task, ranks of gangs apart
 * @param saved seconds by which the copies shorten the makespan
 * @param spills how often a dataset is written to disk and read back
 * @param bytesSpilled their sizes
 * @param checkpoints how many datasets are kept against a crash
 * @param bytesKept their sizes
 * @param measured how many tasks have measured times
 * @param fitted how many have times that follow from those measured of others of their families
 * @param annotated how many have times that the flow states
 * @param estimated how many have times that the library states
 * @param guessed how many have the default time
 * @param reproducible whether equal input always gives this plan; a search that a clock bounds does not
 */
public record PlanSummary(
        String flow,
        int tasks,
        int units,
        int families,
        double makespan,
        double lowerBound,
        double criticalPathSeconds,
        List<String> criticalPath,
        int transfers,
        long bytesMoved,
        int copies,
        double saved,
        int spills,
        long bytesSpilled,
        int checkpoints,
        long bytesKept,
        int measured,
        int fitted,
        int annotated,
        int estimated,
        int guessed,
        boolean reproducible) {
    public PlanSummary {
        criticalPath = List.copyOf(criticalPath);
    }

    /** How much longer than the lower bound the plan takes: 0.03 is three percent. */
    public double gap() {
        return lowerBound > 0 ? makespan / lowerBound - 1 : 0;
    }
}
