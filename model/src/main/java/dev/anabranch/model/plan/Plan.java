package dev.anabranch.model.plan;

/** The schedule as each worker's list of steps, and everything that a person or a worker wants to know about it. */
public record Plan(
        PlanHashes hashes,
        PlanSummary summary,
        PlanWorkers workers,
        PlanFamilies families,
        PlanTasks tasks,
        PlanDatasets datasets,
        PlanDependencies dependencies,
        PlanSteps steps,
        PlanTransfers transfers,
        PlanPublications publications,
        PlanDecisions decisions) {
    /** The version of the tables' layout. */
    public static final int FORMAT = 7;
}
