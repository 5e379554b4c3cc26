package dev.anabranch.cli;

import dev.anabranch.driver.trace.ChromeTrace;
import dev.anabranch.driver.trace.OpenTelemetrySpans;
import dev.anabranch.driver.trace.RunTrace;
import dev.anabranch.driver.trace.TraceSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a run did, and writes it for tools that show it better. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what a run did: how long each worker computed and waited, and where the time went;",
            "and writes it for Perfetto and for OpenTelemetry."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch trace .anabranch/traces/ensemble",
            "  anabranch trace .anabranch/traces/ensemble --chrome ensemble.json",
            "  anabranch trace .anabranch/traces/ensemble --otlp spans.jsonl"
        })
final class TraceCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "The trace, which `anabranch run` names at its end.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(
            names = "--chrome",
            paramLabel = "FILE",
            description =
                    "Writes the JSON that https://ui.perfetto.dev and chrome://tracing open: a track for each worker.")
    private @Nullable Path chrome;

    @Option(
            names = "--otlp",
            paramLabel = "FILE",
            description =
                    "Writes OpenTelemetry's spans as lines of OTLP JSON, for the collector's receiver of such files.")
    private @Nullable Path spans;

    @Option(names = "--json", description = "Prints the summary as a JSON object.")
    private boolean json;

    TraceCommand(Screen screen) {
        this.screen = screen;
    }

    private interface Format {
        void write(RunTrace trace, OutputStream out) throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        RunTrace trace;
        try {
            trace = RunTrace.open(folder);
            TraceSummary summary = TraceSummary.of(trace);
            if (json) {
                screen.out().println(TraceJson.of(summary).toPrettyString());
            } else {
                new TracePrinter(screen).print(summary);
            }
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "the trace cannot be read: " + unreadable.getMessage() + "\n"
                            + "  = help: `anabranch run` writes one to .anabranch/traces/ and says where");
        }
        write(trace, chrome, ChromeTrace::write);
        write(trace, spans, OpenTelemetrySpans::write);
        return ExitCode.DONE.status();
    }

    private void write(RunTrace trace, @Nullable Path file, Format format) throws CommandFailure {
        if (file == null) {
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            format.write(trace, out);
        } catch (IOException unwritten) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, file + " could not be written: " + unwritten);
        }
        screen.err().println("wrote " + file);
    }
}
