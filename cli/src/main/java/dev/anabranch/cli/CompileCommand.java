package dev.anabranch.cli;

import dev.anabranch.driver.PlannedFlow;
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
                "Compiles a flow and writes the Java classes that run it: one for each worker and an entry class.")
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

    CompileCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        PlannedFlow planned = DiagnosticOutput.require(options.compiler().plan(options.request(screen)), screen);
        for (Map.Entry<String, String> source : planned.folder().sources().entrySet()) {
            Path file = out.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            screen.out().println(file);
        }
        return ExitCode.DONE.status();
    }
}
