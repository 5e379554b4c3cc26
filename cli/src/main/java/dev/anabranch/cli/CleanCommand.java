package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.anabranch.driver.store.PlanStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes kept plans, never outputs. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Removes the plans that were kept for re-use. Published outputs are never touched.",
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

    @Option(names = "--json", description = "Prints how many plans were removed as a JSON object.")
    private boolean json;

    CleanCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        int removed = new PlanStore(plans).clear();
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
}
