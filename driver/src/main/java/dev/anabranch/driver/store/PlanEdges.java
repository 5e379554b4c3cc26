package dev.anabranch.driver.store;

import dev.anabranch.model.plan.PlanTable;

/**
 * What flows between the tasks of a workflow.
 *
 * @param task that reads
 * @param producer that writes
 * @param bytes after scaling, not necessarily whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record PlanEdges(int[] task, int[] producer, double[] bytes) implements PlanTable {}
