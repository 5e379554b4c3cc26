package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds every mistake in a flow, without planning it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Finds every mistake in a flow, without planning or running it.",
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
        Checked<TaskGraph> checked = options.compiler().check(options.request(screen));
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("ok", checked.value().isPresent());
            checked.value().ifPresent(graph -> node.put("tasks", graph.taskCount()));
            node.set("diagnostics", DiagnosticOutput.json(checked.diagnostics()));
            screen.out().println(node.toPrettyString());
            return (checked.value().isPresent() ? ExitCode.DONE : ExitCode.WRONG_FLOW).status();
        }
        TaskGraph graph = DiagnosticOutput.require(checked, screen);
        screen.out()
                .printf(
                        Locale.ROOT,
                        "%s is right: %,d tasks in %d families%n",
                        options.file,
                        graph.taskCount(),
                        graph.families().size());
        return ExitCode.DONE.status();
    }
}
