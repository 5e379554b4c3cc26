package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes kept plans, never outputs. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Removes the plans that were kept for re-use. Published outputs are never touched.")
final class CleanCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            defaultValue = ".anabranch/plans",
            description = "Where plans are kept (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plans;

    @Option(names = "--json", description = "Prints how many plans were removed as a JSON object.")
    private boolean json;

    CleanCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        int removed = 0;
        if (Files.isDirectory(plans)) {
            for (Path folder : folders()) {
                // Only what a plan store writes: plans, what texts led to, what an interrupted write left behind.
                if (folder.getFileName().toString().matches("[0-9a-f]{64}|texts|\\.(new|old)-.*")) {
                    delete(folder);
                    removed += folder.endsWith("texts") ? 0 : 1;
                }
            }
        }
        if (json) {
            screen.out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("removed", removed)
                            .toPrettyString());
            return ExitCode.DONE.status();
        }
        screen.out().println("removed " + removed + (removed == 1 ? " plan" : " plans") + " from " + plans);
        return ExitCode.DONE.status();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(plans)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
