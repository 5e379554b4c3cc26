package dev.anabranch.runtime.host;

import dev.anabranch.runtime.trace.WorkerTimes;

/** A worker's measurements, relative to the start of its run. */
final class MeasuredTimes implements WorkerTimes {
    private final Worker worker;
    private final long origin;

    MeasuredTimes(Worker worker, long origin) {
        this.worker = worker;
        this.origin = origin;
    }

    @Override
    public int tasks() {
        return worker.finished();
    }

    @Override
    public double start(int run) {
        return (worker.spans().startOf(run) - origin) * 1e-9;
    }

    @Override
    public double finish(int run) {
        return (worker.spans().finishOf(run) - origin) * 1e-9;
    }

    @Override
    public int retries(int run) {
        return worker.retries(run);
    }

    @Override
    public double waiting() {
        return worker.waitedNanos() * 1e-9;
    }

    @Override
    public double busy() {
        TaskSpans spans = worker.spans();
        long sum = 0;
        for (int span = 0; span < spans.size(); span++) {
            sum += spans.finish(span) - spans.start(span);
        }
        return sum * 1e-9;
    }

    @Override
    public long peakBytes() {
        return worker.memory().getPeakMemoryAllocation();
    }
}
