package dev.anabranch.driver.hosts;

import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.ProgressListener;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import dev.anabranch.runtime.host.ArrivedCheckpoints;
import dev.anabranch.runtime.host.ArrivedOutputs;
import dev.anabranch.runtime.host.ProgressTimer;
import dev.anabranch.runtime.host.RunMeasures;
import dev.anabranch.runtime.host.RunProgressCount;
import dev.anabranch.runtime.host.StandstillWatch;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.process.RemoteFailures;
import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One run on several hosts, as its coordinator has it: it sends the plan and the tasks' classes to those that lack them, has all
 * begin at once, publishes what they publish, and puts together what they measured on one clock.
 */
public final class ClusterRun implements AutoCloseable {
    /** After so long without a word the coordinator looks whether the run stands still. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** How long hosts may take to end a run that was stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What is to be run.
     *
     * @param flow the flow's name
     * @param planned its plan
     * @param plan the same, read
     * @param taskClasses where its tasks' classes are; those that the product's own class path has not are sent
     * @param memory the most bytes that datasets may take on all hosts together; empty for no limit
     * @param trace where the trace goes
     * @param checkpoints keeps datasets against a crash; empty for nobody
     * @param loads by slot, the files of those that an earlier run kept and the plan reads
     * @param outputs takes what is published
     * @param progress is told how far it is
     * @param progressInterval how often
     */
    public record Work(
            String flow,
            PlanFolder planned,
            ExecutionPlan plan,
            ClassLoader taskClasses,
            OptionalLong memory,
            Path trace,
            Optional<RunCheckpoints> checkpoints,
            Map<Integer, Path> loads,
            OutputSink outputs,
            ProgressListener progress,
            Duration progressInterval) {}

    private final Work work;
    private final Map<String, PeerAddress> addresses;
    private final KeyFolder keys;
    private final List<String> hosts;
    private final Deal deal;
    private final long number = new SecureRandom().nextLong();
    private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
    private final BufferAllocator allocator = new RootAllocator();
    private final ArrivedOutputs arrived;
    private final @Nullable ArrivedCheckpoints checkpoints;
    private final FinishedTasks finished;
    private final HostPeers peers;
    private final HostEnds ends;
    private final HostClocks clocks;
    private final Transport transport;
    private @Nullable RunFailure failure;
    private final StandstillWatch watch;
    private long finishedBefore = -1;
    private boolean stopped;
    private long stoppedAt;

    private ClusterRun(Work work, Map<String, PeerAddress> addresses, KeyFolder keys) throws IOException {
        this.work = work;
        this.addresses = addresses;
        this.keys = keys;
        this.hosts = Deal.hosts(work.plan());
        this.deal = Deal.byHost(work.plan());
        this.peers = new HostPeers(hosts);
        this.watch = new StandstillWatch(hosts.size());
        this.ends = new HostEnds(hosts.size());
        this.clocks = new HostClocks(hosts.size());
        this.finished = new FinishedTasks(work.plan());
        this.arrived = new ArrivedOutputs(
                work.outputs(), work.taskClasses(), found -> events.add(new ClusterEvent.Failed(found)));
        this.checkpoints = work.checkpoints()
                .map(kept ->
                        new ArrivedCheckpoints(kept, work.taskClasses(), () -> events.add(new ClusterEvent.Kept())))
                .orElse(null);
        // A name of its own, as a host may be talking to another coordinator, too.
        PeerId self = new PeerId(KeyFolder.COORDINATOR + "/" + Long.toHexString(number));
        this.transport = NettyTransport.connecting(
                keys.settings(self),
                keys.options(KeyFolder.COORDINATOR),
                new ClusterDoor(number, hosts, finished, arrived, checkpoints, allocator, events::add));
    }

    /**
     * Runs a plan to its end.
     *
     * @param addresses where the plan's hosts listen
     * @param keys by what they and the coordinator know each other
     * @throws RunFailure if a task, a host or we failed
     * @throws RunCancelledException if this thread was interrupted
     * @throws IOException if a key or a file of the run cannot be read, or the trace not be written
     */
    public static RunReport run(Work work, Map<String, PeerAddress> addresses, KeyFolder keys) throws IOException {
        try (ClusterRun run = new ClusterRun(work, addresses, keys);
                ShippedFiles files = ShippedFiles.of(work.planned(), work.taskClasses())) {
            run.peers.connect(run.transport, addresses, keys.folder());
            run.start(files);
            try {
                return run.untilEnd(files);
            } catch (InterruptedException stop) {
                run.cancel();
                Thread.currentThread().interrupt();
                throw new RunCancelledException(work.flow());
            }
        }
    }

    private static RunFailure infrastructure(String found) {
        return new RunFailure(FailureKind.INFRASTRUCTURE, found, null);
    }

    private void start(ShippedFiles files) throws IOException {
        PlanSigner signer = keys.signer();
        List<Set<Path>> loads = KeptLoads.byHost(work.plan(), deal, hosts, work.loads());
        for (int host = 0; host < peers.size(); host++) {
            Job job = new Job(
                    number,
                    work.flow(),
                    work.planned().hashes().plan(),
                    files.planFiles(),
                    files.classPath(),
                    files.kept(loads.get(host)),
                    addresses,
                    work.memory().orElse(Long.MAX_VALUE));
            peers.tell(host, job.message(signer));
        }
    }

    private RunReport untilEnd(ShippedFiles files) throws IOException, InterruptedException {
        if (!allReach(Message.Point.PREPARED, files)) {
            throw failed();
        }
        measureClocks();
        long started = System.nanoTime();
        peers.tellAll(new Message.Milestone(number, Message.Point.BEGIN, started));
        RunProgressCount count = new RunProgressCount(work.plan());
        ProgressTimer progress = new ProgressTimer(
                work.flow(),
                work.progress(),
                work.progressInterval(),
                () -> count.at((System.nanoTime() - started) * 1e-9, finished::of));
        progress.start();
        try {
            if (!allReach(Message.Point.DONE, files)) {
                throw failed();
            }
        } finally {
            progress.end();
            progress.join();
            arrived.close();
        }
        takeEvents();
        if (failure != null) {
            throw failure;
        }
        if (checkpoints != null) {
            checkpoints.drop();
        }
        RunMeasures measures = new RunMeasures(work.plan(), deal, started);
        for (int host = 0; host < peers.size(); host++) {
            Octets content = ends.measured(host);
            if (content == null) {
                throw infrastructure("host " + hosts.get(host) + " ended without what it measured");
            }
            measures.add(host, new DataInputStream(new ByteArrayInputStream(content.toBytes())), clocks.ahead(host));
        }
        return measures.report(work.flow(), Optional.of(work.trace()));
    }

    private RunFailure failed() {
        return failure != null ? failure : infrastructure("the hosts ended the run without a word");
    }

    /** Waits until each host has come to a point or is gone; says whether all have come to it. */
    private boolean allReach(Message.Point point, ShippedFiles files) throws IOException, InterruptedException {
        boolean[] reached = new boolean[peers.size()];
        while (waitsFor(point, reached)) {
            ClusterEvent event = stopped
                    ? events.poll(stoppedAt + PATIENCE.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS)
                    : events.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                if (stopped) {
                    return false;
                }
                if (point == Message.Point.DONE) {
                    lookForStandstill();
                }
                continue;
            }
            if (event instanceof ClusterEvent.Told told && told.isAt(number, point)) {
                reached[told.host()] = true;
                if (point == Message.Point.DONE) {
                    ends.done(told.host());
                }
            } else {
                take(event, files);
            }
        }
        return failure == null;
    }

    /** Nothing was heard for a while: if no task has ended meanwhile either, all hosts are asked whether they wait for each other. */
    private void lookForStandstill() {
        long now = finished.all();
        if (now == finishedBefore && !watch.isAsking()) {
            peers.tellAll(new Message.Milestone(number, Message.Point.STILL, watch.ask()));
        }
        finishedBefore = now;
    }

    private void hear(ClusterEvent.Still still) {
        if (still.question() == 0) {
            watch.ended(still.host(), still.answer());
            return;
        }
        watch.answered(still.host(), still.question(), still.answer())
                .ifPresent(waits -> fail(
                        new RunFailure(FailureKind.OURS, "nothing runs any more, the plan is wrong: " + waits, null)));
    }

    private boolean waitsFor(Message.Point point, boolean[] reached) {
        for (int host = 0; host < reached.length; host++) {
            boolean there = point == Message.Point.DONE ? ends.isWhole(host) : reached[host];
            if (!there && !ends.isGone(host)) {
                return true;
            }
        }
        return false;
    }

    private void takeEvents() {
        for (ClusterEvent event = events.poll(); event != null; event = events.poll()) {
            take(event, null);
        }
    }

    private void take(ClusterEvent event, @Nullable ShippedFiles files) {
        if (event instanceof ClusterEvent.Failed found) {
            fail(found.failure());
        } else if (event instanceof ClusterEvent.Still still) {
            hear(still);
        } else if (event instanceof ClusterEvent.Kept) {
            // What was made before a failure is still on its way: it is waited for.
            stoppedAt = System.nanoTime();
        } else if (event instanceof ClusterEvent.Measured result) {
            ends.measured(result.host(), result.content());
        } else if (event instanceof ClusterEvent.Left left) {
            if (!ends.isGone(left.host()) && !ends.isWhole(left.host())) {
                ends.gone(left.host());
                fail(infrastructure("host " + hosts.get(left.host()) + " (" + addresses.get(hosts.get(left.host()))
                        + ") is gone" + done(left.host()) + ": "
                        + left.departure().reason()));
            }
        } else if (event instanceof ClusterEvent.Told told) {
            hear(told, files);
        }
    }

    private void hear(ClusterEvent.Told told, @Nullable ShippedFiles files) {
        if (told.message() instanceof Message.Failure failed && failed.run() == number) {
            fail(RemoteFailures.heard(failed));
        } else if (told.message() instanceof Message.Missing missing && missing.run() == number && files != null) {
            send(told.host(), missing, files);
        } else if (told.isAt(number, Message.Point.ABANDONED)) {
            ends.gone(told.host());
            fail(infrastructure("host " + hosts.get(told.host()) + " has given the run up"));
        }
    }

    /** How far a host was that will tell no more. */
    private String done(int host) {
        long tasks = 0;
        long done = 0;
        for (int worker : deal.workersOf(host)) {
            tasks += work.plan().worker(worker).runs();
            done += finished.of(worker);
        }
        return ", with about " + done + " of its " + tasks + " tasks done";
    }

    /** The first failure counts: the others follow from it. */
    private void fail(RunFailure found) {
        if (failure == null) {
            failure = found;
        }
        stop();
    }

    private void stop() {
        if (!stopped) {
            stopped = true;
            stoppedAt = System.nanoTime();
            peers.tellAll(new Message.Stop(number, failure == null ? "cancelled" : "failed"));
        }
    }

    private void cancel() throws IOException {
        stop();
        boolean interrupted = Thread.interrupted();
        try {
            allReach(Message.Point.DONE, ShippedFiles.none());
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(int host, Message.Missing missing, ShippedFiles files) {
        Peer peer = peers.of(host);
        if (peer != null) {
            new FileCourier(
                            number,
                            peer,
                            missing.digests(),
                            files,
                            allocator,
                            why -> events.add(new ClusterEvent.Failed(infrastructure(
                                    "a file of the run cannot be sent to host " + hosts.get(host) + ": " + why))))
                    .start();
        }
    }

    private void measureClocks() throws IOException, InterruptedException {
        for (int host = 0; host < peers.size(); host++) {
            for (int question = 0; question < HostClocks.QUESTIONS && failure == null; question++) {
                long asked = System.nanoTime();
                peers.tell(host, new Message.Milestone(number, Message.Point.CLOCK, asked));
                clocks.answered(host, asked, clockOf(host), System.nanoTime());
            }
        }
        if (failure != null) {
            allReach(Message.Point.DONE, ShippedFiles.none());
            throw failure;
        }
    }

    private long clockOf(int host) throws IOException, InterruptedException {
        while (failure == null) {
            ClusterEvent event = events.take();
            if (event instanceof ClusterEvent.Told told
                    && told.host() == host
                    && told.isAt(number, Message.Point.CLOCK)
                    && told.message() instanceof Message.Milestone milestone) {
                return milestone.clock();
            }
            take(event, null);
        }
        return 0;
    }

    @Override
    public void close() {
        transport.close();
        arrived.close();
        if (checkpoints != null) {
            checkpoints.close();
        }
        if (allocator.getAllocatedMemory() == 0) {
            allocator.close();
        }
    }
}
