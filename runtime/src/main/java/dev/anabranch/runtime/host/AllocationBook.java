package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.Arena;
import dev.anabranch.runtime.shared.Slab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * Allocates a run's memory and remembers for each piece the task that asked for it, so that a leak has a name. A
 * worker's pieces form a list of their own, which only whoever frees them elsewhere shares.
 */
final class AllocationBook implements AllocationManager.Factory {
    private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);
    private static final int NAMED = 5;

    /** By worker; the last one's pieces are those that threads of a task's own ask for. */
    private final List<Pieces> lists = new ArrayList<>();

    /** @param arena where the memory comes from; null for this process's own */
    AllocationBook(int workers, @Nullable Arena arena) {
        for (int i = 0; i <= workers; i++) {
            lists.add(new Pieces(arena));
        }
    }

    @Override
    public AllocationManager create(BufferAllocator allocator, long size) {
        if (Thread.currentThread() instanceof WorkerThread thread) {
            Worker worker = thread.worker();
            return new Piece(allocator, size, lists.get(worker.index()), worker.inTask() ? worker.row() : -1);
        }
        return new Piece(allocator, size, lists.get(lists.size() - 1), -1);
    }

    @Override
    public ArrowBuf empty() {
        return EMPTY;
    }

    /** The tasks that asked for what an allocator answers for, those with most bytes first. */
    String describe(ExecutionPlan plan, int worker, long bytes) {
        Map<Integer, Long> byRow = new TreeMap<>();
        long known = lists.get(worker).sum(byRow);
        List<Map.Entry<Integer, Long>> order = new ArrayList<>(byRow.entrySet());
        order.sort((left, right) -> Long.compare(right.getValue(), left.getValue()));
        List<String> names = new ArrayList<>();
        for (Map.Entry<Integer, Long> entry : order.subList(0, Math.min(NAMED, order.size()))) {
            names.add(entry.getValue() + " by " + plan.tasks().name(entry.getKey()));
        }
        if (order.size() > NAMED) {
            names.add("the rest by " + (order.size() - NAMED) + " other tasks");
        }
        if (known < bytes) {
            names.add((bytes - known) + " outside of the worker's thread");
        }
        return String.join(", ", names);
    }

    /**
     * Pieces by number, in columns: what is noted about a piece costs no object.
     */
    private static final class Pieces {
        private static final int FIRST_SIZE = 64;
        /** Rows below are numbers that are free: this less the next free one, of which -1 is none. */
        private static final int FREE = -3;

        private final @Nullable Arena arena;
        private long[] sizes = new long[FIRST_SIZE];
        private int[] rows = new int[FIRST_SIZE];
        private int used;
        private int free = -1;

        Pieces(@Nullable Arena arena) {
            this.arena = arena;
        }

        synchronized int add(int row, long size) {
            int number = free;
            if (number >= 0) {
                free = FREE - rows[number];
            } else {
                number = used++;
                if (number == rows.length) {
                    rows = Arrays.copyOf(rows, 2 * number);
                    sizes = Arrays.copyOf(sizes, 2 * number);
                }
            }
            rows[number] = row;
            sizes[number] = size;
            return number;
        }

        synchronized void remove(int number) {
            rows[number] = FREE - free;
            free = number;
        }

        synchronized long sum(Map<Integer, Long> byRow) {
            long sum = 0;
            for (int number = 0; number < used; number++) {
                if (rows[number] >= 0) {
                    byRow.merge(rows[number], sizes[number], Long::sum);
                    sum += sizes[number];
                }
            }
            return sum;
        }
    }

    /** One piece of memory. */
    private static final class Piece extends AllocationManager {
        private final long address;
        /** Asked for once more after the number was given to another piece. */
        private final long size;

        private final Pieces list;
        private final int number;
        private final @Nullable Slab slab;

        Piece(BufferAllocator allocator, long size, Pieces list, int row) {
            super(allocator);
            this.slab = list.arena == null ? null : list.arena.allocate(size);
            this.address = slab == null ? MemoryUtil.allocateMemory(size) : slab.address();
            this.size = size;
            this.list = list;
            this.number = list.add(row, size);
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        protected long memoryAddress() {
            return address;
        }

        @Override
        protected void release0() {
            list.remove(number);
            if (list.arena == null || slab == null) {
                MemoryUtil.freeMemory(address);
            } else {
                list.arena.free(slab);
            }
        }
    }
}
