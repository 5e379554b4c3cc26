package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.graph.TaskGraph;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds every mistake in a flow and in those that it uses, without planning it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Finds every mistake in a flow and in the flows that it uses, without planning or running it.",
        footer = {
            "",
            "Examples:",
            "  anabranch check ensemble.flow",
            "  anabranch check ensemble.flow -p members=50",
            "  anabranch check heat.flow --class-path target/classes",
            "  anabranch check ensemble.flow --json | jq -r '.diagnostics[].message'"
        })
final class CheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private FlowOptions options = new FlowOptions();

    @Option(names = "--json", description = "Prints the diagnostics as a JSON object.")
    private boolean json;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Checked<CheckedFlow> checked;
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            checked = options.compiler().telling(progress).check(options.request(screen));
        }
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("ok", checked.value().isPresent());
            checked.value().ifPresent(flow -> describe(flow, node));
            node.set("diagnostics", DiagnosticOutput.json(checked.diagnostics()));
            screen.out().println(node.toPrettyString());
            return (checked.value().isPresent() ? ExitCode.DONE : ExitCode.WRONG_FLOW).status();
        }
        print(DiagnosticOutput.require(checked, screen));
        return ExitCode.DONE.status();
    }

    private static void describe(CheckedFlow flow, ObjectNode node) {
        flow.graph().ifPresent(graph -> node.put("tasks", graph.taskCount()));
        ArrayNode inputs = node.putArray("inputs");
        flow.inputs().forEach(inputs::add);
        ArrayNode outputs = node.putArray("outputs");
        flow.outputs().forEach(outputs::add);
    }

    private void print(CheckedFlow flow) {
        PrintStream out = screen.out();
        if (flow.graph().isPresent()) {
            TaskGraph graph = flow.graph().get();
            out.printf(
                    Locale.ROOT,
                    "%s is right: %,d tasks in %d families%n",
                    options.file,
                    graph.taskCount(),
                    graph.families().size());
        } else {
            out.printf("%s is right, in flows that use it%n", options.file);
        }
        flow.inputs().forEach(input -> out.println("  input  " + input));
        if (!flow.outputs().isEmpty()) {
            out.println("  output " + String.join(", ", flow.outputs()));
        }
    }
}
