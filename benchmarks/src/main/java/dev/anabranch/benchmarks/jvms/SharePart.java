package dev.anabranch.benchmarks.jvms;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.LongTensor;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.ProcessShare;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A share of a plan, run by the runtime as a worker process of {@code anabranch run --processes} does. What it finds are pairs:
 * the last index of a published number, or of a tensor of which the first element counts, and that number.
 */
final class SharePart implements Part {
    private static final Pattern LAST_INDEX = Pattern.compile(".*:(\\d+)}");

    /** Arenas that may wait for the next collection. */
    private static final long MOST_LEFT = 64L << 20;

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int WAITS = 1_000;
    private static final long WAIT_NANOS = 10_000_000;

    private final Seat seat;
    private final FlowProgram program;
    private final ExecutionPlan plan;
    private final RunOptions options;
    private @Nullable InMemoryOutputs outputs;
    private @Nullable ProcessShare share;
    private @Nullable Path shared;

    /** @param arguments the plan's folder, and how many nanoseconds a waiting worker spins; less than 0 for the default */
    SharePart(Seat seat, List<String> arguments) throws IOException {
        this.seat = seat;
        PlanFolder folder = PlanFolder.open(Path.of(arguments.get(0)));
        this.program = new FlowRun(SharePart.class.getClassLoader()).program(folder);
        this.plan = ExecutionPlan.read(PlanSource.directory(folder.path()));
        long spin = Long.parseLong(arguments.get(1));
        this.options = spin < 0 ? RunOptions.defaults() : RunOptions.defaults().withSpin(Duration.ofNanos(spin));
    }

    @Override
    public void ready(Path folder) throws IOException {
        shared = folder;
        outputs = new InMemoryOutputs();
        share = new ProcessShare(
                program,
                plan,
                options.withOutputs(outputs),
                RunFolder.of(folder),
                Deal.even(seat.processes(), plan.workers()),
                seat.process());
    }

    @Override
    public Lap run() throws IOException {
        List<Long> values = new ArrayList<>();
        try (InMemoryOutputs published = Objects.requireNonNull(outputs)) {
            Objects.requireNonNull(share).run();
            for (Publication publication : published.publications()) {
                Matcher index = LAST_INDEX.matcher(publication.index());
                Object value =
                        published.value(publication.name(), publication.index()).orElseThrow();
                values.add(index.matches() ? Long.parseLong(index.group(1)) : 0L);
                values.add(value instanceof LongTensor tensor ? tensor.get(0) : (Long) value);
            }
        } finally {
            outputs = null;
            share = null;
        }
        long ended = System.nanoTime();
        giveBack();
        return new Lap(ended, values.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * A worker process ends with its run, and the memory that it has mapped with it. Here the mappings of earlier runs go with
     * the objects that have them, which a collection has to find.
     */
    private void giveBack() throws IOException {
        if (arenaBytes() <= MOST_LEFT) {
            return;
        }
        System.gc();
        for (int wait = 0; isMapped() && wait < WAITS; wait++) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    /** Whether this process still maps anything of the run's. */
    private boolean isMapped() throws IOException {
        String folder = Objects.requireNonNull(shared).resolve("arena").toString();
        return Files.isReadable(MAPS) && Files.readAllLines(MAPS).stream().anyMatch(line -> line.contains(folder));
    }

    private long arenaBytes() throws IOException {
        long bytes = 0;
        String own = "arena-" + seat.process() + "-";
        try (DirectoryStream<Path> arenas = Files.newDirectoryStream(Objects.requireNonNull(shared), own + "*")) {
            for (Path arena : arenas) {
                bytes += Files.size(arena);
            }
        }
        return bytes;
    }

    @Override
    public void close() {}
}
