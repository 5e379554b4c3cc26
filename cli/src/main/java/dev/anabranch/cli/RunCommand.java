package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunResult;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.driver.profile.FlowProfile;
import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles a flow, runs it on this machine or a cluster and publishes its outputs. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compiles a flow, runs it on this machine, or on the hosts of a cluster file that says where",
            "they listen, and publishes its outputs here.",
            "A flow that was compiled before starts at once. One that crashed goes on from the datasets that it kept."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch run ensemble.flow --workers 2",
            "  anabranch run era5.flow -p source=t2m.grib --outputs results/",
            "  anabranch run long.flow --mtbf 6h",
            "  anabranch run ensemble.flow --workers 4 --processes 2",
            "  anabranch run ensemble.flow --cluster cluster.yaml --keys keys",
            "  anabranch run ensemble.flow --json | jq .wall_s"
        })
final class RunCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private FlowOptions options = new FlowOptions();

    @Option(
            names = "--outputs",
            paramLabel = "DIR",
            defaultValue = ".anabranch/outputs",
            description = "The catalogue that published datasets go to (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path outputs;

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description = "Where the trace is written: the plan's tables with actual times"
                    + " (default: a folder named after the flow in .anabranch/traces).")
    private @Nullable Path trace;

    @Option(
            names = "--profile-out",
            paramLabel = "FILE",
            description = "Where what the run measures is added to what earlier runs did, for --profile"
                    + " (default: a file named after the flow in .anabranch/profiles).")
    private @Nullable Path profileOut;

    @Mixin
    private MemoryOption memory = new MemoryOption();

    @Option(
            names = "--processes",
            paramLabel = "M",
            description = {
                "Runs the workers in so many processes of this machine, which share memory; each gets its share of the",
                "workers. Without it, all workers are threads of one process."
            })
    private @Nullable Integer processes;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Mixin
    private CheckpointOptions checkpoints = new CheckpointOptions();

    @Option(names = "--json", description = "Prints what the run took as a JSON object.")
    private boolean json;

    RunCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        OptionalLong limit = memory.bytes();
        ClassLoader taskClasses = options.taskClasses();
        FlowRequest flow = options.request(screen);
        Checked<PlannedFlow> checked;
        FlowCompiler compiler = options.compiler(taskClasses);
        try (CompileProgressLines progress = CompileProgressLines.start(screen)) {
            checked = compiler.telling(progress).plan(flow);
        }
        PlannedFlow whole = DiagnosticOutput.require(checked, screen);
        RunSite site = site(options.described(screen));
        requireProcesses(flow.cluster().workers());
        requireProfileOf(whole.folder().summary().flow());
        Optional<ResumableFlow> resumable = checkpoints.resumable(compiler, flow, whole, screen);
        PlannedFlow planned = resumable.map(ResumableFlow::rest).orElse(whole);
        if (!json) {
            screen.err().println(headline(planned));
            resumable
                    .filter(ResumableFlow::resumes)
                    .ifPresent(rest -> screen.err().println(CheckpointPrinter.resumed(rest)));
        }
        RunProgressLines lines = new RunProgressLines(screen);
        Path traceFolder = trace != null
                ? trace
                : Path.of(".anabranch", "traces", planned.folder().summary().flow());
        Path profile = profileOut != null
                ? profileOut
                : CompileOptions.profileOf(planned.folder().summary().flow());
        RunRequest request = new RunRequest(outputs, traceFolder, limit, lines).measuringTo(profile);
        request = request.at(site);
        CheckpointFolder folder = checkpoints.folder(whole.folder().summary().flow());
        RunCheckpoints kept = new RunCheckpoints(
                folder, resumable.isPresent() ? resumable.get().keysToKeep() : Map.of(), checkpoints.stay());
        RunResult result;
        try {
            if (resumable.isPresent()) {
                request = request.keepingTo(kept).goingOnFrom(resumable.get().files());
            }
            result = new FlowRun(taskClasses).run(planned, request);
        } catch (RunException e) {
            lines.clear();
            CheckpointPrinter.missed(kept, screen.err());
            throw failure(e, CheckpointPrinter.afterFailure(kept, resumable, folder));
        } catch (IOException e) {
            lines.clear();
            throw new CommandFailure(ExitCode.RUN_FAILED, "The run failed: " + e.getMessage());
        }
        lines.clear();
        CheckpointPrinter.missed(kept, screen.err());
        if (resumable.isPresent() && !checkpoints.stay()) {
            folder.remove(resumable.get().allKeys()::contains);
        }
        if (json) {
            ObjectNode node = RunJson.of(planned, result);
            RunJson.add(node, resumable, kept);
            screen.out().println(node.toPrettyString());
        } else {
            new RunPrinter(screen).print(planned, result);
            CheckpointPrinter.afterRun(kept, folder, screen.out());
        }
        return ExitCode.DONE.status();
    }

    private void requireProcesses(int workers) throws CommandFailure {
        if (processes != null && (processes < 1 || processes > workers)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "--processes takes a number from 1 to " + workers + ", as many as there are workers, not "
                            + processes + "." + (processes > workers ? " More workers: --workers " + processes : ""));
        }
    }

    /** Hosts that listen somewhere are used wherever they are, and this machine where no address is known. */
    private RunSite site(DescribedCluster described) throws CommandFailure {
        if (described.addresses().isEmpty() && described.cluster().hosts().size() > 1) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "The cluster has several hosts, and " + options.clusterFile + " does not say where they listen."
                            + " Write it there: { name: a, address: \"10.0.0.5:" + HostAddress.PORT + "\", ... },"
                            + " and serve each host with: anabranch host NAME");
        }
        if (processes != null) {
            if (!described.addresses().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "Give --processes or a cluster file with addresses, not both.");
            }
            return new RunSite.Processes(processes);
        }
        return described.addresses().isEmpty()
                ? new RunSite.ThisProcess()
                : new RunSite.Hosts(described.addresses(), keys.folder());
    }

    /** What somebody keeps in a file of that name must not be lost at the end of a long run. */
    private void requireProfileOf(String flow) throws CommandFailure, IOException {
        if (profileOut != null && Files.exists(profileOut)) {
            FlowProfile before = DiagnosticOutput.require(ProfileFile.read(profileOut), screen);
            if (!before.profile().flow().equals(flow)) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "The file " + profileOut + " holds the profile of the flow "
                                + before.profile().flow() + ". Name another with --profile-out.");
            }
        }
    }

    private static String headline(PlannedFlow planned) {
        return planned.folder().summary().flow() + ": plan "
                + planned.folder().hashes().plan().substring(0, 12)
                + (planned.reused()
                        ? " re-used"
                        : " made in " + Quantity.showSeconds(planned.times().planning()))
                + ", predicted "
                + Quantity.showSeconds(planned.folder().summary().makespan());
    }

    /**
     * The user's mistakes with the task's own stack, infrastructure without one, ours with all there is.
     *
     * @param hint stands below; lines that each begin with a line break
     */
    private static CommandFailure failure(RunException failure, String hint) {
        if (!(failure instanceof RunFailure known)) {
            return new CommandFailure(ExitCode.RUN_FAILED, "The run was stopped." + hint);
        }
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        lines.print("error: " + known.getMessage());
        if (known.kind() != FailureKind.INFRASTRUCTURE) {
            for (Throwable cause = known.getCause(); cause != null; cause = cause.getCause()) {
                lines.print("\n  " + cause);
                for (StackTraceElement frame : cause.getStackTrace()) {
                    // The way into the platform's own classes helps nobody to mend a task.
                    if (!"java.base".equals(frame.getModuleName())) {
                        lines.print("\n      at " + frame);
                    }
                }
            }
        }
        if (known.kind() == FailureKind.OURS) {
            lines.print("\nThis is a defect of Anabranch, not of your flow. Please report it with this text.");
        }
        lines.print(hint);
        return new CommandFailure(
                known.kind() == FailureKind.OURS ? ExitCode.OUR_BUG : ExitCode.RUN_FAILED, text.toString());
    }
}
