package dev.anabranch.driver.noise;

import dev.anabranch.compiler.plan.PlanProblem;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.TransferOrder;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.workflow.PlannedWorkflow;
import dev.anabranch.model.plan.Plan;
import java.io.IOException;

/**
 * A plan as a simulator wants it.
 *
 * @param name of the flow or workflow
 * @param tasks how many tasks run
 * @param makespan predicted, in seconds
 * @param problem the runs of units, datasets and workers
 * @param orders which worker runs what in which order
 * @param transfers in which order network cards take up transfers
 * @param taskWorks for each run the work of its tasks
 * @param originals for each run itself, or the first run of the same unit
 */
@SuppressWarnings("ArrayRecordComponent") // columns, written once by what makes them
public record PlannedProblem(
        String name,
        int tasks,
        double makespan,
        Problem problem,
        WorkerOrders orders,
        TransferOrder transfers,
        double[][] taskWorks,
        int[] originals) {
    /** How many units there are, however often they run. */
    public int units() {
        int units = 0;
        for (int run = 0; run < originals.length; run++) {
            units += originals[run] == run ? 1 : 0;
        }
        return units;
    }

    /**
     * The plan of a flow.
     *
     * @throws IOException if it cannot be read
     */
    public static PlannedProblem of(PlanFolder folder) throws IOException {
        Plan plan = folder.plan();
        PlanProblem read = PlanProblem.of(plan, folder.cluster());
        return new PlannedProblem(
                plan.summary().flow(),
                plan.summary().tasks(),
                plan.summary().makespan(),
                read.problem(),
                read.orders(),
                read.transfers(),
                read.taskWorks(),
                read.units());
    }

    /** The schedule of a workflow in which every task runs once. */
    public static PlannedProblem of(PlannedWorkflow planned) {
        Problem problem = planned.problem();
        double[][] works = new double[problem.tasks()][];
        int[] originals = new int[problem.tasks()];
        for (int task = 0; task < works.length; task++) {
            works[task] = new double[] {problem.dag().work(task)};
            originals[task] = task;
        }
        return new PlannedProblem(
                planned.request().workflow().name(),
                problem.tasks(),
                planned.makespan(),
                problem,
                WorkerOrders.of(planned.schedule()),
                TransferOrder.ofArrival(),
                works,
                originals);
    }
}
