package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.Arena;
import dev.anabranch.runtime.shared.Slab;
import java.util.ArrayList;
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

    private final @Nullable Arena arena;

    /** @param arena where the memory comes from; null for this process's own */
    AllocationBook(int workers, @Nullable Arena arena) {
        this.arena = arena;
        for (int i = 0; i <= workers; i++) {
            lists.add(new Pieces());
        }
    }

    @Override
    public AllocationManager create(BufferAllocator allocator, long size) {
        if (Thread.currentThread() instanceof WorkerThread thread) {
            Worker worker = thread.worker();
            return new Piece(allocator, size, lists.get(worker.index()), worker.inTask() ? worker.row() : -1, arena);
        }
        return new Piece(allocator, size, lists.get(lists.size() - 1), -1, arena);
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

    /** A list of pieces with a head that is none. */
    private static final class Pieces {
        private final Link head = new Link();

        Pieces() {
            head.next = head;
            head.previous = head;
        }

        synchronized void add(Link link) {
            link.next = head.next;
            link.previous = head;
            head.next.previous = link;
            head.next = link;
        }

        synchronized void remove(Link link) {
            link.previous.next = link.next;
            link.next.previous = link.previous;
        }

        synchronized long sum(Map<Integer, Long> byRow) {
            long sum = 0;
            for (Link link = head.next; link != head; link = link.next) {
                if (link.row >= 0) {
                    byRow.merge(link.row, link.size, Long::sum);
                    sum += link.size;
                }
            }
            return sum;
        }
    }

    /** A place in a list. */
    private static final class Link {
        private final int row;
        private final long size;
        private Link next = this;
        private Link previous = this;

        Link() {
            this(-1, 0);
        }

        Link(int row, long size) {
            this.row = row;
            this.size = size;
        }
    }

    /** One piece of memory. */
    private static final class Piece extends AllocationManager {
        private final long address;
        private final Pieces list;
        private final Link link;
        private final @Nullable Arena arena;
        private final @Nullable Slab slab;

        Piece(BufferAllocator allocator, long size, Pieces list, int row, @Nullable Arena arena) {
            super(allocator);
            this.arena = arena;
            this.slab = arena == null ? null : arena.allocate(size);
            this.address = slab == null ? MemoryUtil.allocateMemory(size) : slab.address();
            this.list = list;
            this.link = new Link(row, size);
            list.add(link);
        }

        @Override
        public long getSize() {
            return link.size;
        }

        @Override
        protected long memoryAddress() {
            return address;
        }

        @Override
        protected void release0() {
            list.remove(link);
            if (arena == null || slab == null) {
                MemoryUtil.freeMemory(address);
            } else {
                arena.free(slab);
            }
        }
    }
}
