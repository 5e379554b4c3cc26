package dev.anabranch.model.plan;

/**
 * The coordinates of listed axes that generated code looks up, by axis and position.
 *
 * @param axis number that generated code uses
 * @param position from 0
 * @param text the coordinate as text, or an empty string on an axis of integers
 * @param value the coordinate as an integer, or 0 on an axis of texts
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanAxes(int[] axis, int[] position, String[] text, long[] value) implements PlanTable {}
