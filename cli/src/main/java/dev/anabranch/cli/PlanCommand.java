package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.workflow.WorkflowFile;
import dev.anabranch.model.diagnostic.Checked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what would run where, when and why. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compiles a flow and shows its plan: what would run where, when and why.",
            "Also plans task graphs of others: workflow traces (WfFormat 1.5), node-link JSON, Graphviz.",
            "Nothing of the flow is run. A plan is kept; equal flow, parameters, costs and cluster use it again."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch plan ensemble.flow --workers 4",
            "  anabranch plan ensemble.flow -p members=50 --cluster cluster.yaml --out plan/",
            "  anabranch plan ensemble.flow --json | jq .makespan_s",
            "  anabranch plan ensemble.flow --profile auto",
            "  anabranch plan workflow.json --cluster cluster.yaml --budget 2 --json"
        })
final class PlanCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private FlowOptions options = new FlowOptions();

    @Mixin
    private PlanningOptions planning = new PlanningOptions();

    @Option(
            names = "--ccr",
            paramLabel = "RATIO",
            description = "Scales the sizes of a workflow so that the mean transfer takes RATIO times the mean task.")
    private @Nullable Double ratio;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also writes the plan there: manifest.json, Arrow tables, generated sources.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints the plan in numbers as a JSON object.")
    private boolean json;

    PlanCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (WorkflowFile.accepts(options.file)) {
            if (ratio != null && !(ratio >= 0 && ratio < Double.POSITIVE_INFINITY)) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "--ccr takes a ratio of 0 or more, not " + ratio + ".");
            }
            if (options.profile != null) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "--profile is of a flow's runs; a workflow states its costs itself.");
            }
            FlowRequest request = options.request(screen);
            new WorkflowPlanPrinter(screen).plan(options.file, request.cluster(), planning, ratio, out, json);
            return ExitCode.DONE.status();
        }
        if (ratio != null) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "--ccr scales workflows; the sizes of a flow are its own.");
        }
        FlowRequest request = options.request(screen);
        Checked<PlannedFlow> checked;
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            checked = options.compiler()
                    .telling(progress)
                    .plan(request.on(planning.cluster(request.cluster()))
                            .within(planning.budget())
                            .duplicating(planning.duplication()));
        }
        if (json && checked.value().isEmpty()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.set("diagnostics", DiagnosticOutput.json(checked.diagnostics()));
            screen.out().println(node.toPrettyString());
            return ExitCode.WRONG_FLOW.status();
        }
        PlannedFlow planned = DiagnosticOutput.require(checked, screen);
        if (out != null) {
            copy(planned.folder(), out);
        }
        if (json) {
            screen.out().println(PlanJson.of(planned).toPrettyString());
        } else {
            new PlanPrinter(screen).print(planned);
        }
        return ExitCode.DONE.status();
    }

    private static void copy(PlanFolder plan, Path to) throws CommandFailure {
        try {
            plan.copyTo(to);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "The plan cannot be written: " + e.getMessage());
        }
    }
}
