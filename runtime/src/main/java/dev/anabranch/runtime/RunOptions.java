package dev.anabranch.runtime;

import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.runtime.checkpoint.CheckpointSink;
import dev.anabranch.runtime.output.OutputSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a flow is run; each {@code with} method answers changed options. */
public final class RunOptions {
    private static final RunOptions DEFAULTS = new RunOptions(
            OutputSink.discarding(),
            Long.MAX_VALUE,
            null,
            Duration.ofMillis(100),
            null,
            System::nanoTime,
            null,
            (name, dataset) -> {},
            Path.of(System.getProperty("java.io.tmpdir")),
            null,
            KernelMaker.NONE,
            Map.of());

    private static final Patience WITH_ENOUGH_PROCESSORS = new Patience(Duration.ofNanos(50_000), Duration.ZERO);
    private static final Patience WITH_TOO_FEW_PROCESSORS =
            new Patience(Duration.ofNanos(2_000), Duration.ofNanos(50_000));

    private final OutputSink outputs;
    private final long memoryLimit;
    private final @Nullable ProgressListener progress;
    private final Duration progressInterval;
    private final @Nullable Path trace;
    private final LongSupplier clock;
    private final @Nullable Duration spin;
    private final KeptDatasets kept;
    private final Path scratch;
    private final @Nullable CheckpointSink checkpoints;
    private final KernelMaker kernels;
    private final Map<String, Path> keptFiles;

    private RunOptions(
            OutputSink outputs,
            long memoryLimit,
            @Nullable ProgressListener progress,
            Duration progressInterval,
            @Nullable Path trace,
            LongSupplier clock,
            @Nullable Duration spin,
            KeptDatasets kept,
            Path scratch,
            @Nullable CheckpointSink checkpoints,
            KernelMaker kernels,
            Map<String, Path> keptFiles) {
        this.outputs = outputs;
        this.memoryLimit = memoryLimit;
        this.progress = progress;
        this.progressInterval = progressInterval;
        this.trace = trace;
        this.clock = clock;
        this.spin = spin;
        this.kept = kept;
        this.scratch = scratch;
        this.checkpoints = checkpoints;
        this.kernels = kernels;
        this.keptFiles = keptFiles;
    }

    /** Outputs discarded, memory not limited, no progress, no trace. */
    public static RunOptions defaults() {
        return DEFAULTS;
    }

    /** Where published datasets go. */
    public RunOptions withOutputs(OutputSink value) {
        return new RunOptions(
                value,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** How much off-heap memory the run may have at once, in bytes. */
    public RunOptions withMemoryLimit(long bytes) {
        return new RunOptions(
                outputs,
                bytes,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** Who is told how far the run is, and how often. */
    public RunOptions withProgress(ProgressListener listener, Duration interval) {
        return new RunOptions(
                outputs,
                memoryLimit,
                listener,
                interval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** The folder that {@code tasks.arrow} and {@code workers.arrow} with actual times are written to. */
    public RunOptions withTrace(Path folder) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                folder,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** Where times come from, in nanoseconds; by default {@link System#nanoTime()}. */
    public RunOptions withClock(LongSupplier nanoTime) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                nanoTime,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** How long a worker looks for a dataset without pause before its thread sleeps, in place of what is chosen for it. */
    public RunOptions withSpin(Duration time) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                time,
                kept,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** Who takes the datasets that the flow keeps until the run ends; by default nobody. */
    public RunOptions withKept(KeptDatasets taker) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                taker,
                scratch,
                checkpoints,
                kernels,
                keptFiles);
    }

    /**
     * The folder in which datasets wait on disk where the plan says so, in folders of their own that are gone when the run
     * has ended; by default the system's for temporary files.
     */
    public RunOptions withScratch(Path folder) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                folder,
                checkpoints,
                kernels,
                keptFiles);
    }

    /** Who keeps the datasets that the plan says are worth keeping against a crash; by default nobody. */
    public RunOptions withCheckpoints(CheckpointSink sink) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                sink,
                kernels,
                keptFiles);
    }

    /** Who makes loops of fused expressions for this machine; by default nobody. */
    public RunOptions withKernels(KernelMaker maker) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                maker,
                keptFiles);
    }

    /** By name, where on this machine the kept datasets are that tasks read; others are where the plan says. */
    public RunOptions withKeptFiles(Map<String, Path> files) {
        return new RunOptions(
                outputs,
                memoryLimit,
                progress,
                progressInterval,
                trace,
                clock,
                spin,
                kept,
                scratch,
                checkpoints,
                kernels,
                Map.copyOf(files));
    }

    /** By name, where on this machine the kept datasets are that tasks read. */
    public Map<String, Path> keptFiles() {
        return keptFiles;
    }

    /** Where published datasets go. */
    public OutputSink outputs() {
        return outputs;
    }

    /** How much off-heap memory the run may have at once, in bytes. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /** Who is told how far the run is. */
    public Optional<ProgressListener> progress() {
        return Optional.ofNullable(progress);
    }

    /** How often progress is told. */
    public Duration progressInterval() {
        return progressInterval;
    }

    /** The folder of the trace. */
    public Optional<Path> trace() {
        return Optional.ofNullable(trace);
    }

    /** Where times come from, in nanoseconds. */
    public LongSupplier clock() {
        return clock;
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
        return kept;
    }

    /** The folder in which datasets wait on disk. */
    public Path scratch() {
        return scratch;
    }

    /** Who keeps datasets against a crash. */
    public Optional<CheckpointSink> checkpoints() {
        return Optional.ofNullable(checkpoints);
    }

    /** Who makes loops of fused expressions for this machine. */
    public KernelMaker kernels() {
        return kernels;
    }
}
