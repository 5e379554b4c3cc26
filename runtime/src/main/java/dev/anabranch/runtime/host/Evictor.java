package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.Arguments;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.NextUses;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Writes datasets to disk to make room, and reads them back when somebody asks for them. Of those that nobody reads now the one
 * goes first whose next reader comes last (L. A. Belady, "A study of replacement algorithms for a virtual-storage computer",
 * 1966): the plan knows. How far away a reader is counts in tasks of its worker. What was read back stays on disk as well until
 * it is purged, as it never changes: evicting it again costs no writing.
 *
 * <p>A worker says which task it is at, then fences, then looks into a cell; this puts {@link Evicted} into the cell, then
 * fences, then looks where the workers are. So either this sees that the dataset is being read, and puts it back, or the
 * reader sees that it is gone, and asks for it.
 */
final class Evictor {
    private final RunState run;
    private final ExecutionPlan plan;
    private final SlotStore store;
    private final ReentrantLock lock;
    private final SpillFolder disk;
    /** Null where all that other parts read or have made stays in memory. */
    private final @Nullable SharedBorder border;

    /** The cells whose datasets are on disk; changed with the lock. */
    private final Set<Integer> onDisk = ConcurrentHashMap.newKeySet();

    private @Nullable NextUses uses;
    private boolean sawShared;
    private long datasets;
    private long bytes;
    private long written;
    private long readBack;
    private long bytesRead;
    private long nanos;

    Evictor(RunState run, ReentrantLock lock) {
        this.run = run;
        this.plan = run.plan();
        this.store = run.store();
        this.lock = lock;
        this.border = store.sharedBorder();
        this.disk = new SpillFolder(run.options().scratch());
    }

    /**
     * A dataset that could go.
     *
     * @param next how many tasks its next reader has before it
     */
    record Candidate(int cell, Dataset dataset, long next) {
        static final Comparator<Candidate> ORDER = Comparator.comparingLong((Candidate candidate) -> -candidate.next)
                .thenComparingLong(candidate -> -candidate.dataset.bytes())
                .thenComparingInt(candidate -> candidate.cell);
    }

    private NextUses uses() {
        NextUses known = uses;
        if (known == null) {
            IntStream all = border == null
                    ? run.own().stream().mapToInt(Worker::index).sorted()
                    : IntStream.range(0, plan.workers());
            known = NextUses.of(plan, all.toArray());
            uses = known;
        }
        return known;
    }

    /**
     * Evicts until so much is free more than before, or nothing is left that could go.
     *
     * @return how many bytes are free more
     */
    long evict(long wanted) {
        assert lock.isHeldByCurrentThread();
        long began = System.nanoTime();
        long freed = 0;
        for (Candidate candidate : candidates()) {
            if (freed >= wanted) {
                break;
            }
            freed += evict(candidate.cell, candidate.dataset) ? candidate.dataset.bytes() : 0;
        }
        nanos += System.nanoTime() - began;
        return freed;
    }

    /** What could go, in the order in which it goes. */
    List<Candidate> candidates() {
        sawShared = false;
        List<Candidate> candidates = new ArrayList<>();
        for (int cell = 0; cell < plan.slots().cells(); cell++) {
            if (store.object(cell) instanceof Dataset dataset && isEvictable(cell, dataset)) {
                candidates.add(new Candidate(cell, dataset, next(cell)));
            }
        }
        candidates.sort(Candidate.ORDER);
        return candidates;
    }

    private boolean isEvictable(int cell, Dataset dataset) {
        SharedBorder.Tie tie = tie(cell);
        if (tie == SharedBorder.Tie.FIXED || tie == SharedBorder.Tie.BORROWED || !mayMove(cell, dataset)) {
            return false;
        }
        int holds = Holds.count(dataset);
        sawShared |= holds > 1;
        return holds == 1 && !isUsed(cell);
    }

    private boolean mayMove(int cell, Dataset dataset) {
        return Holds.tells(dataset) && store.held(cell) && dataset.bytes() > 0;
    }

    private SharedBorder.Tie tie(int cell) {
        if (border != null) {
            return border.tie(cell);
        }
        return store.mayMove(cell) ? SharedBorder.Tie.NONE : SharedBorder.Tie.FIXED;
    }

    /**
     * Lets go of what lies in the memory of other processes and is in nobody's hands here: only so can these evict it. It is had back
     * without a copy as long as they do not.
     */
    void letGo() {
        assert lock.isHeldByCurrentThread();
        if (border == null) {
            return;
        }
        for (int cell = 0; cell < plan.slots().cells(); cell++) {
            if (store.object(cell) instanceof Dataset dataset
                    && border.tie(cell) == SharedBorder.Tie.BORROWED
                    && mayMove(cell, dataset)
                    && Holds.isAlone(dataset)
                    && !isUsed(cell)) {
                letGo(border, cell, dataset);
            }
        }
    }

    private void letGo(SharedBorder from, int cell, Dataset dataset) {
        Evicted gone = mark(cell, dataset);
        if (gone == null) {
            return;
        }
        if (isUsed(cell) || !Holds.isAlone(dataset)) {
            putBack(gone, dataset);
            return;
        }
        from.letGo(cell);
        dataset.close();
    }

    private long next(int cell) {
        if (border != null && border.isOffered(cell)) {
            long least = Long.MAX_VALUE;
            for (int worker = 0; worker < plan.workers(); worker++) {
                least = Math.min(
                        least,
                        next(
                                cell,
                                worker,
                                run.isOwn(worker) ? run.worker(worker).progress() : border.finished(worker)));
            }
            return least;
        }
        long least = Long.MAX_VALUE;
        for (Worker worker : run.own()) {
            least = Math.min(least, next(cell, worker.index(), worker.progress()));
        }
        return least;
    }

    private long next(int cell, int worker, int progress) {
        int now = Math.max(0, progress);
        int next = uses().next(cell, worker, now);
        return next >= 0 ? next - now : Long.MAX_VALUE;
    }

    /** Whether a worker may have the dataset of a cell in its hands. */
    private boolean isUsed(int cell) {
        for (Worker worker : run.own()) {
            int index = worker.index();
            Standing standing = worker.standing();
            int pinned = standing.pinned();
            if (pinned == cell || uses().names(cell).contains(pinned)) {
                return true;
            }
            int at = standing.announced();
            if (at < 0) {
                continue;
            }
            boolean over = standing.isOver(at);
            if (uses().isPassedOn(cell, index, at)
                    || (!over && uses().isUsed(cell, index, at))
                    || (!over && uses().isMade(cell, index, at) && !standing.emitting(at))) {
                return true;
            }
        }
        return false;
    }

    /** Puts a mark in a dataset's place, and fences; null if it is not there any more. */
    private @Nullable Evicted mark(int cell, Dataset dataset) {
        Evicted gone = new Evicted(cell, dataset.bytes());
        if (!store.replace(cell, dataset, gone)) {
            return null;
        }
        for (int name : uses().names(cell)) {
            store.replace(name, dataset, gone);
        }
        VarHandle.fullFence();
        return gone;
    }

    private boolean evict(int cell, Dataset dataset) {
        Evicted gone = mark(cell, dataset);
        if (gone == null) {
            return false;
        }
        if (isUsed(cell) || Holds.count(dataset) != 1) {
            putBack(gone, dataset);
            return false;
        }
        try {
            if (!isOnDiskAfterThis(cell, dataset)) {
                putBack(gone, dataset);
                return false;
            }
        } catch (IOException failed) {
            putBack(gone, dataset);
            throw new RunFailure(
                    FailureKind.INFRASTRUCTURE,
                    plan.nameInCell(cell) + " could not be written to disk: " + failed,
                    failed);
        }
        datasets++;
        bytes += dataset.bytes();
        dataset.close();
        return true;
    }

    /** Has a dataset be on disk; false if another process has it in its hands. */
    private boolean isOnDiskAfterThis(int cell, Dataset dataset) throws IOException {
        SharedBorder.Tie tie = tie(cell);
        if (border != null && tie == SharedBorder.Tie.LENT) {
            long put = border.withdraw(cell, dataset);
            written += Math.max(0, put);
            return put >= 0;
        }
        if (tie == SharedBorder.Tie.NONE && !onDisk.contains(cell)) {
            disk.write(cell, dataset);
            onDisk.add(cell);
            written += dataset.bytes();
        }
        return tie != SharedBorder.Tie.FIXED;
    }

    private void putBack(Evicted gone, Dataset dataset) {
        for (int name : uses().names(gone.cell())) {
            store.replace(name, gone, dataset);
        }
        if (!store.replace(gone.cell(), gone, dataset)) {
            // It was purged meanwhile.
            dataset.close();
        }
    }

    /**
     * The dataset that stood in a cell, which the calling worker keeps from being evicted.
     *
     * @param allocator where its memory comes from
     */
    Object readBack(int cell, Evicted gone, BufferAllocator allocator) {
        lock.lock();
        try {
            Object now = store.object(cell);
            while (now instanceof Evicted) {
                Object before = store.object(gone.cell());
                if (before instanceof Evicted evicted) {
                    // Others may go on while memory is waited for, and may read it back first.
                    Dataset copy = copy(gone.cell(), allocator);
                    if (!store.replace(gone.cell(), evicted, copy)) {
                        copy.close();
                        now = store.object(cell);
                        continue;
                    }
                    for (int name : uses().names(gone.cell())) {
                        store.replace(name, evicted, copy);
                    }
                    readBack++;
                    bytesRead += gone.bytes();
                    before = copy;
                }
                if (cell != gone.cell() && before != null) {
                    store.replace(cell, now, before);
                }
                now = store.object(cell);
            }
            if (now == null) {
                throw new PlanMistake(plan.nameInCell(cell) + " is purged while it is read");
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    private Dataset copy(int cell, BufferAllocator allocator) {
        long began = System.nanoTime();
        try {
            return border != null && border.isElsewhere(cell)
                    ? border.again(cell, allocator)
                    : disk.copy(cell, allocator);
        } catch (IOException failed) {
            throw new RunFailure(
                    FailureKind.INFRASTRUCTURE,
                    plan.nameInCell(cell) + " could not be read back from disk: " + failed,
                    failed);
        } finally {
            nanos += System.nanoTime() - began;
        }
    }

    /** A cell was purged: what is on disk of it is of no use any more. */
    void forget(int cell, boolean evicted) {
        boolean elsewhere = border != null && border.isElsewhere(cell);
        if (!evicted && !elsewhere && !onDisk.contains(cell)) {
            return;
        }
        lock.lock();
        try {
            // Whoever was just writing it has ended now.
            if (onDisk.remove(cell)) {
                disk.forget(cell);
            }
            if (border != null) {
                border.forget(cell);
            }
        } catch (IOException left) {
            // Removed with the folder.
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes the current task of a worker reads, as far as they are there. */
    long bytesRead(Worker worker) {
        Arguments arguments = plan.arguments();
        int task = plan.tasks().task(worker.row());
        long sum = 0;
        for (int i = arguments.first(task); i < arguments.first(task + 1); i++) {
            int cell = plan.slots().cells(worker.index()).of(arguments.slot(i));
            Object value = store.object(cell);
            if (value instanceof Evicted gone) {
                sum += gone.bytes();
            } else if (value != null) {
                sum += Holds.bytes(value);
            }
        }
        return sum;
    }

    /** Whether among what was looked at last were datasets with several holds: checkpoints that are still to be written. */
    boolean sawShared() {
        return sawShared;
    }

    RunReport.Evictions evictions() {
        lock.lock();
        try {
            return new RunReport.Evictions(datasets, bytes, written, readBack, bytesRead, nanos * 1e-9);
        } finally {
            lock.unlock();
        }
    }

    /** Removes what is on disk, after all workers have ended. */
    void close() throws IOException {
        disk.close();
        if (border != null) {
            border.close();
        }
    }
}
