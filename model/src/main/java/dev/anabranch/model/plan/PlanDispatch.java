package dev.anabranch.model.plan;

/**
 * The order of the parts of a program that are driven by a table, by worker.
 *
 * @param worker row in the workers
 * @param unit number of the program unit that comes next
 * @param first where its coordinates begin among the rows of {@link PlanCoordinates}
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanDispatch(int[] worker, int[] unit, int[] first) implements PlanTable {}
