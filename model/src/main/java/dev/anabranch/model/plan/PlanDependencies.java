package dev.anabranch.model.plan;

/**
 * Which task reads which dataset, by task and argument; aliases are not resolved.
 *
 * @param task the reader
 * @param slot what it reads
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanDependencies(int[] task, int[] slot) implements PlanTable {}
