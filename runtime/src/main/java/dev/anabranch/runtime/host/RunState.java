package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.checkpoint.CheckpointSink;
import dev.anabranch.runtime.gang.GangRooms;
import dev.anabranch.runtime.gang.GangRun;
import dev.anabranch.runtime.gang.Gangs;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.GangRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the workers of a run have in common: the store, the waiting room, and why the run ended early. */
final class RunState {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunState.class);
    private static final int NAMED = 5;

    private final ExecutionPlan plan;
    private final RunOptions options;
    private final WaitingRoom waitingRoom;
    private final SlotStore store;
    private final @Nullable MemoryGuard guard;
    /** By worker; null for those of other processes. */
    private final @Nullable Worker[] workers;

    private final List<Worker> own = new ArrayList<>();
    /** By slot, what was handed over; several workers write the same where a task runs several times. */
    private final long[] bytes;

    private final Gangs gangs;

    private final AtomicReference<RunFailure> failure = new AtomicReference<>();
    private volatile boolean cancelled;

    /** All workers in this process. */
    RunState(ExecutionPlan plan, RunOptions options, RunMemory memory) {
        this(plan, options, memory, new ThreadsWaitingRoom(plan.workers()));
    }

    private RunState(ExecutionPlan plan, RunOptions options, RunMemory memory, WaitingRoom waitingRoom) {
        this(
                plan,
                options,
                memory,
                waitingRoom,
                new SlotStore(plan, waitingRoom),
                GangRooms.ofThreads(),
                IntStream.range(0, plan.workers()).toArray());
    }

    /**
     * Some of a plan's workers.
     *
     * @param rooms where their gangs meet
     * @param here which
     */
    RunState(
            ExecutionPlan plan,
            RunOptions options,
            RunMemory memory,
            WaitingRoom waitingRoom,
            SlotStore store,
            GangRooms rooms,
            int[] here) {
        this.plan = plan;
        this.options = options;
        this.waitingRoom = waitingRoom;
        this.store = store;
        this.guard = memory.guard();
        this.bytes = new long[options.trace().isPresent() ? plan.slots().cells() : 0];
        this.workers = new Worker[plan.workers()];
        this.gangs = new Gangs(rooms, new GangOfRun());
        if (!rooms.reachOtherProcesses()) {
            requireWholeGangs(here);
        }
        for (int index : here) {
            Worker worker = new Worker(this, index, memory.worker(index));
            workers[index] = worker;
            own.add(worker);
        }
        if (guard != null) {
            guard.stand(this);
            store.standsUnder(guard.evictor());
        }
    }

    /** Who keeps memory within its limit; null where nothing limits it. */
    @Nullable
    MemoryGuard guard() {
        return guard;
    }

    /** What was evicted in this process. */
    RunReport.Evictions evictions() {
        return guard == null ? RunReport.Evictions.NONE : guard.evictions();
    }

    /** What gangs know of the run. */
    private final class GangOfRun implements GangRun {
        @Override
        public boolean stopped() {
            return waitingRoom.stopped();
        }

        @Override
        public RuntimeException signal() {
            return new StopSignal();
        }

        @Override
        public void sleeps(boolean begins) {
            if (Thread.currentThread() instanceof WorkerThread thread) {
                thread.worker().meets(begins);
            }
        }

        @Override
        public void interrupted() {
            if (!waitingRoom.stopped()) {
                cancel();
            }
        }
    }

    /** Threads meet in memory of their process. */
    private void requireWholeGangs(int[] here) {
        Set<Integer> own = Arrays.stream(here).boxed().collect(Collectors.toSet());
        for (GangRows.Gang gang : plan.gangs().all()) {
            if (!own.containsAll(gang.workers()) && gang.workers().stream().anyMatch(own::contains)) {
                throw new RunFailure(
                        FailureKind.OURS, "some of the gang of " + gang.name() + " are in other processes", null);
            }
        }
    }

    ExecutionPlan plan() {
        return plan;
    }

    RunOptions options() {
        return options;
    }

    WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    SlotStore store() {
        return store;
    }

    /** Whether somebody wants to know what happened when. */
    boolean isTraced() {
        return bytes.length > 0;
    }

    /** The gangs that are at work. */
    Gangs gangs() {
        return gangs;
    }

    /** For each slot the size of its dataset, to be written by who makes it; empty if nobody asks for a trace. */
    long[] bytes() {
        return bytes;
    }

    /** A worker of this process. */
    Worker worker(int index) {
        return Objects.requireNonNull(workers[index]);
    }

    /** The workers of this process. */
    List<Worker> own() {
        return own;
    }

    /** Whether a worker is of this process. */
    boolean isOwn(int index) {
        return workers[index] != null;
    }

    int workers() {
        return workers.length;
    }

    /** Stops the run with a failure; only the first is reported. */
    void fail(RunFailure found) {
        if (!failure.compareAndSet(null, found)) {
            LOGGER.debug("a further failure of a run that has failed", found);
        }
        waitingRoom.stop();
    }

    /** Stops the run without a failure. */
    void cancel() {
        cancelled = true;
        waitingRoom.stop();
    }

    /** Whether another part of the run has stopped it: what fails from then on follows from that. */
    boolean stoppedElsewhere() {
        return waitingRoom.stopped() && failure.get() == null && !cancelled;
    }

    boolean cancelled() {
        return cancelled;
    }

    Optional<RunFailure> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Datasets that are still held although every worker has done all its steps, and the plan keeps them not. */
    Optional<LeakException> unpurged() {
        if (!store.hasObjects()) {
            return Optional.empty();
        }
        boolean[] kept = plan.kept();
        long left = 0;
        List<String> names = new ArrayList<>();
        for (int cell = 0; cell < kept.length; cell++) {
            if (!kept[cell] && store.object(cell) instanceof Dataset dataset && store.held(cell)) {
                left += dataset.bytes();
                if (names.size() < NAMED) {
                    names.add(plan.nameInCell(cell));
                }
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LeakException(FailureKind.OURS, left, "the plan never purges " + String.join(", ", names)));
    }

    /**
     * Waits, after the workers' threads have ended, until what they had to keep is written.
     *
     * @param drop whether what is not begun yet is left out
     * @return whether this thread was interrupted meanwhile
     */
    boolean endCheckpoints(boolean drop) {
        boolean interrupted = false;
        for (Worker worker : own) {
            boolean ended = false;
            while (!ended) {
                try {
                    worker.endCheckpoints(drop);
                    ended = true;
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    /** Whether what is not written yet when a run has come to a good end is of no use any more. */
    boolean dropsAtGoodEnd() {
        return !options.checkpoints().map(CheckpointSink::outlivesItsRun).orElse(false);
    }

    /** Removes what the workers of this process have on disk, after their threads have ended. */
    void clearDisks() {
        if (guard != null) {
            try {
                guard.evictor().close();
            } catch (IOException left) {
                LOGGER.warn("what was evicted could not be removed from disk", left);
            }
        }
        for (Worker worker : own) {
            try {
                worker.clearDisk();
            } catch (IOException left) {
                LOGGER.warn("what {} had on disk could not be removed", plan.workerName(worker.index()), left);
            }
        }
    }

    /** Puts a dataset in the output catalogue. */
    void publish(Worker worker, int row, Object value) {
        Publication publication = new Publication(
                plan.publications().name(row),
                plan.publications().index(row),
                plan.publications().metadata(row));
        try {
            options.outputs().publish(publication, value);
        } catch (UnsupportedOperationException unpublishable) {
            throw Failures.in(
                    worker,
                    plan,
                    FailureKind.USER,
                    "its result cannot be published: " + unpublishable.getMessage(),
                    unpublishable);
        } catch (OutOfMemoryException full) {
            throw full;
        } catch (IOException | RuntimeException failed) {
            // Whatever a sink throws is not the task's doing.
            throw Failures.in(
                    worker,
                    plan,
                    FailureKind.INFRASTRUCTURE,
                    publication + " could not be published: " + failed,
                    failed);
        }
    }

    /** A worker waited in vain: answers what to throw. */
    RuntimeException disturbed(int worker, int cell) {
        if (!waitingRoom.stopped()) {
            if (Thread.currentThread().isInterrupted()) {
                cancel();
            } else {
                fail(Failures.standstill(this, worker, cell));
            }
        }
        return new StopSignal();
    }

    /** A worker has ended: if all others wait for what nobody makes any more, says so. */
    void left(int worker) {
        waitingRoom.leave(worker);
        if (!waitingRoom.stopped() && waitingRoom.standstill(store)) {
            fail(Failures.standstill(this, worker, -1));
        }
    }
}
