package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.driver.trace.TracedTask;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.runtime.transport.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a cluster: all workers' speeds at once, then one worker of each host alone, then hand-offs between two workers of each
 * host, then those between hosts, one pair after the other.
 */
public final class Calibration {
    /** The size of the largest block that is handed over where nobody says otherwise. */
    public static final long LARGEST = 1L << 28;

    /** The least that can be said of it: a link is a line, and a line has two points. */
    public static final long LEAST_LARGEST = 1L << 18;

    /** So many hosts are measured each with each. */
    private static final int EACH_WITH_EACH = 6;
    /** A host holds at once so many blocks, with some room. */
    private static final int BLOCKS_AT_ONCE = 6;

    /** What links are while they are being measured; all tasks say where they run, so it decides nothing. */
    private static final Link ANY = new Link(1e-3, 1e9);

    /** Is told how far it is, on several threads one at a time. */
    @FunctionalInterface
    public interface Progress {
        /** So many trials of all are done. */
        void done(int trials, int of);
    }

    private final Cluster cluster;
    private final long largest;
    private final Progress progress;
    private final TrialRun runs;
    private final List<int[]> pairs;
    private final List<Host> ofSeveral;
    private int done;

    private Calibration(DescribedCluster described, KeyFolder keys, long largest, Path folder, Progress progress) {
        this.cluster = described.cluster();
        this.largest = largest;
        this.progress = progress;
        Map<String, PeerAddress> addresses = described.addresses();
        RunSite site = addresses.isEmpty() ? new RunSite.ThisProcess() : new RunSite.Hosts(addresses, keys);
        this.runs = new TrialRun(site, folder, this::tick);
        this.pairs = pairs(cluster.hosts().size());
        this.ofSeveral = cluster.hosts().stream()
                .filter(host -> host.speeds().size() > 1)
                .toList();
    }

    /**
     * Measures the hosts where they listen, or this machine as the only host of a cluster without addresses.
     *
     * @param described the cluster; where it says where one host listens it says so of all
     * @param keys by what hosts and this process know each other; not looked at without addresses
     * @param largest the most bytes that are handed over at once, at least {@link #LEAST_LARGEST}
     * @param folder in which, for as long as it takes, lies what is compiled, planned and traced, and on this machine what is
     *     written to measure the disk; made if it does not exist
     * @param progress is told how far it is
     * @throws IOException if a key or a file cannot be read or written
     * @throws dev.anabranch.runtime.RunException if a host cannot be reached or a run on it failed
     */
    public static Figures measure(
            DescribedCluster described, KeyFolder keys, long largest, Path folder, Progress progress)
            throws IOException {
        int hosts = described.cluster().hosts().size();
        if (described.addresses().size() != (described.addresses().isEmpty() ? 0 : hosts)
                || (described.addresses().isEmpty() && hosts > 1)) {
            throw new IllegalArgumentException("a cluster of which it is not known where each host listens");
        }
        if (largest < LEAST_LARGEST) {
            throw new IllegalArgumentException("a link cannot be told from blocks of " + largest + " bytes");
        }
        try (TrialFolder trials = TrialFolder.in(folder)) {
            return new Calibration(described, keys, largest, trials.path(), progress).measure();
        }
    }

    /** Each with each, or a ring of many. */
    static List<int[]> pairs(int hosts) {
        List<int[]> pairs = new ArrayList<>();
        for (int one = 0; one < hosts; one++) {
            for (int other = one + 1; other < hosts; other++) {
                boolean neighbours = other == one + 1 || (one == 0 && other == hosts - 1);
                if (hosts <= EACH_WITH_EACH || neighbours) {
                    pairs.add(new int[] {one, other});
                }
            }
        }
        return pairs;
    }

    private synchronized void tick() {
        progress.done(done, 2 + ofSeveral.size() + pairs.size());
    }

    private synchronized void next() {
        done++;
        tick();
    }

    private Figures measure() throws IOException {
        tick();
        List<HostFigures> hosts = hosts();
        List<PairFigures> within = new ArrayList<>();
        for (Host host : ofSeveral) {
            within.add(handOffs(host.name() + "/0", host.name() + "/1", List.of(bare(host, 2)), host.memory()));
        }
        List<PairFigures> between = new ArrayList<>();
        for (int[] pair : pairs) {
            Host one = cluster.hosts().get(pair[0]);
            Host other = cluster.hosts().get(pair[1]);
            between.add(handOffs(
                    one.name() + "/0",
                    other.name() + "/0",
                    List.of(bare(one, 1), bare(other, 1)),
                    least(one.memory(), other.memory())));
        }
        return new Figures(hosts, links(within), links(between));
    }

    private List<HostFigures> hosts() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> first = new ArrayList<>();
        List<Host> bare = new ArrayList<>();
        for (Host host : cluster.hosts()) {
            first.add(host.name() + "/0");
            bare.add(bare(host, host.speeds().size()));
            for (int worker = 0; worker < host.speeds().size(); worker++) {
                all.add(host.name() + "/" + worker);
            }
        }
        Kernels kernels = new Kernels(all);
        List<Double> seconds = kernels.seconds(run(kernels.trial(), bare));
        HostTrial alone = new HostTrial(
                first, "calibration-" + Long.toHexString(ProcessHandle.current().pid()) + "-");
        List<TracedTask> tasks = run(
                alone.trial(),
                cluster.hosts().stream().map(host -> bare(host, 1)).toList());
        List<HostFigures> figures = new ArrayList<>();
        int worker = 0;
        for (int host = 0; host < bare.size(); host++) {
            int workers = bare.get(host).speeds().size();
            List<TransferSample> files = alone.disk(tasks, host);
            figures.add(new HostFigures(
                    bare.get(host).name(),
                    seconds.subList(worker, worker + workers),
                    alone.memoryBandwidth(tasks, host),
                    alone.taskSeconds(tasks, host),
                    files,
                    LinkFit.of(files)));
            worker += workers;
        }
        return figures;
    }

    private PairFigures handOffs(String one, String other, List<Host> hosts, long memory) throws IOException {
        long most = memory == 0 ? largest : Math.min(largest, Math.max(LEAST_LARGEST, memory / BLOCKS_AT_ONCE));
        HandOffs handOffs = new HandOffs(one, other, HandOffs.sizes(most), hosts.size() == 1);
        List<TransferSample> samples = handOffs.samples(run(handOffs.trial(), hosts));
        return hosts.size() == 1
                ? PairFigures.of(one, other, samples)
                : PairFigures.of(hosts.get(0).name(), hosts.get(1).name(), samples);
    }

    private List<TracedTask> run(Trial trial, List<Host> hosts) throws IOException {
        List<TracedTask> tasks = runs.run(trial, Cluster.of(hosts, ANY, ANY));
        next();
        return tasks;
    }

    private static Optional<LinkFigures> links(List<PairFigures> pairs) {
        return pairs.isEmpty() ? Optional.empty() : Optional.of(LinkFigures.of(pairs));
    }

    /** The host as if nothing were known of it but its name. */
    private static Host bare(Host host, int workers) {
        return new Host(host.name(), Collections.nCopies(workers, 1.0), 0, List.of());
    }

    private static long least(long one, long other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
}
