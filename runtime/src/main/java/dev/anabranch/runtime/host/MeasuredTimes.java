package dev.anabranch.runtime.host;

import dev.anabranch.runtime.trace.WorkerTimes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A worker's measurements, relative to the start of its run. They can be written down for another process. */
final class MeasuredTimes implements WorkerTimes {
    private final TaskSpans spans;
    private final int tasks;
    private final Map<Integer, Integer> retried;
    private final long waited;
    private final long peak;
    private final long published;
    private final long[] bytesByFamily;
    private final long origin;

    private MeasuredTimes(
            TaskSpans spans,
            int tasks,
            Map<Integer, Integer> retried,
            long waited,
            long peak,
            long published,
            long[] bytesByFamily,
            long origin) {
        this.spans = spans;
        this.tasks = tasks;
        this.retried = retried;
        this.waited = waited;
        this.peak = peak;
        this.published = published;
        this.bytesByFamily = bytesByFamily;
        this.origin = origin;
    }

    /** Of a worker that has ended. */
    static MeasuredTimes of(Worker worker, int families, long origin) {
        long[] bytes = new long[families];
        for (int family = 0; family < families; family++) {
            bytes[family] = worker.bytes(family);
        }
        return new MeasuredTimes(
                worker.spans(),
                worker.finished(),
                worker.retried(),
                worker.waitedNanos(),
                worker.memory().getPeakMemoryAllocation(),
                worker.published(),
                bytes,
                origin);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(tasks);
        out.writeInt(retried.size());
        for (Map.Entry<Integer, Integer> entry : retried.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeInt(entry.getValue());
        }
        out.writeLong(waited);
        out.writeLong(peak);
        out.writeLong(published);
        out.writeInt(bytesByFamily.length);
        for (long bytes : bytesByFamily) {
            out.writeLong(bytes);
        }
        spans.write(out);
    }

    static MeasuredTimes read(DataInputStream in, long origin) throws IOException {
        int tasks = in.readInt();
        Map<Integer, Integer> retried = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            int run = in.readInt();
            retried.put(run, in.readInt());
        }
        long waited = in.readLong();
        long peak = in.readLong();
        long published = in.readLong();
        long[] bytes = new long[in.readInt()];
        for (int family = 0; family < bytes.length; family++) {
            bytes[family] = in.readLong();
        }
        return new MeasuredTimes(TaskSpans.read(in), tasks, retried, waited, peak, published, bytes, origin);
    }

    TaskSpans spans() {
        return spans;
    }

    Map<Integer, Integer> retried() {
        return retried;
    }

    long bytes(int family) {
        return bytesByFamily[family];
    }

    long published() {
        return published;
    }

    @Override
    public int tasks() {
        return tasks;
    }

    @Override
    public double start(int run) {
        return (spans.startOf(run) - origin) * 1e-9;
    }

    @Override
    public double finish(int run) {
        return (spans.finishOf(run) - origin) * 1e-9;
    }

    @Override
    public int retries(int run) {
        return retried.getOrDefault(run, 0);
    }

    @Override
    public double waiting() {
        return waited * 1e-9;
    }

    @Override
    public double busy() {
        long sum = 0;
        for (int span = 0; span < spans.size(); span++) {
            sum += spans.finish(span) - spans.start(span);
        }
        return sum * 1e-9;
    }

    @Override
    public long peakBytes() {
        return peak;
    }
}
