package dev.anabranch.driver.workflow;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.schedule.Schedule;

/**
 * A workflow with its schedule, proved.
 *
 * @param request what was planned
 * @param problem tasks, edges and workers as columns
 * @param schedule runs with their times
 * @param lowerBound no schedule is shorter, in seconds
 * @param list the best list scheduler and, after an @, the part of the cluster that it used
 * @param listMakespan what it would have taken, in seconds
 * @param planning how long it took to find, in seconds
 */
public record PlannedWorkflow(
        WorkflowRequest request,
        Problem problem,
        Schedule schedule,
        double lowerBound,
        String list,
        double listMakespan,
        double planning) {
    /** The last finish, in seconds. */
    public double makespan() {
        return schedule.makespan();
    }

    /** Whether the same request always gives the same schedule. */
    public boolean reproducible() {
        return request.budget().isEmpty();
    }
}
