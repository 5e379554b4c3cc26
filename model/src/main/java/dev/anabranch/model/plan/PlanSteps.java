package dev.anabranch.model.plan;

/**
 * What each worker does, by worker, in order.
 *
 * @param worker row in the workers
 * @param kind name of a {@link StepKind}
 * @param task the task of a RUN or a JOIN, otherwise -1
 * @param slot the dataset of any other step, otherwise -1
 * @param peer the other worker of SEND and RECEIVE, the slot that an ALIAS names again, the row in the publications of
 *     a PUBLISH, the rank of a JOIN; otherwise -1
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanSteps(int[] worker, String[] kind, int[] task, int[] slot, int[] peer) implements PlanTable {}
