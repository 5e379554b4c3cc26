package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.workflow.PlannedWorkflow;
import dev.anabranch.driver.workflow.Workflow;
import dev.anabranch.driver.workflow.WorkflowFile;
import dev.anabranch.driver.workflow.WorkflowMistake;
import dev.anabranch.driver.workflow.WorkflowPlanner;
import dev.anabranch.driver.workflow.WorkflowRequest;
import dev.anabranch.driver.workflow.WorkflowTables;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plans task graphs that are no flows, and shows their schedules. */
final class WorkflowPlanPrinter {
    private final Screen screen;

    WorkflowPlanPrinter(Screen screen) {
        this.screen = screen;
    }

    void plan(
            Path file,
            Cluster cluster,
            PlanningOptions options,
            @Nullable Double ratio,
            @Nullable Path out,
            boolean json)
            throws CommandFailure {
        Workflow workflow = read(file, ratio);
        WorkflowRequest request =
                new WorkflowRequest(workflow, options.cluster(cluster), options.duplication(), options.budget());
        PlannedWorkflow planned = new WorkflowPlanner(System::nanoTime).plan(request);
        if (out != null) {
            try {
                WorkflowTables.write(planned, out);
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "The plan cannot be written: " + e.getMessage());
            }
        }
        if (json) {
            ObjectNode node = WorkflowTables.summary(planned);
            node.put("planning_s", planned.planning());
            screen.out().println(node.toPrettyString());
        } else {
            print(planned);
        }
    }

    static Workflow read(Path file, @Nullable Double ratio) throws CommandFailure {
        try {
            Workflow workflow = WorkflowFile.read(file);
            return ratio == null ? workflow : workflow.withRatio(ratio);
        } catch (WorkflowMistake e) {
            throw new CommandFailure(ExitCode.WRONG_FLOW, file + ": " + e.reason() + ".");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private void print(PlannedWorkflow planned) {
        Cluster cluster = planned.request().cluster();
        double gap = planned.lowerBound() > 0 ? planned.makespan() / planned.lowerBound() - 1 : 0;
        screen.out()
                .printf(
                        Locale.ROOT,
                        "%s: %,d tasks, %,d dependencies on %d workers of %d %s, %s%n",
                        planned.request().workflow().name(),
                        planned.problem().tasks(),
                        planned.problem().dag().edges(),
                        cluster.workers(),
                        cluster.hosts().size(),
                        cluster.hosts().size() == 1 ? "host" : "hosts",
                        cluster.model().label());
        screen.out()
                .printf(
                        Locale.ROOT,
                        "  predicted %s   lower bound %s   gap %.1f %%   %,d runs of %,d tasks%n",
                        Quantity.showSeconds(planned.makespan()),
                        Quantity.showSeconds(planned.lowerBound()),
                        100 * gap,
                        planned.schedule().placements(),
                        planned.problem().tasks());
        screen.out()
                .printf(
                        Locale.ROOT,
                        "  best list schedule %s by %s   planned in %s%s%n",
                        Quantity.showSeconds(planned.listMakespan()),
                        planned.list(),
                        Quantity.showSeconds(planned.planning()),
                        planned.reproducible() ? "" : ", bounded by the clock: not reproducible");
    }
}
