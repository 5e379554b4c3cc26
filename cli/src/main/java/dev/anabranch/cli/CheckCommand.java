package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.graph.TaskGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds every mistake in flows, without planning them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds every mistake in a flow, in several, or in all flows of a folder, without planning or running them.",
            "Folders that are hidden or called target are left out. With several flows a param goes to those that have it."
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

    /** One flow that was checked: how many tasks and families it has, if it is right. */
    private record Outcome(Path file, OptionalInt tasks, OptionalInt families, List<Diagnostic> diagnostics) {
        private boolean right() {
            return tasks.isPresent();
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Path> named = new ArrayList<>(List.of(options.file));
        named.addAll(more);
        List<Path> files = FlowFiles.of(named);
        FlowRequest all = options.request(files.get(0), screen);
        FlowCompiler compiler = options.compiler();
        Map<Path, Map<String, String>> parameters = parameters(files, all.parameters(), compiler);
        CountProgress progress = new CountProgress(screen, files.size(), "flows", System::nanoTime);
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            Checked<TaskGraph> checked =
                    compiler.check(new FlowRequest(file, parameters.getOrDefault(file, Map.of()), all.cluster()));
            if (!json) {
                progress.clear();
                DiagnosticOutput.show(checked.diagnostics(), screen);
            }
            OptionalInt none = OptionalInt.empty();
            outcomes.add(new Outcome(
                    file,
                    checked.value()
                            .map(graph -> OptionalInt.of(graph.taskCount()))
                            .orElse(none),
                    checked.value()
                            .map(graph -> OptionalInt.of(graph.families().size()))
                            .orElse(none),
                    checked.diagnostics()));
            progress.done(outcomes.size());
        }
        progress.clear();
        if (json) {
            screen.out().println(json(outcomes).toPrettyString());
        } else {
            summarise(outcomes);
        }
        boolean right = outcomes.stream().allMatch(Outcome::right);
        return (right ? ExitCode.DONE : ExitCode.WRONG_FLOW).status();
    }

    /** To each flow the params that it has; to the first those that none has, so that it is said once. */
    private static Map<Path, Map<String, String>> parameters(
            List<Path> files, Map<String, String> given, FlowCompiler compiler) throws Exception {
        Map<Path, Map<String, String>> each = new LinkedHashMap<>();
        if (files.size() == 1 || given.isEmpty()) {
            files.forEach(file -> each.put(file, given));
            return each;
        }
        Set<String> unknown = new LinkedHashSet<>(given.keySet());
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
        long tasks = outcomes.stream().mapToLong(o -> o.tasks().orElse(0)).sum();
        int families = outcomes.stream().mapToInt(o -> o.families().orElse(0)).sum();
        long wrong = outcomes.stream().filter(outcome -> !outcome.right()).count();
        if (wrong == 0) {
            String flows = outcomes.size() == 1
                    ? outcomes.get(0).file() + " is right"
                    : String.format(Locale.ROOT, "%,d flows are right", outcomes.size());
            String warnings = diagnostics.isEmpty() ? "" : "; " + DiagnosticOutput.count(diagnostics);
            screen.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %,d %s in %,d %s%s%n",
                            flows,
                            tasks,
                            tasks == 1 ? "task" : "tasks",
                            families,
                            families == 1 ? "family" : "families",
                            warnings);
        } else if (outcomes.size() == 1) {
            screen.err().println(DiagnosticOutput.count(diagnostics));
        } else {
            screen.err()
                    .printf(
                            Locale.ROOT,
                            "%,d of %,d flows %s wrong: %s%n",
                            wrong,
                            outcomes.size(),
                            wrong == 1 ? "is" : "are",
                            DiagnosticOutput.count(diagnostics));
        }
    }

    private static ObjectNode json(List<Outcome> outcomes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        boolean right = outcomes.stream().allMatch(Outcome::right);
        node.put("ok", right);
        if (right) {
            node.put(
                    "tasks",
                    outcomes.stream().mapToLong(o -> o.tasks().orElse(0)).sum());
        }
        ArrayNode files = node.putArray("flows");
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            ObjectNode file = files.addObject();
            file.put("file", outcome.file().toString());
            file.put("ok", outcome.right());
            outcome.tasks().ifPresent(tasks -> file.put("tasks", tasks));
            diagnostics.addAll(outcome.diagnostics());
        }
        node.set("diagnostics", DiagnosticOutput.json(diagnostics));
        return node;
    }
}
