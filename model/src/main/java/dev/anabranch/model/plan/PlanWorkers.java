package dev.anabranch.model.plan;

/**
 * The workers.
 *
 * @param name {@code host/number}
 * @param host the host's name
 * @param speed a task takes its work divided by the speed
 * @param tasks how many tasks it runs, copies and ranks of gangs too
 * @param busy predicted seconds of computing
 * @param peak predicted bytes of datasets alive at once, with what its tasks need besides
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanWorkers(String[] name, String[] host, double[] speed, int[] tasks, double[] busy, long[] peak)
        implements PlanTable {}
