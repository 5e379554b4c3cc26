package dev.anabranch.cli;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.checkpoint.KeptFiles;
import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what becomes of datasets that are kept against a crash. */
class CheckpointOptions {
    static final String FOLDER = ".anabranch/checkpoints";

    @Option(
            names = "--no-resume",
            negatable = true,
            description = {
                "--resume, the default: goes on from the datasets that a run of the flow kept before it crashed.",
                "--no-resume: computes everything anew."
            })
    private boolean resume = true;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            defaultValue = FOLDER,
            description =
                    "Where datasets are kept against a crash, in a folder for each flow (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path checkpoints;

    @Option(
            names = "--keep-checkpoints",
            description = "Leaves the kept datasets where they are when the run has ended well.")
    private boolean keep;

    /** Where those of a flow are. */
    final CheckpointFolder folder(String flow) {
        return new CheckpointFolder(checkpoints.resolve(flow));
    }

    final boolean stay() {
        return keep;
    }

    /** What is there of a flow and what it is to keep; empty if neither is anything. */
    final Optional<ResumableFlow> resumable(
            FlowCompiler compiler, FlowRequest request, PlannedFlow planned, Screen screen) throws IOException {
        CheckpointFolder folder = folder(planned.folder().summary().flow());
        KeptFiles kept = resume
                ? KeptFiles.in(folder, warning -> screen.err().println("warning: " + warning))
                : KeptFiles.none();
        return kept.isEmpty() && !ResumableFlow.keeps(planned)
                ? Optional.empty()
                : Optional.of(compiler.resumable(request, planned, kept));
    }
}
