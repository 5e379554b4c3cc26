package dev.anabranch.model.plan;

/**
 * The tasks that run, ordered by worker and by their order there; a task that runs on several workers has several
 * rows. Who needs its output reads that of its own worker's run, else what RECEIVE names; one of the runs publishes. A
 * gang has a row for each of its ranks, of which only rank 0 makes datasets.
 *
 * @param task number in the task graph
 * @param name as its author knows it
 * @param family row in the families
 * @param unit number of the unit it runs in; tasks of a unit run back to back
 * @param worker row in the workers
 * @param rank which of its gang the worker is, from 0; 0 if it has none
 * @param start predicted, in seconds from the start of the run
 * @param finish predicted, in seconds from the start of the run
 * @param work seconds on a worker of speed 1
 * @param timeSource name of a {@code CostSource}: where the time came from
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanTasks(
        int[] task,
        String[] name,
        int[] family,
        int[] unit,
        int[] worker,
        int[] rank,
        double[] start,
        double[] finish,
        double[] work,
        String[] timeSource)
        implements PlanTable {}
