package dev.anabranch.cli.metrics;

import dev.anabranch.driver.hosts.HostCounts;
import dev.anabranch.driver.hosts.Refusal;
import dev.anabranch.driver.hosts.RunOutcome;
import dev.anabranch.driver.hosts.ShareProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What a host has counted, as text for Prometheus. Each text is of one {@link HostCounts}; between two of them nothing is done but
 * what the JVM tells of its garbage collections.
 */
public final class HostMetrics implements AutoCloseable {
    private final Supplier<HostCounts> counts;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Set<Object> known = new HashSet<>();
    private HostCounts now;

    /**
     * Of a host that is served.
     *
     * @param host its name, which all metrics have as a label
     * @param counts what it has counted until now
     */
    public HostMetrics(String host, Supplier<HostCounts> counts) {
        this.counts = counts;
        this.now = counts.get();
        registry.config().commonTags("host", host);
        runs();
        running();
        held();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void runs() {
        counter("anabranch.runs.begun", HostCounts::begun)
                .description("Runs that were begun.")
                .register(registry);
        for (RunOutcome outcome : RunOutcome.values()) {
            counter("anabranch.runs.ended", all -> all.ended(outcome))
                    .description("Runs that have ended, by how: done, failed here, or abandoned as they were stopped.")
                    .tag("outcome", label(outcome))
                    .register(registry);
        }
        for (Refusal refusal : Refusal.values()) {
            counter("anabranch.runs.refused", all -> all.refused().getOrDefault(refusal, 0L))
                    .description("Runs that were not taken, by why.")
                    .tag("reason", label(refusal))
                    .register(registry);
        }
        counter("anabranch.tasks.finished", HostCounts::tasksFinished)
                .description("Tasks of all runs that have finished on this host.")
                .register(registry);
    }

    private void running() {
        gauge("anabranch.run.active", all -> all.running().isPresent() ? 1 : 0)
                .description("Whether a run is under way: 1 or 0.")
                .register(registry);
        gauge("anabranch.run.tasks", all -> share(all).tasks())
                .description(
                        "Tasks that the run under way has on this host; 0 while it is prepared, and without a run.")
                .register(registry);
        gauge("anabranch.run.tasks.finished", all -> share(all).finished())
                .description("Tasks of the run under way that have finished on this host.")
                .register(registry);
        gauge("anabranch.memory.held", all -> share(all).held())
                .description("Off-heap bytes that datasets of the run under way take.")
                .baseUnit("bytes")
                .register(registry);
        gauge("anabranch.memory.limit", HostMetrics::limit)
                .description("The most off-heap bytes that datasets of a run may take; +Inf if nothing limits them.")
                .baseUnit("bytes")
                .register(registry);
    }

    private void held() {
        gauge("anabranch.peers.connected", HostCounts::peers)
                .description("Hosts and coordinators that are connected.")
                .register(registry);
        gauge("anabranch.flows.loaded", HostCounts::flowsLoaded)
                .description("Flows that are in memory, compiled.")
                .register(registry);
        counter("anabranch.files.received", HostCounts::filesReceived)
                .description("Files of plans and class paths that coordinators sent.")
                .register(registry);
        counter("anabranch.file.received", HostCounts::fileBytesReceived)
                .description("Bytes of files of plans and class paths that coordinators sent.")
                .baseUnit("bytes")
                .register(registry);
    }

    private void ofPeer(String peer) {
        counter("anabranch.dataset.sent", all -> traffic(all, peer).sent())
                .description(
                        "Bytes of datasets that were sent, by the host they went to, or the coordinator for what is published.")
                .baseUnit("bytes")
                .tag("peer", peer)
                .register(registry);
        counter("anabranch.dataset.received", all -> traffic(all, peer).received())
                .description("Bytes of datasets that were received, by the host they came from.")
                .baseUnit("bytes")
                .tag("peer", peer)
                .register(registry);
    }

    private record Ended(String flow, RunOutcome outcome) {
        HostCounts.EndedRuns in(HostCounts counts) {
            return counts.ended().stream()
                    .filter(runs -> runs.flow().equals(flow) && runs.outcome() == outcome)
                    .findAny()
                    .orElse(new HostCounts.EndedRuns(flow, outcome, 0, 0));
        }
    }

    private void ofEnded(Ended kind) {
        FunctionTimer.builder(
                        "anabranch.run.duration",
                        this,
                        self -> kind.in(self.now).runs(),
                        self -> kind.in(self.now).nanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long runs took, from when each was taken until the host was free again.")
                .tag("flow", kind.flow())
                .tag("outcome", label(kind.outcome()))
                .register(registry);
    }

    private FunctionCounter.Builder<HostMetrics> counter(String name, ToDoubleFunction<HostCounts> value) {
        return FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now));
    }

    private Gauge.Builder<HostMetrics> gauge(String name, ToDoubleFunction<HostCounts> value) {
        return Gauge.builder(name, this, self -> value.applyAsDouble(self.now));
    }

    private static ShareProgress share(HostCounts counts) {
        return counts.running().map(HostCounts.Running::share).orElse(ShareProgress.NONE);
    }

    private static double limit(HostCounts counts) {
        return counts.memoryLimit() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : counts.memoryLimit();
    }

    private static HostCounts.Traffic traffic(HostCounts counts, String peer) {
        return counts.traffic().getOrDefault(peer, new HostCounts.Traffic(0, 0));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The metrics of now. */
    public synchronized String text() {
        now = counts.get();
        for (String peer : now.traffic().keySet()) {
            if (known.add(peer)) {
                ofPeer(peer);
            }
        }
        for (HostCounts.EndedRuns runs : now.ended()) {
            Ended kind = new Ended(runs.flow(), runs.outcome());
            if (known.add(kind)) {
                ofEnded(kind);
            }
        }
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
