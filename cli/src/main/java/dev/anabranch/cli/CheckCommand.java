package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.graph.TaskGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds every mistake in flows and in those that they use, without planning them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds every mistake in a flow and in the flows that it uses, without planning or running it; or in several",
            "flows, or in all flows of a folder. Folders that are hidden or called target are left out. With several",
            "flows a param goes to those that have it."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch check ensemble.flow",
            "  anabranch check ensemble.flow -p members=50",
            "  anabranch check src/main/flow",
            "  anabranch check heat.flow --class-path target/classes",
            "  anabranch check ensemble.flow --json | jq -r '.diagnostics[].message'"
        })
final class CheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private FlowOptions options = new FlowOptions();

    @Parameters(index = "1..*", paramLabel = "FILE", description = "More flows, or folders of flows.")
    private List<Path> more = new ArrayList<>();

    @Option(names = "--json", description = "Prints the diagnostics as a JSON object.")
    private boolean json;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    /** One flow that was checked; {@code diagnostics} leaves out what was said with another flow. */
    private record Outcome(Path file, Optional<CheckedFlow> flow, List<Diagnostic> diagnostics) {
        private boolean right() {
            return flow.isPresent();
        }

        private Optional<TaskGraph> graph() {
            return flow.flatMap(CheckedFlow::graph);
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Path> named = new ArrayList<>(List.of(options.file));
        named.addAll(more);
        List<Path> files = NamedFlows.of(named);
        List<Outcome> outcomes = files.size() == 1 ? List.of(checkOne(files.get(0))) : checkAll(files);
        if (json) {
            screen.out().println(json(outcomes).toPrettyString());
        } else {
            summarise(outcomes);
        }
        boolean right = outcomes.stream().allMatch(Outcome::right);
        return (right ? ExitCode.DONE : ExitCode.WRONG_FLOW).status();
    }

    private Outcome checkOne(Path file) throws CommandFailure, IOException {
        Checked<CheckedFlow> checked;
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            checked = options.compiler().telling(progress).check(options.request(file, screen));
        }
        show(checked.diagnostics());
        return new Outcome(file, checked.value(), checked.diagnostics());
    }

    private List<Outcome> checkAll(List<Path> files) throws CommandFailure, IOException {
        FlowRequest all = options.request(files.get(0), screen);
        FlowCompiler compiler = options.compiler();
        Map<Path, Map<String, String>> parameters = parameters(files, all.parameters(), compiler);
        CountProgress progress = new CountProgress(screen, files.size(), "flows", System::nanoTime);
        Set<String> said = new HashSet<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            Checked<CheckedFlow> checked =
                    compiler.check(new FlowRequest(file, parameters.getOrDefault(file, Map.of()), all.cluster()));
            // A flow that others use is checked with each of them.
            List<Diagnostic> diagnostics = checked.diagnostics().stream()
                    .filter(diagnostic -> said.add(DiagnosticPrinter.plain().print(diagnostic)))
                    .toList();
            progress.clear();
            show(diagnostics);
            outcomes.add(new Outcome(file, checked.value(), diagnostics));
            progress.done(outcomes.size());
        }
        progress.clear();
        return outcomes;
    }

    private void show(List<Diagnostic> diagnostics) {
        if (!json) {
            DiagnosticOutput.show(diagnostics, screen);
        }
    }

    /** To each flow the params that it has; to the first those that none has, so that it is said once. */
    private static Map<Path, Map<String, String>> parameters(
            List<Path> files, Map<String, String> given, FlowCompiler compiler) throws IOException {
        Map<Path, Map<String, String>> each = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>(given.keySet());
        if (given.isEmpty()) {
            return each;
        }
        for (Path file : files) {
            Map<String, String> own = new LinkedHashMap<>(given);
            own.keySet().retainAll(compiler.paramNames(file));
            unknown.removeAll(own.keySet());
            each.put(file, own);
        }
        Map<String, String> first = each.getOrDefault(files.get(0), Map.of());
        given.forEach((name, value) -> {
            if (unknown.contains(name)) {
                first.put(name, value);
            }
        });
        return each;
    }

    private void summarise(List<Outcome> outcomes) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        outcomes.forEach(outcome -> diagnostics.addAll(outcome.diagnostics()));
        long wrong = outcomes.stream().filter(outcome -> !outcome.right()).count();
        if (wrong > 0) {
            String flows = outcomes.size() == 1
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%,d of %,d flows %s wrong: ",
                            wrong,
                            outcomes.size(),
                            wrong == 1 ? "is" : "are");
            screen.err().println(flows + DiagnosticOutput.count(diagnostics));
            return;
        }
        String warnings = diagnostics.isEmpty() ? "" : "; " + DiagnosticOutput.count(diagnostics);
        if (outcomes.size() == 1) {
            Outcome only = outcomes.get(0);
            boolean alone = only.graph().isPresent();
            screen.out()
                    .println(only.file() + " is right" + (alone ? ": " + size(outcomes) : ", in flows that use it")
                            + warnings);
            only.flow().ifPresent(this::printEnds);
        } else {
            screen.out()
                    .println(String.format(Locale.ROOT, "%,d flows are right: ", outcomes.size())
                            + size(outcomes)
                            + warnings);
        }
    }

    private static String size(List<Outcome> outcomes) {
        long tasks = 0;
        long families = 0;
        for (Outcome outcome : outcomes) {
            tasks += outcome.graph().map(TaskGraph::taskCount).orElse(0);
            families += outcome.graph().map(graph -> graph.families().size()).orElse(0);
        }
        return String.format(
                Locale.ROOT,
                "%,d %s in %,d %s",
                tasks,
                tasks == 1 ? "task" : "tasks",
                families,
                families == 1 ? "family" : "families");
    }

    private void printEnds(CheckedFlow flow) {
        flow.inputs().forEach(input -> screen.out().println("  input  " + input));
        if (!flow.outputs().isEmpty()) {
            screen.out().println("  output " + String.join(", ", flow.outputs()));
        }
    }

    private static ObjectNode json(List<Outcome> outcomes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        boolean right = outcomes.stream().allMatch(Outcome::right);
        node.put("ok", right);
        if (right && outcomes.stream().anyMatch(outcome -> outcome.graph().isPresent())) {
            node.put(
                    "tasks",
                    outcomes.stream()
                            .mapToLong(outcome ->
                                    outcome.graph().map(TaskGraph::taskCount).orElse(0))
                            .sum());
        }
        ArrayNode flows = node.putArray("flows");
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            ObjectNode flow = flows.addObject();
            flow.put("file", outcome.file().toString());
            flow.put("ok", outcome.right());
            outcome.flow().ifPresent(checked -> describe(checked, flow));
            diagnostics.addAll(outcome.diagnostics());
        }
        node.set("diagnostics", DiagnosticOutput.json(diagnostics));
        return node;
    }

    private static void describe(CheckedFlow flow, ObjectNode node) {
        flow.graph().ifPresent(graph -> node.put("tasks", graph.taskCount()));
        ArrayNode inputs = node.putArray("inputs");
        flow.inputs().forEach(inputs::add);
        ArrayNode outputs = node.putArray("outputs");
        flow.outputs().forEach(outputs::add);
    }
}
