package dev.anabranch.model.plan;

/**
 * Datasets that move between workers, in the order in which they start. Where no host sends two at a time in it, hosts send in
 * this order what is there, and on these ways, but for what has 1 MiB or more, which goes from reader to reader. Workers of
 * one host that read the same dataset have a row each, and one transfer.
 *
 * @param slot which dataset
 * @param from the worker that sends: it makes the dataset, or is the first on a host that sends on what it received
 * @param to the worker that receives
 * @param bytes its size
 * @param start predicted, in seconds from the start of the run
 * @param finish predicted, in seconds from the start of the run
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanTransfers(int[] slot, int[] from, int[] to, long[] bytes, double[] start, double[] finish)
        implements PlanTable {}
