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
import dev.anabranch.runtime.host.Stillness;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.process.RemoteFailures;
import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One run on several hosts, as its coordinator has it: it sends the plan and the tasks' classes to those that lack them, has all
 * begin at once, publishes what they publish, and puts together what they measured on one clock.
 */
public final class ClusterRun implements AutoCloseable {
    /** How often a host is asked for its clock; the quickest answer counts. */
    private static final int CLOCK_QUESTIONS = 8;
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

    /** What the run's thread is told by others. */
    private sealed interface Event {
        /** A host said something. */
        record Told(int host, Message message) implements Event {}

        /** What a host measured has come. */
        record Measured(int host, Octets content) implements Event {}

        /** A host is gone. */
        record Left(int host, Departure departure) implements Event {}

        /** A host says whether anything runs there. */
        record Still(int host, long question, Stillness answer) implements Event {}

        /** A dataset has come that is kept. */
        record Kept() implements Event {}

        /** Something failed at this end. */
        record Failed(RunFailure failure) implements Event {}
    }

    private final Work work;
    private final Map<String, PeerAddress> addresses;
    private final KeyFolder keys;
    private final List<String> hosts;
    private final Deal deal;
    private final long number = new SecureRandom().nextLong();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BufferAllocator allocator = new RootAllocator();
    private final ArrivedOutputs arrived;
    private final @Nullable ArrivedCheckpoints checkpoints;
    private final AtomicIntegerArray finished;
    private final Map<String, Integer> workers = new HashMap<>();
    private final @Nullable Peer[] peers;
    /** Hosts that will do nothing more for this run, although they have not done all of it. */
    private final boolean[] gone;
    /** Hosts that have done all of it. */
    private final boolean[] done;

    private final @Nullable Octets[] measured;
    private final long[] ahead;
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
        this.peers = new Peer[hosts.size()];
        this.watch = new StandstillWatch(hosts.size());
        this.gone = new boolean[hosts.size()];
        this.done = new boolean[hosts.size()];
        this.measured = new Octets[hosts.size()];
        this.ahead = new long[hosts.size()];
        this.finished = new AtomicIntegerArray(work.plan().workers());
        for (int worker = 0; worker < work.plan().workers(); worker++) {
            workers.put(work.plan().workerName(worker), worker);
        }
        this.arrived =
                new ArrivedOutputs(work.outputs(), work.taskClasses(), found -> events.add(new Event.Failed(found)));
        this.checkpoints = work.checkpoints()
                .map(kept -> new ArrivedCheckpoints(kept, work.taskClasses(), () -> events.add(new Event.Kept())))
                .orElse(null);
        // A name of its own, as a host may be talking to another coordinator, too.
        PeerId self = new PeerId(KeyFolder.COORDINATOR + "/" + Long.toHexString(number));
        this.transport =
                NettyTransport.connecting(keys.settings(self), keys.options(KeyFolder.COORDINATOR), new Door());
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
            run.connect();
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

    /** What comes over the transport. */
    private final class Door implements Arrivals {
        @Override
        public void joined(Peer peer) {}

        @Override
        public boolean message(Peer peer, Message message) {
            int host = hosts.indexOf(peer.id().name());
            if (message instanceof Message.Progress progress) {
                progress(progress);
            } else if (host >= 0) {
                events.add(new Event.Told(host, message));
            }
            return true;
        }

        @Override
        public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
            int host = hosts.indexOf(peer.id().name());
            if (host < 0 || announcement.dataset().run() != number) {
                return Landing.NOWHERE;
            }
            if (ArrivedOutputs.isPublication(announcement)) {
                return arrived.land(peer, announcement);
            }
            if (ArrivedCheckpoints.isCheckpoint(announcement)) {
                return checkpoints == null ? Landing.NOWHERE : checkpoints.land(peer, announcement);
            }
            if (announcement.kind().equals(HostRun.STILL)) {
                long question = announcement.dataset().slot();
                return new Told(announcement, content -> still(host, question, content));
            }
            return announcement.kind().equals(HostRun.MEASURED)
                    ? new Told(announcement, content -> events.add(new Event.Measured(host, Octets.of(content))))
                    : Landing.NOWHERE;
        }

        @Override
        public void left(PeerId peer, Departure departure) {
            int host = hosts.indexOf(peer.name());
            if (host >= 0) {
                events.add(new Event.Left(host, departure));
            }
        }
    }

    private void progress(Message.Progress progress) {
        Integer worker = workers.get(progress.worker());
        if (progress.run() == number && worker != null) {
            finished.set(worker, (int) progress.done());
        }
    }

    private void still(int host, long question, byte[] content) {
        try {
            events.add(new Event.Still(host, question, Stillness.decode(content)));
        } catch (IOException none) {
            events.add(new Event.Failed(infrastructure("host " + hosts.get(host) + " says nothing that is known")));
        }
    }

    /** What a host tells that is no message, arriving. */
    private final class Told implements Landing {
        private final ArrowBuf memory;
        private final int length;
        private final Consumer<byte[]> heard;

        Told(Message.DatasetAnnouncement announcement, Consumer<byte[]> heard) {
            this.length = Math.toIntExact(announcement.layout().total());
            this.memory = allocator.buffer(length);
            this.heard = heard;
        }

        @Override
        public ArrowBuf memory() {
            return memory;
        }

        @Override
        public void landed() {
            byte[] content = new byte[length];
            memory.getBytes(0, content);
            memory.close();
            heard.accept(content);
        }

        @Override
        public void broken(String reason) {
            memory.close();
        }
    }

    private void connect() {
        List<CompletableFuture<Peer>> connecting = new ArrayList<>();
        for (String host : hosts) {
            PeerAddress address = addresses.get(host);
            if (address == null) {
                throw infrastructure("host " + host + " has no address; write it into the cluster file: { name: " + host
                        + ", address: \"10.0.0.5:7411\", ... }");
            }
            connecting.add(transport.connect(address).toCompletableFuture());
        }
        List<String> unreachable = new ArrayList<>();
        for (int host = 0; host < peers.length; host++) {
            String name = hosts.get(host);
            try {
                Peer peer = connecting.get(host).join();
                if (!peer.id().name().equals(name)) {
                    unreachable.add(addresses.get(name) + " is host " + peer.id() + ", not " + name);
                }
                peers[host] = peer;
            } catch (CompletionException failed) {
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                unreachable.add("host " + name + ": " + cause.getMessage());
            }
        }
        if (!unreachable.isEmpty()) {
            throw infrastructure(String.join("\n  ", unreachable)
                    + "\n  a host is served by, on it: anabranch host NAME --listen ADDRESS --keys " + keys.folder());
        }
    }

    private static RunFailure infrastructure(String found) {
        return new RunFailure(FailureKind.INFRASTRUCTURE, found, null);
    }

    private void start(ShippedFiles files) throws IOException {
        PlanSigner signer = keys.signer();
        List<Set<Path>> loads = KeptLoads.byHost(work.plan(), deal, hosts, work.loads());
        for (int host = 0; host < peers.length; host++) {
            Job job = new Job(
                    number,
                    work.flow(),
                    work.planned().hashes().plan(),
                    files.planFiles(),
                    files.classPath(),
                    files.kept(loads.get(host)),
                    addresses,
                    work.memory().orElse(Long.MAX_VALUE));
            tell(host, job.message(signer));
        }
    }

    private RunReport untilEnd(ShippedFiles files) throws IOException, InterruptedException {
        if (!allReach(Message.Point.PREPARED, files)) {
            throw failed();
        }
        measureClocks();
        long started = System.nanoTime();
        for (int host = 0; host < peers.length; host++) {
            tell(host, new Message.Milestone(number, Message.Point.BEGIN, started));
        }
        RunProgressCount count = new RunProgressCount(work.plan());
        ProgressTimer progress = new ProgressTimer(
                work.flow(),
                work.progress(),
                work.progressInterval(),
                () -> count.at((System.nanoTime() - started) * 1e-9, finished::get));
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
        for (int host = 0; host < peers.length; host++) {
            Octets content = measured[host];
            if (content == null) {
                throw infrastructure("host " + hosts.get(host) + " ended without what it measured");
            }
            measures.add(host, new DataInputStream(new ByteArrayInputStream(content.toBytes())), ahead[host]);
        }
        return measures.report(work.flow(), Optional.of(work.trace()));
    }

    private RunFailure failed() {
        return failure != null ? failure : infrastructure("the hosts ended the run without a word");
    }

    /** Waits until each host has come to a point or is gone; says whether all have come to it. */
    private boolean allReach(Message.Point point, ShippedFiles files) throws IOException, InterruptedException {
        boolean[] reached = point == Message.Point.DONE ? done : new boolean[peers.length];
        while (waitsFor(point, reached)) {
            Event event = stopped
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
            if (event instanceof Event.Told told && isAt(point, told)) {
                reached[told.host()] = true;
            } else {
                take(event, files);
            }
        }
        return failure == null;
    }

    /** Nothing was heard for a while: if no task has ended meanwhile either, all hosts are asked whether they wait for each other. */
    private void lookForStandstill() {
        long now = 0;
        for (int worker = 0; worker < finished.length(); worker++) {
            now += finished.get(worker);
        }
        if (now == finishedBefore && !watch.isAsking()) {
            long question = watch.ask();
            for (int host = 0; host < peers.length; host++) {
                tell(host, new Message.Milestone(number, Message.Point.STILL, question));
            }
        }
        finishedBefore = now;
    }

    private void hear(Event.Still still) {
        if (still.question() == 0) {
            watch.ended(still.host(), still.answer());
            return;
        }
        watch.answered(still.host(), still.question(), still.answer())
                .ifPresent(waits -> fail(
                        new RunFailure(FailureKind.OURS, "nothing runs any more, the plan is wrong: " + waits, null)));
    }

    /** A host says that it is done on another lane than what it measured. */
    private boolean waitsFor(Message.Point point, boolean[] reached) {
        for (int host = 0; host < reached.length; host++) {
            boolean there = reached[host] && (point != Message.Point.DONE || measured[host] != null);
            if (!there && !gone[host]) {
                return true;
            }
        }
        return false;
    }

    private void takeEvents() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            take(event, null);
        }
    }

    private boolean isAt(Message.Point point, Event.Told told) {
        return told.message() instanceof Message.Milestone milestone
                && milestone.run() == number
                && milestone.point() == point;
    }

    private void take(Event event, @Nullable ShippedFiles files) {
        if (event instanceof Event.Failed found) {
            fail(found.failure());
        } else if (event instanceof Event.Still still) {
            hear(still);
        } else if (event instanceof Event.Kept) {
            // What was made before a failure is still on its way: it is waited for.
            stoppedAt = System.nanoTime();
        } else if (event instanceof Event.Measured result) {
            measured[result.host()] = result.content();
        } else if (event instanceof Event.Left left) {
            if (!gone[left.host()] && !(done[left.host()] && measured[left.host()] != null)) {
                gone[left.host()] = true;
                fail(infrastructure("host " + hosts.get(left.host()) + " (" + addresses.get(hosts.get(left.host()))
                        + ") is gone" + done(left.host()) + ": "
                        + left.departure().reason()));
            }
        } else if (event instanceof Event.Told told) {
            hear(told, files);
        }
    }

    private void hear(Event.Told told, @Nullable ShippedFiles files) {
        if (told.message() instanceof Message.Failure failed && failed.run() == number) {
            fail(RemoteFailures.heard(failed));
        } else if (told.message() instanceof Message.Missing missing && missing.run() == number && files != null) {
            send(told.host(), missing, files);
        } else if (isAt(Message.Point.ABANDONED, told)) {
            gone[told.host()] = true;
            fail(infrastructure("host " + hosts.get(told.host()) + " has given the run up"));
        }
    }

    /** How far a host was that will tell no more. */
    private String done(int host) {
        long tasks = 0;
        long done = 0;
        for (int worker : deal.workersOf(host)) {
            tasks += work.plan().worker(worker).runs();
            done += finished.get(worker);
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
            for (int host = 0; host < peers.length; host++) {
                tell(host, new Message.Stop(number, failure == null ? "cancelled" : "failed"));
            }
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
        Peer peer = peers[host];
        if (peer != null) {
            new FileCourier(
                            number,
                            peer,
                            missing.digests(),
                            files,
                            allocator,
                            why -> events.add(new Event.Failed(infrastructure(
                                    "a file of the run cannot be sent to host " + hosts.get(host) + ": " + why))))
                    .start();
        }
    }

    /** Cristian, "Probabilistic clock synchronization", 1989: of several answers the quickest is the least uncertain. */
    private void measureClocks() throws IOException, InterruptedException {
        for (int host = 0; host < peers.length; host++) {
            long best = Long.MAX_VALUE;
            for (int question = 0; question < CLOCK_QUESTIONS && failure == null; question++) {
                long asked = System.nanoTime();
                tell(host, new Message.Milestone(number, Message.Point.CLOCK, asked));
                long clock = answer(host);
                long heard = System.nanoTime();
                if (heard - asked < best) {
                    best = heard - asked;
                    ahead[host] = clock - (asked + heard) / 2;
                }
            }
        }
        if (failure != null) {
            allReach(Message.Point.DONE, ShippedFiles.none());
            throw failure;
        }
    }

    private long answer(int host) throws IOException, InterruptedException {
        while (failure == null) {
            Event event = events.take();
            if (event instanceof Event.Told told
                    && told.host() == host
                    && isAt(Message.Point.CLOCK, told)
                    && told.message() instanceof Message.Milestone milestone) {
                return milestone.clock();
            }
            take(event, null);
        }
        return 0;
    }

    private void tell(int host, Message message) {
        Peer peer = peers[host];
        if (peer != null) {
            // Who does not hear is gone, which is an event of its own.
            peer.offer(message);
        }
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
