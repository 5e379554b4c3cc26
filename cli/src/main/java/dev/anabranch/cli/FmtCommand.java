package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.FlowFormat;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays flows out in the one canonical way. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lays flows out in the one canonical way, in place. Comments are kept, meaning is not touched.",
            "A file with syntax errors is left as it is. Folders that are hidden or called target are left out."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch fmt ensemble.flow",
            "  anabranch fmt src/main/flow",
            "  anabranch fmt --check src/main/flow"
        })
final class FmtCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Flows, or folders of flows.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--check", description = "Changes nothing; says which files would change, with exit code 1 if any.")
    private boolean check;

    @Option(names = "--json", description = "Prints the files that change and the diagnostics as a JSON object.")
    private boolean json;

    FmtCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        List<Path> changed = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Path file : NamedFlows.of(files)) {
            byte[] before = Files.readAllBytes(file);
            Checked<String> formatted = FlowFormat.format(file.toString(), before);
            diagnostics.addAll(formatted.diagnostics());
            if (formatted.value().isPresent()) {
                byte[] after = formatted.value().get().getBytes(StandardCharsets.UTF_8);
                if (!Arrays.equals(before, after)) {
                    changed.add(file);
                    if (!check) {
                        Files.write(file, after);
                    }
                }
            }
        }
        print(changed, diagnostics);
        boolean wrong = !diagnostics.isEmpty() || (check && !changed.isEmpty());
        return (wrong ? ExitCode.WRONG_FLOW : ExitCode.DONE).status();
    }

    private void print(List<Path> changed, List<Diagnostic> diagnostics) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode names = node.putArray("changed");
            changed.forEach(file -> names.add(file.toString()));
            node.set("diagnostics", DiagnosticOutput.json(diagnostics));
            screen.out().println(node.toPrettyString());
        } else {
            DiagnosticOutput.show(diagnostics, screen);
            changed.forEach(file -> screen.out().println((check ? "would format " : "formatted ") + file));
        }
    }
}
