package dev.anabranch.model.plan;

/**
 * The datasets that exist in a run, by slot.
 *
 * @param slot number that generated code uses
 * @param name as its author knows it
 * @param producer the task that makes it
 * @param bytes predicted size
 * @param sizeSource name of a {@code CostSource}: where the size came from
 * @param aliasOf slot of the dataset that it is another name of, or -1
 * @param readiness how much of its producer's run is over when it can leave for another worker, from 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanDatasets(
        int[] slot, String[] name, int[] producer, long[] bytes, String[] sizeSource, int[] aliasOf, double[] readiness)
        implements PlanTable {}
