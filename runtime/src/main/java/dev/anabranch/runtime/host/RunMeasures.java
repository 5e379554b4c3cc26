package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.trace.DatasetTransfer;
import dev.anabranch.runtime.trace.TraceWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parts of a run measured, put together on one clock. Peaks of memory are added, as if all were at once. */
public final class RunMeasures {
    private final ExecutionPlan plan;
    private final Deal deal;
    private final long started;
    private final @Nullable MeasuredTimes[] times;
    private final long[] bytes;
    private final List<DatasetTransfer> transfers = new ArrayList<>();
    private long end;
    private long peak;
    private RunReport.Evictions evictions = RunReport.Evictions.NONE;

    /**
     * Nothing yet.
     *
     * @param started when the run began, on this end's clock
     */
    public RunMeasures(ExecutionPlan plan, Deal deal, long started) {
        this.plan = plan;
        this.deal = deal;
        this.started = started;
        this.end = started;
        this.times = new MeasuredTimes[plan.workers()];
        this.bytes = new long[plan.slots().cells()];
    }

    /**
     * Writes down what one part measured, after its workers have ended.
     *
     * @param arrivals what came from other hosts
     */
    static void write(
            DataOutputStream out, RunState run, RunMemory memory, List<WorkerThread> threads, ArrivalTimes arrivals)
            throws IOException {
        long end = 0;
        for (WorkerThread thread : threads) {
            end = Math.max(end, thread.ended());
        }
        out.writeLong(end);
        out.writeLong(memory.peakBytes());
        RunReport.Evictions evictions = run.evictions();
        out.writeLong(evictions.datasets());
        out.writeLong(evictions.bytes());
        out.writeLong(evictions.bytesWritten());
        out.writeLong(evictions.readBack());
        out.writeLong(evictions.bytesReadBack());
        out.writeDouble(evictions.seconds());
        for (Worker worker : run.own()) {
            MeasuredTimes.of(worker, run.plan().families().rows(), 0).write(out);
        }
        int sizes = 0;
        for (long size : run.bytes()) {
            sizes += size > 0 ? 1 : 0;
        }
        out.writeInt(sizes);
        for (int slot = 0; slot < run.bytes().length; slot++) {
            if (run.bytes()[slot] > 0) {
                out.writeInt(slot);
                out.writeLong(run.bytes()[slot]);
            }
        }
        arrivals.write(out);
    }

    /**
     * Adds what a part wrote down.
     *
     * @param ahead by how many nanoseconds the part's clock is ahead of this end's
     * @throws IOException if it is not what a part of this plan writes
     */
    public void add(int part, DataInputStream in, long ahead) throws IOException {
        end = Math.max(end, in.readLong() - ahead);
        peak += in.readLong();
        evictions = evictions.plus(new RunReport.Evictions(
                in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readDouble()));
        for (int worker : deal.workersOf(part)) {
            times[worker] = MeasuredTimes.read(in, started + ahead);
        }
        for (int left = in.readInt(); left > 0; left--) {
            int slot = in.readInt();
            long size = in.readLong();
            if (slot < 0 || slot >= bytes.length) {
                throw new IOException("a size of dataset " + slot + ", which the plan has not");
            }
            bytes[slot] = size;
        }
        transfers.addAll(ArrivalTimes.read(in, Deal.hosts(plan), part, started + ahead, bytes.length));
    }

    /**
     * The report of the run, once all parts were added, and its trace.
     *
     * @param flow the flow's name
     * @param trace where the trace goes, if anybody wants one
     */
    public RunReport report(String flow, Optional<Path> trace) throws IOException {
        List<MeasuredTimes> all =
                Arrays.stream(times).map(Objects::requireNonNull).toList();
        if (trace.isPresent()) {
            Instant began = Instant.now().minusNanos(System.nanoTime() - started);
            TraceWriter.write(trace.get(), flow, began, plan, List.copyOf(all), bytes, transfers);
        }
        return RunReports.of(flow, plan, (end - started) * 1e-9, all, peak, evictions);
    }
}
