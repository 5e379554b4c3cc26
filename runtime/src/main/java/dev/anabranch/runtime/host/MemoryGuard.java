package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunReport;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run allocates within its limit. As long as memory suffices it only counts. Where it does not, it has datasets
 * evicted; where none can be, whoever asks waits for the others, and from the first time on a task begins only where it has
 * room beside those that run, so that no two wait for each other's memory. If nobody else is left who could give any back, the
 * task that asks fails.
 *
 * <p>What has changed hands under pressure belongs to the lock; no thread waits for anything but memory while it has it.
 */
final class MemoryGuard implements AllocationListener {
    private static final long POLL_NANOS = 300_000;
    /** How long those are waited for that this cannot see: threads that write checkpoints, other processes, networks. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    /** At least such a part of the limit is evicted at once, so that many small datasets do not cost a search each. */
    private static final int LEAST_PART = 128;

    private final MemoryBudget budget;
    private final Runnable before;
    private final boolean besideOthers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable RunState run;
    private @Nullable Evictor evictor;
    /** By worker, what its current task takes as far as is known; 0 of those that are not let in. */
    private long[] footprints = new long[0];

    /** By worker, whether it waits for memory, or has ended. */
    private boolean[] idle = new boolean[0];

    private boolean[] ended = new boolean[0];

    /** By family, the largest dataset that one of its tasks has made; workers may overwrite each other's, which costs little. */
    private long[] largest = new long[0];

    private long largestOfAll;

    /**
     * A guard of a limit.
     *
     * @param budget counts what is taken
     * @param before runs before each allocation, and may give memory back
     * @param besideOthers whether others than the workers of this process may give memory back
     */
    MemoryGuard(MemoryBudget budget, boolean besideOthers, Runnable before) {
        this.budget = budget;
        this.besideOthers = besideOthers;
        this.before = before;
    }

    /** Before any worker starts. */
    void stand(RunState guarded) {
        run = guarded;
        evictor = new Evictor(guarded, lock);
        footprints = new long[guarded.workers()];
        idle = new boolean[guarded.workers()];
        ended = new boolean[guarded.workers()];
        largest = new long[guarded.plan().families().rows()];
    }

    Evictor evictor() {
        return Objects.requireNonNull(evictor);
    }

    private RunState run() {
        return Objects.requireNonNull(run);
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Does something while no dataset of this process is evicted or read back. */
    void whileNobodyEvicts(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether memory has run short before. */
    boolean isPressed() {
        return budget.isPressed();
    }

    /** The most that was allocated at once. */
    long peakBytes() {
        return budget.peak();
    }

    /** What was evicted and read back. */
    RunReport.Evictions evictions() {
        return evictor == null ? RunReport.Evictions.NONE : evictor.evictions();
    }

    /** A task has made a dataset. */
    void made(int family, long bytes) {
        if (bytes > largest[family]) {
            largest[family] = bytes;
            largestOfAll = Math.max(largestOfAll, bytes);
        }
    }

    @Override
    public void onPreAllocation(long size) {
        before.run();
        Worker worker = worker();
        if (worker != null && budget.isPressed()) {
            worker.letIn();
        }
        long bytes = budget.sizeOf(size);
        if (!budget.take(bytes)) {
            takeUnderPressure(bytes, worker);
        }
    }

    @Override
    public void onRelease(long size) {
        budget.add(-budget.sizeOf(size));
    }

    private static @Nullable Worker worker() {
        return Thread.currentThread() instanceof WorkerThread thread ? thread.worker() : null;
    }

    private void takeUnderPressure(long size, @Nullable Worker worker) {
        long limit = budget.limit();
        if (evictor == null) {
            throw new OutOfMemoryException("asked for " + Amount.of(size) + " of " + Amount.of(limit));
        }
        long arrived = System.nanoTime();
        lock.lock();
        try {
            budget.press();
            if (worker != null && worker.inTask()) {
                worker.announce();
            }
            boolean last = false;
            long since = System.nanoTime();
            long before = budget.taken();
            while (!budget.take(size)) {
                long missing = budget.taken() + size - limit;
                if (size <= limit && missing > 0 && makeRoom(Math.max(missing, limit / LEAST_PART)) > 0) {
                    changed.signalAll();
                    last = false;
                    since = System.nanoTime();
                    continue;
                }
                budget.want(Math.max(missing, limit / LEAST_PART));
                evictor().letGo();
                long now = budget.taken();
                // What is being sent gives its memory back with its last byte.
                since = now < before || run().store().movedSince(since) ? System.nanoTime() : since;
                before = now;
                boolean hopeless = size > limit || !othersMayGiveBack(worker, since);
                if (hopeless && last) {
                    throw new OutOfMemoryException(explain(size, worker));
                }
                // Who has ended meanwhile may have given back before it was seen to have.
                last = hopeless;
                if (!hopeless) {
                    await(worker);
                }
            }
        } finally {
            budget.want(0);
            lock.unlock();
            if (worker != null) {
                worker.leaveOut(System.nanoTime() - arrived);
            }
        }
    }

    /** Gives back what nobody uses, and evicts what is missing then. */
    private long makeRoom(long wanted) {
        long drained = budget.drain();
        return drained >= wanted ? drained : drained + evictor().evict(wanted - drained);
    }

    /** Makes room for other processes that lack it; called again and again by a thread that is no worker. */
    void help() {
        if (!budget.isPressed()) {
            return;
        }
        budget.drain();
        if (budget.wantedByOthers() == 0) {
            return;
        }
        lock.lock();
        try {
            evictor().letGo();
            long wanted = budget.wantedByOthers();
            if (wanted > 0) {
                evictor().evict(wanted);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody runs who could give memory back: a worker that does not wait itself, or for a while who cannot be seen. */
    private boolean othersMayGiveBack(@Nullable Worker asking, long since) {
        if (asking == null && besideOthers) {
            // The thread of a network, which others wait for; it asks again.
            return false;
        }
        for (Worker other : run().own()) {
            if (other != asking && runs(other)) {
                return asking != null || System.nanoTime() - since < PATIENCE_NANOS;
            }
        }
        if (asking != null && budget.othersRun()) {
            return true;
        }
        boolean writes = evictor().sawShared() && run().options().checkpoints().isPresent();
        return (besideOthers || writes) && System.nanoTime() - since < PATIENCE_NANOS;
    }

    private boolean runs(Worker worker) {
        int index = worker.index();
        if (idle[index] || ended[index] || worker.isMeeting()) {
            return false;
        }
        int awaited = run().waitingRoom().waitsFor(index);
        return awaited < 0 || run().store().ready(awaited);
    }

    @SuppressWarnings("WaitNotInLoop") // who calls it looks again
    private void await(@Nullable Worker worker) {
        if (worker != null) {
            idle[worker.index()] = true;
            budget.starves(worker.index(), true);
        }
        try {
            changed.awaitNanos(POLL_NANOS);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            run().cancel();
        } finally {
            if (worker != null) {
                idle[worker.index()] = false;
                budget.starves(worker.index(), false);
            }
        }
        if (run().waitingRoom().stopped()) {
            throw new StopSignal();
        }
    }

    /**
     * A worker's task begins, or goes on after it has waited for another's dataset or for its gang. Waits until it has room beside those of the
     * others that were let in.
     *
     * @param atOnce whether it is let in without waiting, as it keeps datasets in memory already
     */
    void letIn(Worker worker, int family, boolean atOnce) {
        long arrived = System.nanoTime();
        lock.lock();
        try {
            long made = largest[family] > 0 ? largest[family] : largestOfAll;
            long need = Math.max(1, evictor().bytesRead(worker) + made);
            end(worker);
            if (atOnce) {
                budget.count(need);
            } else {
                while (!budget.begin(need)) {
                    await(worker);
                }
            }
            footprints[worker.index()] = need;
        } finally {
            lock.unlock();
            worker.leaveOut(System.nanoTime() - arrived);
        }
    }

    private void end(Worker worker) {
        budget.count(-footprints[worker.index()]);
        footprints[worker.index()] = 0;
    }

    /** A worker's task has ended, or waits for another's dataset or for its gang. */
    void letOut(Worker worker) {
        lock.lock();
        try {
            end(worker);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A worker has ended. */
    void left(Worker worker) {
        lock.lock();
        try {
            end(worker);
            ended[worker.index()] = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String explain(long size, @Nullable Worker worker) {
        RunReport.Evictions evictions = evictions();
        long limit = budget.limit();
        String way = size > limit
                ? "give the run more memory, or have the task make smaller datasets"
                : "give the run more memory or fewer workers, or have the task read or make less at once";
        return (worker != null && worker.inTask() ? "it" : "a thread beside the workers") + " asked for "
                + Amount.of(size) + ", and " + Amount.of(Math.min(budget.taken(), limit)) + " of the "
                + Amount.of(limit) + " that the run may take are in use; "
                + (evictions.datasets() == 0
                        ? "nothing can wait on disk"
                        : "nothing more can wait on disk, where " + evictions.datasets() + " datasets of "
                                + Amount.of(evictions.bytes()) + " were evicted to")
                + ", as what is left is being read, or is no tensor, table or bytes; " + way;
    }
}
