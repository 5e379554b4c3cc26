package dev.anabranch.model.plan;

/**
 * The coordinates of the program units in {@link PlanDispatch}, one unit's after the other's.
 *
 * @param coordinate a position on an axis
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanCoordinates(int[] coordinate) implements PlanTable {}
