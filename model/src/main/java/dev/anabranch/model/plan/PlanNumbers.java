package dev.anabranch.model.plan;

/**
 * The slots whose datasets are numbers: generated programs hand them over as values, not as objects. A row is a range of
 * slots; ranges ascend.
 *
 * @param first the first slot
 * @param size how many there are
 * @param kind {@code INT} or {@code FLOAT}
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanNumbers(int[] first, int[] size, String[] kind) implements PlanTable {}
