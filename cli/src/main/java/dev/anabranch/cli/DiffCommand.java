package dev.anabranch.cli;

import dev.anabranch.compiler.inspect.PlanComparison;
import dev.anabranch.compiler.inspect.PlanDiff;
import dev.anabranch.model.plan.Plan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what changed from one plan to another. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what changed from one plan to another: makespan, placements, transfers, memory,",
            "what is published. Tasks are the same where their names are."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch plan ensemble.flow --workers 2 --out before/",
            "  anabranch plan ensemble.flow --workers 4 --out after/",
            "  anabranch diff before after",
            "  anabranch diff c1f502976880 9ab36e11c0de --json"
        })
final class DiffCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "OLD",
            description = "A plan: its folder, or the first digits of its hash, which `anabranch plan` prints.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String before;

    @Parameters(paramLabel = "NEW", description = "Another one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String after;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            defaultValue = ".anabranch/plans",
            description = "Where plans are found by their hashes (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plans;

    @Option(names = "--json", description = "Prints the changes as a JSON object.")
    private boolean json;

    DiffCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Plan old = NamedPlan.read(NamedPlan.open(before, plans));
        Plan now = NamedPlan.read(NamedPlan.open(after, plans));
        PlanDiff diff = PlanComparison.of(old, now);
        if (json) {
            screen.out().println(PlanDiffJson.of(old, now, diff).toPrettyString());
        } else {
            new PlanDiffPrinter(screen).print(old, now, diff);
        }
        return ExitCode.DONE.status();
    }
}
