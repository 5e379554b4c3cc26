package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes kept plans and datasets, never outputs. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Removes the plans that were kept for re-use, and the datasets that were kept against a crash.",
            "Published outputs are never touched."
        },
        footer = {"", "Examples:", "  anabranch clean", "  anabranch clean --plans /tmp/plans"})
final class CleanCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            defaultValue = ".anabranch/plans",
            description = "Where plans are kept (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plans;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            defaultValue = CheckpointOptions.FOLDER,
            description = "Where datasets are kept against a crash (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path checkpoints;

    @Option(names = "--json", description = "Prints how many plans were removed as a JSON object.")
    private boolean json;

    CleanCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        int removed = new PlanStore(plans).clear();
        int datasets = clearCheckpoints();
        if (json) {
            screen.out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("removed", removed)
                            .put("checkpoints", datasets)
                            .toPrettyString());
            return ExitCode.DONE.status();
        }
        screen.out().println("removed " + removed + (removed == 1 ? " plan" : " plans") + " from " + plans);
        if (datasets > 0) {
            screen.out()
                    .println("removed " + datasets + (datasets == 1 ? " kept dataset" : " kept datasets") + " from "
                            + checkpoints);
        }
        return ExitCode.DONE.status();
    }

    private int clearCheckpoints() throws IOException {
        int datasets = 0;
        if (Files.isDirectory(checkpoints)) {
            try (DirectoryStream<Path> flows = Files.newDirectoryStream(checkpoints, Files::isDirectory)) {
                for (Path flow : flows) {
                    datasets += new CheckpointFolder(flow).remove(key -> true);
                }
            }
        }
        return datasets;
    }
}
