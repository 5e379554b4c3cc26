package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.process.RemoteFailures;
import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.security.PlanVerifier;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a host: takes plans that its coordinator has signed, runs the host's share of them, one run at a time, and keeps files,
 * plans and compiled classes for the next. It ends when it is closed.
 */
public final class HostDaemon implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostDaemon.class);
    private static final int LOADED_FLOWS = 8;
    private static final int KNOWN_RUNS = 10_000;
    private static final long PROGRESS_MILLIS = 200;

    /**
     * How a host is served.
     *
     * @param name the host's name in plans
     * @param listen where coordinators and other hosts connect
     * @param keys by what they are known
     * @param store the folder of what is kept
     * @param memory the most bytes that datasets of a run may take here
     * @param said is told, in a line each, what happens
     */
    public record Settings(
            String name, PeerAddress listen, KeyFolder keys, Path store, long memory, Consumer<String> said) {}

    private final Settings settings;
    private final PlanVerifier verifier;
    private final ExecutorService thread;
    private final ScheduledExecutorService clock;
    private final BufferAllocator allocator = new RootAllocator();
    private final HostStore store;
    private final HostTally tally;
    private final LoadedFlows flows = new LoadedFlows(LOADED_FLOWS);
    private final AtomicReference<@Nullable HostRun> current = new AtomicReference<>();
    /** A signature starts one run once. */
    private final Set<Long> known = new LinkedHashSet<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Transport transport;
    private volatile boolean draining;

    private HostDaemon(Settings settings, PlanVerifier verifier, HostStore store) {
        this.settings = settings;
        this.verifier = verifier;
        this.store = store;
        this.tally = new HostTally(settings.memory());
        this.thread = Executors.newSingleThreadExecutor(work -> daemon(work, "runs"));
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "progress"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /**
     * Begins to serve.
     *
     * @throws ExposedAddressException if others could connect and nothing guards the address
     * @throws IOException if a key cannot be read, the store not be used, or the address not be had
     */
    public static HostDaemon start(Settings settings) throws IOException, ExposedAddressException {
        PlanVerifier verifier = settings.keys().verifier();
        HostDaemon daemon = new HostDaemon(settings, verifier, new HostStore(settings.store()));
        boolean whole = false;
        try {
            daemon.transport = NettyTransport.listening(
                    settings.keys().settings(new PeerId(settings.name())),
                    settings.keys().options(settings.name()),
                    daemon.new Door(),
                    settings.listen());
            var unused = daemon.clock.scheduleWithFixedDelay(
                    daemon::tellProgress, PROGRESS_MILLIS, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
            whole = true;
            return daemon;
        } finally {
            if (!whole) {
                daemon.close();
            }
        }
    }

    private Transport transport() {
        Transport open = transport;
        if (open == null) {
            throw new IllegalStateException("the host does not listen yet");
        }
        return open;
    }

    /** Where it listens, with the port that was found free. */
    public PeerAddress address() {
        return transport().address().orElseThrow();
    }

    /** What it has counted and holds; for any thread, also after it was closed. */
    public HostCounts counts() {
        return tally.counts();
    }

    private void tellProgress() {
        HostRun running = current.get();
        if (running != null) {
            running.tellProgress();
        }
    }

    /** What comes over the transport. */
    private final class Door implements Arrivals {
        @Override
        public void joined(Peer peer) {
            LOGGER.debug("{} has joined {}", peer.id(), settings.name());
            tally.joined();
        }

        @Override
        public boolean message(Peer peer, Message message) {
            HostRun running = current.get();
            if (message instanceof Message.StartPlan start) {
                startPlan(peer, start);
            } else if (running != null) {
                toRun(running, peer, message);
            }
            return true;
        }

        @Override
        public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
            HostRun running = current.get();
            return running == null
                            || running.job().run() != announcement.dataset().run()
                    ? Landing.NOWHERE
                    : running.land(peer, announcement);
        }

        @Override
        public void left(PeerId peer, Departure departure) {
            LOGGER.debug("{} has left {}: {}", peer, settings.name(), departure.reason());
            tally.left();
            HostRun running = current.get();
            if (running != null && running.isOf(peer)) {
                settings.said().accept(describe(running) + " was given up: its coordinator is gone");
                running.stop();
            } else if (running != null) {
                running.left(peer, departure);
            }
        }
    }

    private static void toRun(HostRun running, Peer peer, Message message) {
        long run = running.job().run();
        if (message instanceof Message.NumberReady number) {
            if (number.dataset().run() == run) {
                running.number(peer, number);
            }
        } else if (message instanceof Message.OfGang ofGang) {
            if (ofGang.run() == run) {
                running.gang(peer, ofGang);
            }
        } else if (running.isOf(peer.id())) {
            if (message instanceof Message.Milestone milestone && milestone.run() == run) {
                if (milestone.point() == Message.Point.CLOCK) {
                    peer.offer(new Message.Milestone(run, Message.Point.CLOCK, System.nanoTime()));
                } else if (milestone.point() == Message.Point.STILL) {
                    running.tellWhetherStill(milestone.clock());
                } else if (milestone.point() == Message.Point.BEGIN) {
                    running.begin();
                }
            } else if (message instanceof Message.Stop stop && stop.run() == run) {
                running.stop();
            }
        }
    }

    private void startPlan(Peer peer, Message.StartPlan message) {
        Job job;
        try {
            if (!message.planHash().equals(Job.digest(message.place(), message.settings()))
                    || !verifier.isSigned(message.run(), message.planHash(), message.signature())) {
                LOGGER.warn("{} sent a plan that its coordinator's key has not signed", peer.id());
                refuse(
                        peer,
                        message.run(),
                        Refusal.UNSIGNED,
                        "runs only plans signed with its coordinator's key, which this one is not;"
                                + " give both the same " + KeyFolder.PLAN_KEY);
                return;
            }
            job = Job.of(message);
        } catch (IllegalArgumentException wrong) {
            refuse(peer, message.run(), Refusal.MALFORMED, "was sent what is no job: " + wrong.getMessage());
            return;
        }
        if (draining) {
            refuse(peer, job.run(), Refusal.STOPPING, "is being stopped and takes no new run");
            return;
        }
        synchronized (known) {
            if (!known.add(job.run())) {
                refuse(peer, job.run(), Refusal.REPEATED, "has had this run already");
                return;
            }
            Iterator<Long> oldest = known.iterator();
            oldest.next();
            if (known.size() > KNOWN_RUNS) {
                oldest.remove();
            }
        }
        HostRun run = new HostRun(
                new HostRun.Means(
                        settings.name(),
                        store,
                        flows,
                        transport(),
                        allocator,
                        thread,
                        settings.memory(),
                        settings.store(),
                        tally),
                job,
                peer,
                this::free);
        if (!current.compareAndSet(null, run)) {
            HostRun busy = current.get();
            refuse(
                    peer,
                    job.run(),
                    Refusal.BUSY,
                    busy == null ? "was busy; try again" : "is busy with " + describe(busy));
            return;
        }
        tally.begun(job.flow(), run::progress);
        settings.said().accept(describe(run) + " begins");
        run.start();
    }

    private static String describe(HostRun run) {
        return run.job().flow() + " (plan " + run.job().plan().substring(0, 12) + ", run "
                + Long.toHexString(run.job().run()) + ")";
    }

    private void refuse(Peer peer, long run, Refusal refusal, String why) {
        tally.refused(refusal);
        peer.offer(RemoteFailures.tell(
                run, new RunFailure(FailureKind.INFRASTRUCTURE, "host " + settings.name() + " " + why, null)));
        peer.offer(new Message.Milestone(run, Message.Point.ABANDONED, System.nanoTime()));
    }

    private void free(HostRun run, RunOutcome outcome) {
        if (current.get() == run) {
            tally.ended(outcome);
            synchronized (current) {
                current.set(null);
                current.notifyAll();
            }
            settings.said().accept(describe(run) + " has ended");
            try {
                store.removeKept();
                store.trim();
            } catch (IOException left) {
                LOGGER.warn("old files of {} could not be removed", settings.store(), left);
            }
        }
    }

    /**
     * Takes no new run, and waits until the running one has ended.
     *
     * @param most how long it may take; after that it is stopped
     */
    public void drain(Duration most) throws InterruptedException {
        draining = true;
        long end = System.nanoTime() + most.toNanos();
        synchronized (current) {
            for (long left = most.toMillis(); current.get() != null && left > 0; ) {
                current.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Waits until it is closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Stops what runs, and serves no longer. */
    @Override
    public void close() {
        draining = true;
        HostRun running = current.get();
        if (running != null) {
            running.stop();
        }
        clock.shutdownNow();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        Transport open = transport;
        if (open != null) {
            open.close();
        }
        try {
            flows.close();
        } catch (IOException unimportant) {
            LOGGER.debug("a class path could not be closed", unimportant);
        }
        if (allocator.getAllocatedMemory() == 0) {
            allocator.close();
        }
        closed.countDown();
    }
}
