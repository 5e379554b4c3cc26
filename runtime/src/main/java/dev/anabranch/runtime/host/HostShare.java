package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.gang.GangRooms;
import dev.anabranch.runtime.gang.HostsGangRooms;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.plan.NumberCrossings;
import dev.anabranch.runtime.plan.PlanFormatException;
import dev.anabranch.runtime.plan.Routes;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Mail;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.Message;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * The share of a run that one of several hosts has: the plan's workers of that host, a thread each. Whoever owns the transport
 * hands it what arrives of the run.
 */
public final class HostShare {
    private static final long LOOK_NANOS = 200_000;
    /** How long a share that was stopped waits for what is under way. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    /** Much longer than a worker takes to go on once what it waits for is there. */
    private static final long STARVING_NANOS = 3_000_000_000L;

    private final FlowProgram program;
    private final ExecutionPlan plan;
    private final int host;
    private final List<String> hosts;
    private final int[] workers;
    private final Crossings crossings;
    private final RunMemory memory;
    private final BufferAllocator loans;
    private final BufferAllocator arrivals;
    private final ParcelLanding.Ground ground;
    private final RemoteNumbers numbers;
    private final RemoteBorder border;
    private final ThreadsWaitingRoom waitingRoom;
    private final RunState run;
    private final HostCaretaker caretaker;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final AtomicInteger landings = new AtomicInteger();
    private final AtomicLong numbersSent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final ArrivalTimes arrivalTimes = new ArrivalTimes();
    private boolean closed;
    /** How many tasks had finished when memory was asked for in vain, and since when none has. */
    private long finishedBefore = -1;

    private long idleSince;

    /**
     * Makes all ready for the share to begin; what arrives may be handed over from now on.
     *
     * @param number of the run, by which messages name it
     * @param host which of the plan's hosts, see {@link Deal#hosts}
     * @param peers the other hosts, in that order; null for this one
     * @param addresses by host, where others reach it
     */
    public HostShare(
            FlowProgram program,
            ExecutionPlan plan,
            RunOptions options,
            long number,
            int host,
            List<@Nullable Peer> peers,
            List<String> addresses) {
        this.program = program;
        this.plan = plan;
        this.host = host;
        this.hosts = Deal.hosts(plan);
        Deal deal = Deal.byHost(plan);
        this.workers = deal.workersOf(host);
        this.crossings = Crossings.of(plan, deal, host);
        this.caretaker = new HostCaretaker(host, this::look);
        this.memory = RunMemory.withLoans(plan, options.memoryLimit());
        this.loans = memory.loans();
        this.arrivals = memory.root().newChildAllocator("arrivals", 0, Long.MAX_VALUE);
        this.ground =
                new ParcelLanding.Ground(arrivals, loans, program.getClass().getClassLoader());
        Mail[] mails = new Mail[hosts.size()];
        for (int other = 0; other < mails.length; other++) {
            Peer peer = peers.get(other);
            if (peer != null) {
                mails[other] = new Mail(peer, caretaker::wake);
                caretaker.add(mails[other]);
            }
        }
        this.numbers =
                new RemoteNumbers(plan.places().numbers(), NumberCrossings.of(plan, deal), (part, cell, bits) -> {
                    numbersSent.incrementAndGet();
                    mails[part].send(new Message.NumberReady(new DatasetId(number, cell), bits));
                });
        this.border = new RemoteBorder(crossings, routes(deal), host, number, hosts, peers, loans);
        this.waitingRoom = ThreadsWaitingRoom.besideOthers(plan.workers());
        SlotStore store = new SlotStore(plan, waitingRoom, numbers, border.holds(), border);
        border.stand(store);
        GangRooms rooms =
                new HostsGangRooms(number, deal, host, addresses, (other, message) -> mails[other].send(message));
        this.run = new RunState(plan, options, memory, waitingRoom, store, rooms, workers);
        options.outputs().begin(memory.root());
        for (Worker worker : run.own()) {
            WorkerThread thread = new WorkerThread(run, worker, program);
            waitingRoom.enter(worker.index(), thread);
            threads.add(thread);
        }
    }

    private Optional<Routes> routes(Deal deal) {
        try {
            return Routes.of(plan, deal, crossings, host);
        } catch (PlanFormatException wrong) {
            throw new RunFailure(FailureKind.OURS, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void look() {
        border.look();
    }

    /** The plan's workers that run here. */
    public int[] workers() {
        return workers.clone();
    }

    /** The name of one of them. */
    public String workerName(int worker) {
        return plan.workerName(worker);
    }

    /** How many tasks one of them has. */
    public int tasks(int worker) {
        return plan.worker(worker).runs();
    }

    /** How many tasks one of them has finished, for any thread. */
    public int finished(int worker) {
        return run.worker(worker).finished();
    }

    /** How many tasks its workers have to run. */
    public int tasks() {
        int tasks = 0;
        for (int worker : workers) {
            tasks += plan.worker(worker).runs();
        }
        return tasks;
    }

    /** Off-heap bytes that datasets and what tasks allocate take now, for any thread; those that came from other hosts count. */
    public long heldBytes() {
        return memory.heldBytes();
    }

    /** The most that these bytes may be; {@link Long#MAX_VALUE} if nothing limits them. */
    public long limitBytes() {
        return memory.limitBytes();
    }

    /** Stops the share; tasks are interrupted. */
    public void cancel() {
        run.cancel();
        threads.forEach(Thread::interrupt);
    }

    /** Stops the share with a failure that is not one of its own tasks'. */
    public void fail(RunFailure failure) {
        run.fail(failure);
        threads.forEach(Thread::interrupt);
    }

    /**
     * A dataset of the run is about to arrive.
     *
     * @return as {@link dev.anabranch.runtime.transport.Arrivals#land} does
     */
    public @Nullable Landing land(Peer from, Message.DatasetAnnouncement announcement) {
        int cell = announcement.dataset().slot();
        if (cell >= plan.slots().cells()
                || !announcement.kind().equals(RemoteBorder.DATASET)
                || !border.expects(cell, from.id().name(), announcement)) {
            fail(unplanned(from, "a dataset"));
            return Landing.NOWHERE;
        }
        if (waitingRoom.stopped()) {
            return Landing.NOWHERE;
        }
        try {
            landings.incrementAndGet();
            ParcelLanding landing = new ParcelLanding(announcement, ground, new Arrived(cell, from, announcement));
            return border.land(cell, landing, announcement);
        } catch (OutOfMemoryException full) {
            landings.decrementAndGet();
            if (isStarving()) {
                fail(new RunFailure(
                        FailureKind.INFRASTRUCTURE,
                        "memory ran out on host " + hosts.get(host) + ": there is no room for "
                                + plan.nameInCell(cell) + " of "
                                + announcement.layout().total() + " bytes from host "
                                + from.id().host() + ", and nothing that runs here will give any back; "
                                + memory.root().getAllocatedMemory() + " of "
                                + memory.limitBytes() + " bytes are taken",
                        null));
                return Landing.NOWHERE;
            }
            caretaker.hold(from);
            return null;
        }
    }

    /** Whether for a good while nobody has done anything here that could have given memory back. */
    private synchronized boolean isStarving() {
        long now = System.nanoTime();
        long finished = 0;
        for (int worker : workers) {
            finished += finished(worker);
        }
        if (!waitingRoom.areIdle(workers.length) || border.isSending() || finished != finishedBefore) {
            finishedBefore = finished;
            idleSince = now;
        }
        return now - idleSince > STARVING_NANOS;
    }

    /** A number of another host has come. */
    public void number(Peer from, Message.NumberReady number) {
        int cell = number.dataset().slot();
        int place = cell < plan.slots().cells() ? plan.places().byCell()[cell] : 0;
        if (place >= 0 || !plan.slots().isRemote(cell)) {
            fail(unplanned(from, "a number"));
            return;
        }
        try {
            numbers.arrived(~place, number.bits());
        } catch (PlanMistake twice) {
            fail(unplanned(from, "a number a second time"));
            return;
        }
        waitingRoom.wake(cell);
        received.incrementAndGet();
    }

    /** Ranks of a gang on another host have done something. */
    public void gang(Peer from, Message.OfGang message) {
        int sender = hosts.indexOf(from.id().name());
        Optional<GangRows.Gang> gang = plan.gangs().of(message.gang());
        if (gang.isEmpty() || !run.gangs().arrived(gang.get(), sender, message)) {
            fail(unplanned(from, "something of a gang"));
        }
    }

    /** Whether anything runs here, which a rank does that waits for its gang; for any thread. */
    public Stillness stillness() {
        // What has come is counted when it is there, what goes before it goes: who is idle afterwards has sent all that
        // counts.
        long came = received.get();
        long[] states = waitingRoom.whereTheySleep(workers, run.store());
        long gone = border.sent() + numbersSent.get();
        StringJoiner waits = new StringJoiner("; ");
        for (int i = 0; i < states.length; i++) {
            int awaited = waitingRoom.waitsFor(workers[i]);
            if (awaited >= 0) {
                waits.add("worker " + plan.workerName(workers[i]) + " waits in "
                        + run.worker(workers[i]).instance() + " for " + plan.nameInCell(awaited));
            }
        }
        return new Stillness(
                states.length > 0, gone, came, Arrays.stream(states).boxed().toList(), waits.toString());
    }

    private RunFailure unplanned(Peer from, String what) {
        return new RunFailure(
                FailureKind.OURS,
                "host " + hosts.get(host) + " was sent " + what + " by " + from.id()
                        + " that its plan knows nothing of",
                null);
    }

    /** A dataset on its way into the store. */
    private final class Arrived implements ParcelLanding.Receiver {
        private final int cell;
        private final Peer from;
        private final long bytes;
        private final long announced = System.nanoTime();

        Arrived(int cell, Peer from, Message.DatasetAnnouncement announcement) {
            this.cell = cell;
            this.from = from;
            this.bytes = announcement.layout().total();
        }

        @Override
        public void landed(Object value) {
            if (run.isTraced()) {
                arrivalTimes.add(
                        plan.slots().slotOf(cell),
                        hosts.indexOf(from.id().name()),
                        bytes,
                        announced,
                        System.nanoTime());
            }
            synchronized (HostShare.this) {
                if (closed) {
                    Holds.close(value);
                } else {
                    run.store().adopt(cell, value);
                }
            }
            landings.decrementAndGet();
            waitingRoom.wake(cell);
            received.incrementAndGet();
        }

        @Override
        public void failed(String reason) {
            landings.decrementAndGet();
            fail(new RunFailure(
                    FailureKind.INFRASTRUCTURE,
                    plan.nameInCell(cell) + " did not come to host " + hosts.get(host) + " from host "
                            + from.id().host() + ": " + reason,
                    null));
        }
    }

    /**
     * Runs the share.
     *
     * @return what was measured, for {@link RunMeasures#add}
     * @throws RunFailure if a task of this share, the machine or we failed
     * @throws RunCancelledException if the share was stopped
     */
    public byte[] run() {
        caretaker.start();
        threads.forEach(Thread::start);
        boolean interrupted = join();
        interrupted |= run.endCheckpoints(false);
        awaitSent();
        caretaker.end();
        try {
            return conclude();
        } finally {
            run.clearDisks();
            giveMemoryBack();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives back what a share took that never began. */
    public void abandon() {
        run.cancel();
        synchronized (this) {
            closed = true;
        }
        border.drop();
        run.store().close();
        giveMemoryBack();
    }

    private boolean join() {
        boolean interrupted = false;
        for (WorkerThread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    cancel();
                }
            }
        }
        return interrupted;
    }

    /** Waits for what others still read, after a failure only for a while. */
    private void awaitSent() {
        long stopped = 0;
        while (border.isSending() || (waitingRoom.stopped() ? landings.get() > 0 : caretaker.hasMail())) {
            if (waitingRoom.stopped()) {
                border.drop();
                long now = System.nanoTime();
                stopped = stopped == 0 ? now : stopped;
                if (now - stopped > PATIENCE_NANOS) {
                    return;
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private byte[] conclude() {
        Optional<RunException> problem = run.failure().map(failure -> failure);
        if (problem.isEmpty() && waitingRoom.stopped()) {
            problem = Optional.of(new RunCancelledException(program.flow()));
        }
        if (problem.isEmpty()) {
            problem = run.unpurged().map(leak -> leak);
        }
        ByteArrayOutputStream measured = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(measured)) {
            RunMeasures.write(out, run, memory, threads, arrivalTimes);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory cannot be written", impossible);
        }
        synchronized (this) {
            closed = true;
        }
        if (!border.isSending()) {
            run.store().close();
        }
        if (problem.isEmpty()) {
            problem = memory.leak().map(leak -> leak);
        }
        if (problem.isEmpty() && loans.getAllocatedMemory() > 0) {
            problem = Optional.of(new LeakException(
                    FailureKind.USER,
                    loans.getAllocatedMemory(),
                    loans.getAllocatedMemory() + " of other hosts, on host " + hosts.get(host)));
        }
        if (problem.isPresent()) {
            throw problem.get();
        }
        return measured.toByteArray();
    }

    private void giveMemoryBack() {
        run.gangs().end();
        for (BufferAllocator allocator : List.of(loans, arrivals)) {
            if (allocator.getAllocatedMemory() == 0) {
                allocator.close();
            }
        }
        memory.close();
    }
}
