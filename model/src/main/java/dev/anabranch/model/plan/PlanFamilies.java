package dev.anabranch.model.plan;

/**
 * The families of tasks.
 *
 * @param name as its author knows it
 * @param call the task that is called, {@code library.task}
 * @param file where the equation is written
 * @param line from 1
 * @param tasks how many of its tasks run
 * @param work seconds that all of them take on workers of speed 1
 * @param timeSource name of a {@code CostSource}: where the times came from
 * @param sizeSource name of a {@code CostSource}: where the sizes came from
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanFamilies(
        String[] name,
        String[] call,
        String[] file,
        int[] line,
        int[] tasks,
        double[] work,
        String[] timeSource,
        String[] sizeSource)
        implements PlanTable {}
