package dev.anabranch.driver.hosts;

import dev.anabranch.codegen.kernel.VectorKernels;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.HostShare;
import dev.anabranch.runtime.host.RemoteCheckpoints;
import dev.anabranch.runtime.host.RemoteOutputs;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.process.RemoteFailures;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run on one host, from the message that starts it to the last that tells of it. What takes long happens on the host's thread,
 * which runs one thing at a time; what arrives is taken on the transport's.
 */
final class HostRun {
    /** What is announced of what was measured. */
    static final String MEASURED = "measured";
    /** What is announced of whether anything runs, by the number of the question; 0 for the last word of a share. */
    static final String STILL = "still";

    private static final Logger LOGGER = LoggerFactory.getLogger(HostRun.class);
    private static final long CONNECT_SECONDS = 20;

    /** What a host lends its runs. */
    record Means(
            String host,
            HostStore store,
            LoadedFlows flows,
            Transport transport,
            BufferAllocator allocator,
            Executor thread,
            long memory,
            Path scratch,
            HostTally tally) {}

    private final Means means;
    private final Job job;
    private final Peer coordinator;
    private final BiConsumer<HostRun, RunOutcome> over;
    private volatile @Nullable FileReceipts receipts;
    private volatile @Nullable HostShare share;
    private volatile @Nullable RunFailure early;
    private volatile boolean stopped;
    private volatile boolean failed;
    /** How far the share was when it was let go; before, that it is not there yet. */
    private volatile ShareProgress atLast;

    private boolean ended;

    /** @param over is called once, when the host is free for another run, with how this one ended */
    HostRun(Means means, Job job, Peer coordinator, BiConsumer<HostRun, RunOutcome> over) {
        this.means = means;
        this.job = job;
        this.coordinator = coordinator;
        this.over = over;
        this.atLast = ShareProgress.unprepared(means.memory());
    }

    Job job() {
        return job;
    }

    boolean isOf(PeerId peer) {
        return coordinator.id().equals(peer);
    }

    /** Asks for what is missing, and prepares. */
    void start() {
        onThread(() -> {
            List<HostFile> missing = new ArrayList<>(
                    means.flows().have(job) ? List.of() : means.store().missing(job));
            missing.addAll(means.store().missingKept(job));
            if (missing.isEmpty()) {
                prepare();
                return;
            }
            FileReceipts expected = new FileReceipts(
                    missing,
                    means.store(),
                    means.thread(),
                    means.allocator(),
                    means.tally(),
                    new FileReceipts.Outcome() {
                        @Override
                        public void complete() {
                            onThread(HostRun.this::prepare);
                        }

                        @Override
                        public void failed(String reason) {
                            fail(infrastructure(reason, null));
                        }
                    });
            receipts = expected;
            tell(new Message.Missing(
                    job.run(), missing.stream().map(HostFile::octets).toList()));
            expected.begin();
        });
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void onThread(Step step) {
        means.thread().execute(() -> {
            if (stopped) {
                end(false);
                return;
            }
            try {
                step.run();
            } catch (IOException | RuntimeException | LinkageError unusable) {
                LOGGER.debug("run {} cannot be prepared", job.run(), unusable);
                fail(infrastructure(
                        unusable.getMessage() == null ? unusable.toString() : unusable.getMessage(), unusable));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                fail(infrastructure("it is being stopped", null));
            }
        });
    }

    private RunFailure infrastructure(String found, @Nullable Throwable cause) {
        return new RunFailure(FailureKind.INFRASTRUCTURE, "host " + means.host() + ": " + found, cause);
    }

    private void prepare() throws IOException, InterruptedException {
        receipts = null;
        LoadedFlow flow = means.flows().of(job, means.store());
        means.tally().flowsLoaded(means.flows().size());
        ExecutionPlan plan = flow.plan();
        List<String> hosts = Deal.hosts(plan);
        int here = hosts.indexOf(means.host());
        if (here < 0) {
            throw new IOException("the plan has hosts " + String.join(", ", hosts) + " and not this one");
        }
        List<@Nullable Peer> peers = new ArrayList<>();
        for (String other : hosts) {
            peers.add(other.equals(means.host()) ? null : connect(other));
        }
        long own = Math.min(
                means.memory(),
                job.memory() == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : job.memory() / plan.workers() * Deal.byHost(plan).workersOf(here).length);
        RunOptions options = RunOptions.defaults()
                .withOutputs(new RemoteOutputs(
                        job.run(),
                        new CountedPeer(
                                coordinator, means.tally().with(coordinator.id().host()))))
                .withCheckpoints(new RemoteCheckpoints(
                        job.run(),
                        new CountedPeer(
                                coordinator, means.tally().with(coordinator.id().host())),
                        means.allocator()))
                .withKeptFiles(means.store().kept(job))
                .withScratch(means.scratch())
                .withMemoryLimit(own)
                // Sizes of datasets are measured for the coordinator's trace.
                .withTrace(means.scratch())
                .withKernels(VectorKernels.available());
        share = new HostShare(
                flow.program(),
                plan,
                options,
                job.run(),
                here,
                peers,
                hosts.stream().map(this::reachedAt).toList());
        if (stopped) {
            end(false);
            return;
        }
        tell(new Message.Milestone(job.run(), Message.Point.PREPARED, System.nanoTime()));
    }

    /** Where programs on other hosts reach one; hosts without an address of a network are all on one machine. */
    private String reachedAt(String host) {
        return job.hosts().get(host) instanceof PeerAddress.Tcp tcp
                ? tcp.host()
                : InetAddress.getLoopbackAddress().getHostAddress();
    }

    private Peer connect(String other) throws IOException, InterruptedException {
        PeerAddress address = job.hosts().get(other);
        if (address == null) {
            throw new IOException("the plan has host " + other + ", whose address nobody told");
        }
        try {
            Peer peer = means.transport().connect(address).toCompletableFuture().get(CONNECT_SECONDS, TimeUnit.SECONDS);
            if (!peer.id().name().equals(other)) {
                throw new IOException(address + " is host " + peer.id() + " and not " + other);
            }
            return new CountedPeer(peer, means.tally().with(other));
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException("host " + other + ": " + cause.getMessage(), cause);
        }
    }

    /** All hosts are prepared: its workers begin. */
    void begin() {
        onThread(() -> {
            HostShare ready = share;
            if (ready == null) {
                throw new IOException("the run was begun before it was prepared");
            }
            RunFailure found = early;
            boolean whole = false;
            try {
                if (found == null) {
                    byte[] measured = ready.run();
                    tellWhetherStill(ready, 0);
                    send(measured);
                    whole = true;
                }
            } catch (RunCancelledException cancelled) {
                LOGGER.debug("run {} was stopped", job.run());
            } catch (RunFailure failure) {
                found = failure;
            } catch (RuntimeException | LinkageError ours) {
                // Nothing runs any more that could tell of it, and the coordinator waits.
                LOGGER.warn("run {} was ended by a defect", job.run(), ours);
                found = new RunFailure(FailureKind.OURS, "host " + means.host() + ": " + ours, ours);
            }
            if (found != null) {
                failed = true;
                tell(RemoteFailures.tell(job.run(), found));
            }
            letGo(ready);
            end(whole);
        });
    }

    private void send(byte[] measured) throws IOException, InterruptedException {
        try (ArrowBuf content = means.allocator().buffer(measured.length)) {
            content.setBytes(0, measured);
            coordinator
                    .send(new OutgoingDataset(
                            new Message.DatasetAnnouncement(
                                    new DatasetId(job.run(), 0),
                                    MEASURED,
                                    Octets.none(),
                                    DatasetLayout.of(measured.length)),
                            List.of(content)))
                    .get();
        } catch (ExecutionException gone) {
            throw new IOException("the coordinator is gone", gone);
        }
    }

    /** Answers whether anything runs here. */
    void tellWhetherStill(long question) {
        HostShare running = share;
        if (running != null) {
            tellWhetherStill(running, question);
        }
    }

    private void tellWhetherStill(HostShare of, long question) {
        byte[] still = of.stillness().encode();
        try (ArrowBuf content = means.allocator().buffer(still.length)) {
            content.setBytes(0, still);
            var unused = coordinator.send(new OutgoingDataset(
                    new Message.DatasetAnnouncement(
                            new DatasetId(job.run(), (int) question),
                            STILL,
                            Octets.none(),
                            DatasetLayout.of(still.length)),
                    List.of(content)));
        }
    }

    /** How far its workers are, for the coordinator. */
    void tellProgress() {
        HostShare running = share;
        if (running != null) {
            for (int worker : running.workers()) {
                tell(new Message.Progress(
                        job.run(), running.workerName(worker), running.finished(worker), running.tasks(worker)));
            }
        }
    }

    /** How far it is; for any thread. */
    ShareProgress progress() {
        HostShare running = share;
        return running == null ? atLast : ShareProgress.of(running);
    }

    private void letGo(HostShare ended) {
        atLast = ShareProgress.of(ended);
        share = null;
    }

    /** What arrives for the run. */
    @Nullable
    Landing land(Peer from, Message.DatasetAnnouncement announcement) {
        FileReceipts coming = receipts;
        if (coming != null && announcement.kind().equals(FilePiece.KIND) && isOf(from.id())) {
            return coming.land(from, announcement);
        }
        HostShare running = share;
        Landing landing = running == null ? Landing.NOWHERE : running.land(from, announcement);
        return landing == null || landing == Landing.NOWHERE
                ? landing
                : means.tally()
                        .with(from.id().host())
                        .counting(landing, announcement.layout().total());
    }

    void number(Peer from, Message.NumberReady number) {
        HostShare running = share;
        if (running != null) {
            running.number(from, number);
        }
    }

    void gang(Peer from, Message.OfGang message) {
        HostShare running = share;
        if (running != null) {
            running.gang(from, message);
        }
    }

    /** A host is gone; it may be one that this one exchanges datasets with. */
    void left(PeerId peer, Departure why) {
        if (job.hosts().containsKey(peer.name())) {
            fail(infrastructure("the connection to host " + peer.name() + " is gone: " + why.reason(), null));
        }
    }

    private void fail(RunFailure failure) {
        if (!stopped) {
            failed = true;
        }
        HostShare running = share;
        if (running != null) {
            early = failure;
            running.fail(failure);
            return;
        }
        tell(RemoteFailures.tell(job.run(), failure));
        stop();
    }

    /** Ends it, whatever it does. */
    void stop() {
        stopped = true;
        HostShare running = share;
        if (running != null) {
            running.cancel();
        }
        means.thread().execute(() -> end(false));
    }

    /** On the host's thread: another run may come. */
    private void end(boolean whole) {
        if (ended) {
            return;
        }
        ended = true;
        receipts = null;
        HostShare unused = share;
        if (unused != null) {
            letGo(unused);
            unused.abandon();
        }
        over.accept(this, whole ? RunOutcome.DONE : failed ? RunOutcome.FAILED : RunOutcome.ABANDONED);
        tell(new Message.Milestone(job.run(), whole ? Message.Point.DONE : Message.Point.ABANDONED, System.nanoTime()));
    }

    private void tell(Message message) {
        if (!coordinator.offer(message)) {
            LOGGER.debug("the coordinator of run {} is gone or does not listen", job.run());
        }
    }
}
