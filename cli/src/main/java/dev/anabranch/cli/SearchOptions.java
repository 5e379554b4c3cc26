package dev.anabranch.cli;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how hard and for which machine the plan of a flow is searched. */
class SearchOptions {
    private static final double LONGEST = 86_400;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = {
                "one-port: a host's network card sends one transfer at a time, and receives one.",
                "contention-free: transfers do not slow each other. Without it, what the cluster file says,",
                "and one-port where it says nothing and has several hosts."
            })
    private @Nullable String model;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = {
                "How long to search, by the clock. Without it the search is bounded by work that follows from",
                "the graph: equal input, equal plan."
            })
    private @Nullable Double budget;

    final Cluster cluster(Cluster given) throws CommandFailure {
        if (model == null) {
            return given;
        }
        String label = model;
        return given.withModel(MachineModel.ofLabel(label)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "--model takes " + String.join(" or ", MachineModel.labels()) + ", not " + label + ".")));
    }

    final OptionalDouble budget() throws CommandFailure {
        if (budget == null) {
            return OptionalDouble.empty();
        }
        if (!(budget > 0 && budget <= LONGEST)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--budget takes seconds, more than 0 and at most a day, not " + budget + ".");
        }
        return OptionalDouble.of(budget);
    }
}
