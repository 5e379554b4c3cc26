package dev.anabranch.cli;

import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.driver.workflow.WorkflowFile;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The plan that a command line means: a folder, the first digits of a hash, or a flow, which is compiled. */
final class NamedPlan {
    private NamedPlan() {}

    /** The plan of a flow, or a plan that was made before, for which these options say nothing. */
    static PlanFolder of(String name, CompileOptions options, SearchOptions search, Screen screen)
            throws CommandFailure, IOException {
        Path file = Path.of(name);
        if (WorkflowFile.accepts(file)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, name + " is a workflow; only flows have plans with instances of arrays.");
        }
        if (!Files.isRegularFile(file)) {
            if (name.endsWith(".flow")) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "There is no file " + name + ".");
            }
            if (options.workers != null
                    || options.clusterFile != null
                    || options.profile != null
                    || !options.parameters.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "There is no file " + name + ". A plan has its workers and params: without a flow, leave"
                                + " --workers, --cluster, --profile and --param out.");
            }
            return open(name, options.plans);
        }
        FlowRequest request = options.request(file, screen);
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            Checked<PlannedFlow> planned = options.compiler()
                    .telling(progress)
                    .plan(request.on(search.cluster(request.cluster())).within(search.budget()));
            return DiagnosticOutput.require(planned, screen).folder();
        }
    }

    /**
     * A plan that was made before.
     *
     * @param plans where plans are found by their hashes
     */
    static PlanFolder open(String name, Path plans) throws CommandFailure {
        Path folder = Path.of(name);
        try {
            if (Files.isDirectory(folder)) {
                return PlanFolder.open(folder);
            }
            List<PlanFolder> found = new PlanStore(plans).startingWith(name);
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    found.isEmpty()
                            ? "There is no plan " + name + ": it is no folder, and no plan in " + plans
                                    + " has a hash that begins like this. `anabranch plan FILE --out DIR` writes one."
                            : found.size() + " plans in " + plans + " have hashes that begin with " + name
                                    + ". Give more digits.");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The plan's tables. */
    static Plan read(PlanFolder folder) throws CommandFailure {
        try {
            return folder.plan();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CommandFailure unreadable(IOException e) {
        return new CommandFailure(ExitCode.WRONG_USAGE, "The plan cannot be read: " + e.getMessage());
    }
}
