package dev.anabranch.driver.hosts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what happens on a host, run by run and file by file; any thread may tell it. What a task does it is not told. */
final class HostTally {
    private record Kind(String flow, RunOutcome outcome) {}

    private record Begun(String flow, Supplier<ShareProgress> progress, long nanos) {}

    private record Sum(long runs, long nanos) {
        Sum plus(Sum other) {
            return new Sum(runs + other.runs, nanos + other.nanos);
        }
    }

    private final long memoryLimit;
    private final Map<Kind, Sum> ended = new LinkedHashMap<>();
    private final Set<String> flows = new HashSet<>();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private final Map<String, DatasetTraffic> traffic = new ConcurrentHashMap<>();
    private final AtomicInteger peers = new AtomicInteger();
    private final LongAdder filesReceived = new LongAdder();
    private final LongAdder fileBytesReceived = new LongAdder();
    private volatile int flowsLoaded;
    private long begun;
    private long tasksOfEnded;
    private @Nullable Begun running;

    /** @param memoryLimit what the host allows a run, in bytes */
    HostTally(long memoryLimit) {
        this.memoryLimit = memoryLimit;
    }

    /**
     * A run begins; none is running.
     *
     * @param progress how far it is; is asked by any thread until it has ended
     */
    synchronized void begun(String flow, Supplier<ShareProgress> progress) {
        begun++;
        running = new Begun(flow, progress, System.nanoTime());
    }

    /** The running one has ended. */
    synchronized void ended(RunOutcome outcome) {
        Begun run = running;
        if (run == null) {
            throw new IllegalStateException("no run is under way that could end");
        }
        running = null;
        tasksOfEnded += run.progress().get().finished();
        String flow = run.flow();
        boolean apart = flows.contains(flow) || (flows.size() < HostCounts.MOST_FLOWS && flows.add(flow));
        ended.merge(
                new Kind(apart ? flow : HostCounts.OTHER_FLOWS, outcome),
                new Sum(1, System.nanoTime() - run.nanos()),
                Sum::plus);
    }

    synchronized void refused(Refusal why) {
        refused.merge(why, 1L, Long::sum);
    }

    void joined() {
        peers.incrementAndGet();
    }

    void left() {
        peers.decrementAndGet();
    }

    void flowsLoaded(int flowsInMemory) {
        flowsLoaded = flowsInMemory;
    }

    void pieceReceived(long bytes) {
        fileBytesReceived.add(bytes);
    }

    void fileReceived() {
        filesReceived.increment();
    }

    /** Where datasets are counted that go to a peer, or come from it. */
    DatasetTraffic with(String peer) {
        return traffic.computeIfAbsent(peer, name -> new DatasetTraffic());
    }

    synchronized HostCounts counts() {
        List<HostCounts.EndedRuns> runs = new ArrayList<>();
        ended.forEach((kind, sum) ->
                runs.add(new HostCounts.EndedRuns(kind.flow(), kind.outcome(), sum.runs(), sum.nanos())));
        Optional<HostCounts.Running> now = Optional.ofNullable(running)
                .map(run -> new HostCounts.Running(run.flow(), run.progress().get()));
        SortedMap<String, HostCounts.Traffic> datasets = new TreeMap<>();
        traffic.forEach((peer, counted) -> datasets.put(peer, counted.counts()));
        return new HostCounts(
                begun,
                List.copyOf(runs),
                Map.copyOf(refused),
                now,
                tasksOfEnded + now.map(run -> run.share().finished()).orElse(0),
                now.map(run -> run.share().limit()).orElse(memoryLimit),
                peers.get(),
                flowsLoaded,
                filesReceived.sum(),
                fileBytesReceived.sum(),
                datasets);
    }
}
