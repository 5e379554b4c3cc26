package dev.anabranch.runtime.host;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.Arena;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** The off-heap memory of a run: a root, a guard of the run's limit, and a child for what each worker's tasks allocate. */
final class RunMemory {
    private static final long LINE = 64;

    /** Whether Arrow records the code that allocated memory, which costs time. */
    private static final boolean DEBUG = Boolean.getBoolean("arrow.memory.debug.allocator");

    private final ExecutionPlan plan;
    private final AllocationBook book;
    /** Answers for what this process allocates. */
    private final BufferAllocator root;
    /** Answers for what is wrapped, too, and counted elsewhere; null where nothing is. */
    private final @Nullable BufferAllocator all;

    private final BufferAllocator[] workers;
    private final long limit;
    /** Null where nothing limits what is allocated. */
    private final @Nullable MemoryGuard guard;

    /** Of this process's own memory. */
    RunMemory(ExecutionPlan plan, long limit) {
        this.plan = plan;
        this.book = new AllocationBook(plan.workers(), null);
        this.guard = limit == Long.MAX_VALUE ? null : new MemoryGuard(new OwnBudget(limit), false, () -> {});
        this.limit = limit;
        // The guard sees to the limit: Arrow counts a buffer twice for a moment where it changes hands.
        this.root = allocator(Long.MAX_VALUE, guard == null ? AllocationListener.NOOP : guard);
        this.all = null;
        this.workers = workers();
    }

    /**
     * In memory that other processes may map.
     *
     * @param budget counts what all processes take; null where nothing limits it
     * @param listener is told before memory is allocated, and where there is none left
     * @param before gives back what others do not use any more
     */
    RunMemory(
            ExecutionPlan plan,
            @Nullable MemoryBudget budget,
            Arena arena,
            AllocationListener listener,
            Runnable before) {
        this(plan, budget, listener, arena, before);
    }

    /** Of this process's own memory, which holds what has come from elsewhere, too. */
    static RunMemory withLoans(ExecutionPlan plan, long limit) {
        MemoryBudget budget = limit == Long.MAX_VALUE ? null : new OwnBudget(limit);
        return new RunMemory(plan, budget, AllocationListener.NOOP, null, () -> {});
    }

    private RunMemory(
            ExecutionPlan plan,
            @Nullable MemoryBudget budget,
            AllocationListener listener,
            @Nullable Arena arena,
            Runnable before) {
        this.plan = plan;
        this.book = new AllocationBook(plan.workers(), arena);
        // Buffers may change hands only under one root; those of others are not to count twice on the machine.
        this.all = allocator(Long.MAX_VALUE, listener);
        this.guard = budget == null ? null : new MemoryGuard(budget, true, before);
        this.limit = budget == null ? Long.MAX_VALUE : budget.limit();
        this.root = all.newChildAllocator("process", guard == null ? listener : guard, 0, Long.MAX_VALUE);
        this.workers = workers();
    }

    private BufferAllocator allocator(long limit, AllocationListener listener) {
        // Whole cache lines instead of Arrow's powers of two: what a plan predicts is what a run takes.
        return new RootAllocator(RootAllocator.configBuilder()
                .maxAllocation(limit)
                .listener(listener)
                .roundingPolicy(size -> (size + LINE - 1) / LINE * LINE)
                .allocationManagerFactory(book)
                .build());
    }

    private BufferAllocator[] workers() {
        BufferAllocator[] made = new BufferAllocator[plan.workers()];
        for (int index = 0; index < made.length; index++) {
            made[index] = root.newChildAllocator("worker " + plan.workerName(index), 0, Long.MAX_VALUE);
        }
        return made;
    }

    /** Answers for memory that is counted elsewhere. */
    BufferAllocator loans() {
        return Objects.requireNonNull(all).newChildAllocator("loans", 0, Long.MAX_VALUE);
    }

    /** Who keeps what is allocated within its limit; null where nothing limits it. */
    @Nullable
    MemoryGuard guard() {
        return guard;
    }

    BufferAllocator root() {
        return root;
    }

    BufferAllocator worker(int index) {
        return workers[index];
    }

    /** What is allocated now; for any thread. */
    long heldBytes() {
        return root.getAllocatedMemory();
    }

    long limitBytes() {
        return limit;
    }

    long peakBytes() {
        return guard == null ? root.getPeakMemoryAllocation() : guard.peakBytes();
    }

    /** What tasks have kept, after everything in the store was given back. */
    Optional<LeakException> leak() {
        long bytes = 0;
        StringJoiner where = new StringJoiner(", ");
        for (int index = 0; index < workers.length; index++) {
            long left = workers[index].getAllocatedMemory();
            if (left > 0) {
                bytes += left;
                where.add(left + " on " + workers[index].getName() + " (" + book.describe(plan, index, left) + ")");
                if (DEBUG) {
                    where.add(workers[index].toVerboseString());
                }
            }
        }
        return bytes == 0
                ? Optional.empty()
                : Optional.of(new LeakException(FailureKind.USER, bytes, where.toString()));
    }

    /**
     * Ends the allocators that everything came back to. Others stay as they are: closing them would only complain
     * about what was reported already. A sink's child keeps the root open until the sink is closed.
     */
    void close() {
        for (BufferAllocator worker : workers) {
            if (worker.getAllocatedMemory() == 0) {
                worker.close();
            }
        }
        if (root.getChildAllocators().isEmpty()) {
            root.close();
        }
        if (all != null && all.getChildAllocators().isEmpty()) {
            all.close();
        }
    }
}
