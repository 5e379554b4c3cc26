package dev.anabranch.driver.workflow;

import dev.anabranch.model.cluster.Cluster;
import java.util.OptionalDouble;

/**
 * What to plan.
 *
 * @param workflow tasks and edges
 * @param cluster where it would run, and how transfers behave there
 * @param duplication whether a task may run more than once; with one port every task runs once
 * @param budget seconds of the clock for the search; without it the search is bounded by work, and reproducible
 */
public record WorkflowRequest(Workflow workflow, Cluster cluster, boolean duplication, OptionalDouble budget) {}
