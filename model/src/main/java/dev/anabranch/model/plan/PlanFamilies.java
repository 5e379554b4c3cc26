package dev.anabranch.model.plan;

import dev.anabranch.model.graph.Requirements;
import java.util.Optional;

/**
 * The families of tasks.
 *
 * @param name as its author knows it
 * @param call the task that is called, {@code library.task}
 * @param file where the equation is written
 * @param line from 1
 * @param tasks how many of its tasks run, each counted once
 * @param work seconds that all of them take on workers of speed 1, without copies
 * @param timeSource name of a {@code CostSource}: where the least certain of the times came from
 * @param sizeSource name of a {@code CostSource}: where the least certain of the sizes came from
 * @param label what {@code @on} asks for, or an empty string
 * @param memory bytes that a task needs besides its datasets, from {@code @memory}; 0 for none
 * @param gpus how many GPUs {@code @gpu} asks for; 0 for none
 * @param gang how many workers {@code @gang} asks for; 1 for none
 * @param retries how often {@code @retry} has a task that throws called again; 0 for never
 * @param checkpoint whether it is marked {@code @checkpoint}
 * @param keep whether it is marked {@code @keep}: its datasets stay in memory until the run ends
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
        String[] sizeSource,
        String[] label,
        long[] memory,
        int[] gpus,
        int[] gang,
        int[] retries,
        boolean[] checkpoint,
        boolean[] keep)
        implements PlanTable {
    /** What the annotations of a family demand. */
    public Requirements requirements(int row) {
        return new Requirements(
                memory[row],
                Optional.of(label[row]).filter(asked -> !asked.isEmpty()),
                gpus[row],
                gang[row],
                retries[row],
                checkpoint[row],
                keep[row]);
    }

    /** The same families, written elsewhere in the flow. */
    public PlanFamilies withPlaces(String[] newFile, int[] newLine) {
        return new PlanFamilies(
                name,
                call,
                newFile,
                newLine,
                tasks,
                work,
                timeSource,
                sizeSource,
                label,
                memory,
                gpus,
                gang,
                retries,
                checkpoint,
                keep);
    }
}
