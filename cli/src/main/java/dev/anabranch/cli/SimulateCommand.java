package dev.anabranch.cli;

import dev.anabranch.compiler.simulate.Noise;
import dev.anabranch.driver.noise.NoiseReport;
import dev.anabranch.driver.noise.NoiseStudy;
import dev.anabranch.driver.noise.PlannedProblem;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.workflow.WorkflowFile;
import dev.anabranch.driver.workflow.WorkflowPlanner;
import dev.anabranch.driver.workflow.WorkflowRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a plan many times in virtual time, with tasks that take other times than planned. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a plan many times in virtual time, with tasks that take longer or shorter than planned,",
            "and shows how long that takes: in the planned order, with work stealing on top, and with a",
            "scheduler that decides as the run goes on. No task is called."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch simulate ensemble.flow --workers 8",
            "  anabranch simulate ensemble.flow --cluster cluster.yaml --noise 0.5 --runs 5000",
            "  anabranch simulate c1f502976880 --json | jq .planned.p95_s",
            "  anabranch simulate workflow.json --workers 32 --seed 7"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final double MOST_NOISE = 5;
    private static final int MOST_RUNS = 1_000_000;

    private final Screen screen;

    @Parameters(
            paramLabel = "FILE|PLAN",
            description = "A flow or a workflow; or a plan's folder, or the first digits of its hash.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String plan;

    @Option(
            names = "--noise",
            paramLabel = "SIGMA",
            defaultValue = "0.3",
            description = {
                "Each task takes a chance factor of its planned time, log-normal with mean 1; SIGMA is the",
                "standard deviation of its logarithm (default: ${DEFAULT-VALUE})."
            })
    private double noise;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many runs (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Equal seeds give equal runs (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints the numbers as a JSON object.")
    private boolean json;

    @Mixin
    private CompileOptions options = new CompileOptions();

    @Mixin
    private SearchOptions search = new SearchOptions();

    SimulateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (!(noise >= 0 && noise <= MOST_NOISE)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--noise takes a number from 0 to 5, not " + noise + "; 0.3 is much.");
        }
        if (runs < 1 || runs > MOST_RUNS) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--runs takes a number from 1 to 1000000, not " + runs + ".");
        }
        NoiseReport report = NoiseStudy.run(planned(), new Noise(noise, seed), runs);
        if (json) {
            screen.out().println(NoiseJson.of(report).toPrettyString());
        } else {
            new NoisePrinter(screen).print(report);
        }
        return ExitCode.DONE.status();
    }

    private PlannedProblem planned() throws Exception {
        Path file = Path.of(plan);
        if (!WorkflowFile.accepts(file)) {
            PlanFolder folder = NamedPlan.of(plan, options, search, screen);
            if (Arrays.stream(folder.plan().tasks().rank()).anyMatch(rank -> rank > 0)) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "simulate knows no gangs, and the plan has some.");
            }
            return PlannedProblem.of(folder);
        }
        // The schedule of a workflow does not say which of several runs sends to whom.
        WorkflowRequest request = new WorkflowRequest(
                WorkflowPlanPrinter.read(file, null),
                search.cluster(options.request(file, screen).cluster()),
                false,
                search.budget());
        return PlannedProblem.of(new WorkflowPlanner(System::nanoTime).plan(request));
    }
}
