package dev.anabranch.runtime;

import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.runtime.checkpoint.CheckpointSink;
import dev.anabranch.runtime.output.OutputSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a flow is run; each {@code with} method answers changed options. */
public final class RunOptions {
    private static final RunOptions DEFAULTS = new RunOptions(new Values());

    private static final Patience WITH_ENOUGH_PROCESSORS = new Patience(Duration.ofNanos(50_000), Duration.ZERO);
    private static final Patience WITH_TOO_FEW_PROCESSORS =
            new Patience(Duration.ofNanos(2_000), Duration.ofNanos(50_000));

    private final Values values;

    private RunOptions(Values values) {
        this.values = values;
    }

    /** Changed by nobody once options have them. */
    private static final class Values {
        private OutputSink outputs = OutputSink.discarding();
        private long memoryLimit = Long.MAX_VALUE;
        private @Nullable ProgressListener progress;
        private Duration progressInterval = Duration.ofMillis(100);
        private @Nullable Path trace;
        private LongSupplier clock = System::nanoTime;
        private @Nullable Duration spin;
        private KeptDatasets kept = (name, dataset) -> {};
        private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        private @Nullable CheckpointSink checkpoints;
        private KernelMaker kernels = KernelMaker.NONE;
        private Map<String, Path> keptFiles = Map.of();

        Values() {}

        Values(Values others) {
            outputs = others.outputs;
            memoryLimit = others.memoryLimit;
            progress = others.progress;
            progressInterval = others.progressInterval;
            trace = others.trace;
            clock = others.clock;
            spin = others.spin;
            kept = others.kept;
            scratch = others.scratch;
            checkpoints = others.checkpoints;
            kernels = others.kernels;
            keptFiles = others.keptFiles;
        }
    }

    private RunOptions with(Consumer<Values> change) {
        Values changed = new Values(values);
        change.accept(changed);
        return new RunOptions(changed);
    }

    /** Outputs discarded, memory not limited, no progress, no trace. */
    public static RunOptions defaults() {
        return DEFAULTS;
    }

    /** Where published datasets go. */
    public RunOptions withOutputs(OutputSink value) {
        return with(v -> v.outputs = value);
    }

    /** How much off-heap memory the run may have at once, in bytes. */
    public RunOptions withMemoryLimit(long bytes) {
        return with(v -> v.memoryLimit = bytes);
    }

    /** Who is told how far the run is, and how often. */
    public RunOptions withProgress(ProgressListener listener, Duration interval) {
        return with(v -> {
            v.progress = listener;
            v.progressInterval = interval;
        });
    }

    /** The folder that {@code tasks.arrow} and {@code workers.arrow} with actual times are written to. */
    public RunOptions withTrace(Path folder) {
        return with(v -> v.trace = folder);
    }

    /** Where times come from, in nanoseconds; by default {@link System#nanoTime()}. */
    public RunOptions withClock(LongSupplier nanoTime) {
        return with(v -> v.clock = nanoTime);
    }

    /** How long a worker looks for a dataset without pause before its thread sleeps, in place of what is chosen for it. */
    public RunOptions withSpin(Duration time) {
        return with(v -> v.spin = time);
    }

    /** Who takes the datasets that the flow keeps until the run ends; by default nobody. */
    public RunOptions withKept(KeptDatasets taker) {
        return with(v -> v.kept = taker);
    }

    /**
     * The folder in which datasets wait on disk where the plan says so, in folders of their own that are gone when the run
     * has ended; by default the system's for temporary files.
     */
    public RunOptions withScratch(Path folder) {
        return with(v -> v.scratch = folder);
    }

    /** Who keeps the datasets that the plan says are worth keeping against a crash; by default nobody. */
    public RunOptions withCheckpoints(CheckpointSink sink) {
        return with(v -> v.checkpoints = sink);
    }

    /** Who makes loops of fused expressions for this machine; by default nobody. */
    public RunOptions withKernels(KernelMaker maker) {
        return with(v -> v.kernels = maker);
    }

    /** By name, where on this machine the kept datasets are that tasks read; others are where the plan says. */
    public RunOptions withKeptFiles(Map<String, Path> files) {
        return with(v -> v.keptFiles = Map.copyOf(files));
    }

    /** By name, where on this machine the kept datasets are that tasks read. */
    public Map<String, Path> keptFiles() {
        return values.keptFiles;
    }

    /** Where published datasets go. */
    public OutputSink outputs() {
        return values.outputs;
    }

    /** How much off-heap memory the run may have at once, in bytes. */
    public long memoryLimit() {
        return values.memoryLimit;
    }

    /** Who is told how far the run is. */
    public Optional<ProgressListener> progress() {
        return Optional.ofNullable(values.progress);
    }

    /** How often progress is told. */
    public Duration progressInterval() {
        return values.progressInterval;
    }

    /** The folder of the trace. */
    public Optional<Path> trace() {
        return Optional.ofNullable(values.trace);
    }

    /** Where times come from, in nanoseconds. */
    public LongSupplier clock() {
        return values.clock;
    }

    /**
     * What a worker does before its thread sleeps. Unless told, it looks for about as long as it takes to wake a thread up, which
     * costs at most twice of what knowing the future would (Karlin, Li, Manasse and Owicki, "Empirical studies of competitive
     * spinning for a shared-memory multiprocessor", 1991). Where there are more workers than processors it hardly looks, as
     * that keeps another from working, and gives way for as long instead.
     *
     * @param workers of the run on this machine
     */
    public Patience patience(int workers) {
        Duration spin = values.spin;
        if (spin != null) {
            return new Patience(spin, Duration.ZERO);
        }
        return workers <= Runtime.getRuntime().availableProcessors() ? WITH_ENOUGH_PROCESSORS : WITH_TOO_FEW_PROCESSORS;
    }

    /**
     * How a worker waits before its thread sleeps.
     *
     * @param look how long it looks for a dataset without pause
     * @param giveWay how long after that it leaves the processor to others between two looks
     */
    public record Patience(Duration look, Duration giveWay) {}

    /** Who takes the datasets that the flow keeps until the run ends. */
    public KeptDatasets kept() {
        return values.kept;
    }

    /** The folder in which datasets wait on disk. */
    public Path scratch() {
        return values.scratch;
    }

    /** Who keeps datasets against a crash. */
    public Optional<CheckpointSink> checkpoints() {
        return Optional.ofNullable(values.checkpoints);
    }

    /** Who makes loops of fused expressions for this machine. */
    public KernelMaker kernels() {
        return values.kernels;
    }
}
