package dev.anabranch.cli;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowNames;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.ThisMachine;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.profile.FlowProfile;
import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that compiles a flow, whatever it is that names the flow. */
class CompileOptions {
    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Gives a param of the flow its value, for example -p limit=280.5. May be repeated.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = {"-w", "--workers"},
            paramLabel = "N",
            description = "Workers on this machine; without it, one for each core.")
    @Nullable
    Integer workers;

    @Option(
            names = "--cluster",
            paramLabel = "FILE",
            description = "A YAML file that describes hosts, workers and links, instead of this machine.")
    @Nullable
    Path clusterFile;

    @Option(
            names = "--mtbf",
            paramLabel = "DURATION",
            description = {
                "The mean time between failures that end a run, for example 6h. With it the plan keeps the datasets",
                "that save more time of computing again than they take to write."
            })
    private @Nullable String timeBetweenFailures;

    @Option(
            names = "--profile",
            paramLabel = "FILE|auto",
            description = {
                "Plans with the costs that runs measured: a file that `run` wrote, or the folder of a trace.",
                "auto: what runs of the flow here have measured so far, if any."
            })
    @Nullable
    String profile;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            defaultValue = ".anabranch/plans",
            description = "Where plans are kept and found again (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path plans;

    /** What these options say of a flow. */
    final FlowRequest request(Path file, Screen screen) throws CommandFailure {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "There is no file " + file + ".");
        }
        return new FlowRequest(file, parameters, failing(described(screen).cluster()))
                .measuredBy(profile(file, screen));
    }

    private Cluster failing(Cluster cluster) throws CommandFailure {
        if (timeBetweenFailures == null) {
            return cluster;
        }
        OptionalDouble seconds = Quantity.seconds(timeBetweenFailures);
        if (seconds.isEmpty() || !(seconds.getAsDouble() > 0)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--mtbf takes a duration such as 6h, not `" + timeBetweenFailures + "`.");
        }
        return cluster.failingEvery(seconds.getAsDouble());
    }

    /** Where what runs of a flow measured is kept, unless somebody says otherwise. */
    static Path profileOf(String flow) {
        return Path.of(".anabranch", "profiles", flow + ".arrow");
    }

    private Optional<FlowProfile> profile(Path file, Screen screen) throws CommandFailure {
        if (profile == null) {
            return Optional.empty();
        }
        try {
            Path given;
            if (profile.equals("auto")) {
                Optional<Path> found =
                        FlowNames.nameIn(file).map(CompileOptions::profileOf).filter(Files::isRegularFile);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                given = found.get();
            } else {
                given = Path.of(profile);
                if (!Files.exists(given)) {
                    throw new CommandFailure(
                            ExitCode.WRONG_USAGE,
                            "There is no profile " + given + ". A run writes one: anabranch run " + file
                                    + " --profile-out " + given);
                }
            }
            return Optional.of(DiagnosticOutput.require(ProfileFile.read(given), screen));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "The profile cannot be read: " + e.getMessage() + ".");
        }
    }

    final FlowCompiler compiler() throws CommandFailure {
        return compiler(taskClasses());
    }

    final FlowCompiler compiler(ClassLoader classes) {
        return new FlowCompiler(classes, new PlanStore(plans));
    }

    /** The machine that these options name, and where its hosts listen. */
    final DescribedCluster described(Screen screen) throws CommandFailure {
        if (workers != null && clusterFile != null) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "Give --workers or --cluster, not both: a cluster file names its workers.");
        }
        if (workers != null) {
            if (workers < 1 || workers > 1024) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "--workers takes a number from 1 to 1024, not " + workers + ".");
            }
            return DescribedCluster.of(ThisMachine.cluster(workers));
        }
        if (clusterFile == null) {
            return DescribedCluster.of(ThisMachine.cluster());
        }
        try {
            SourceText source = SourceText.of(clusterFile.toString(), Files.readString(clusterFile));
            return DiagnosticOutput.require(ClusterFile.describe(source), screen);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "The cluster file cannot be read: " + e.getMessage() + ".");
        }
    }

    final ClassLoader taskClasses() throws CommandFailure {
        return classPath.loader();
    }
}
