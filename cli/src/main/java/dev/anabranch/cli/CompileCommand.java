package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.model.diagnostic.Checked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the generated sources. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compiles a flow and writes the Java classes that run it: one for each worker and an entry class.",
        footer = {
            "",
            "Examples:",
            "  anabranch compile ensemble.flow --workers 2",
            "  anabranch compile ensemble.flow --out src/generated/java"
        })
final class CompileCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private FlowOptions options = new FlowOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "generated",
            description = "The root of the source tree (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--json", description = "Prints the written files and the plan's hash as a JSON object.")
    private boolean json;

    CompileCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Checked<PlannedFlow> checked;
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            checked = options.compiler().telling(progress).plan(options.request(screen));
        }
        PlannedFlow planned = DiagnosticOutput.require(checked, screen);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("plan_hash", planned.folder().hashes().plan());
        node.put("entry_class", planned.folder().entryClass());
        ArrayNode written = node.putArray("files");
        for (Map.Entry<String, String> source : planned.folder().sources().entrySet()) {
            Path file = out.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            written.add(file.toString());
        }
        if (json) {
            screen.out().println(node.toPrettyString());
        } else {
            written.forEach(file -> screen.out().println(file.asText()));
        }
        return ExitCode.DONE.status();
    }
}
