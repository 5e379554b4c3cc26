package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One rank. A collective begins when all have shown that they call the same, and ends when nobody reads another's memory any
 * more.
 */
public final class GangMember implements Gang {
    /** Up to so many bytes go through a tree. */
    static final long TREE_BYTES = 64 * 1024;

    private final GangRoom room;
    private final int rank;
    private final BufferAllocator allocator;
    private final long treeBytes;
    private long progress;
    private long number;

    /** @param allocator of copies that other ranks can read, and of what is read of ranks elsewhere */
    GangMember(GangRoom room, int rank, BufferAllocator allocator, long treeBytes) {
        this.room = room;
        this.rank = rank;
        this.allocator = allocator;
        this.treeBytes = treeBytes;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return room.size();
    }

    /** Waits until all ranks run the task. */
    void meet() {
        begin(Shown.without(Collective.MEETING));
    }

    @Override
    public void barrier() {
        begin(Shown.without(Collective.BARRIER));
    }

    @Override
    public void broadcast(ArrowBuf data, ElementType type, long count, int root) {
        if (root < 0 || root >= size()) {
            throw new IllegalArgumentException("a gang of " + size() + " has no rank " + root);
        }
        Call call = new Call(Collective.BROADCAST, type, count, null, root);
        collect(call, data, Portion.whole(call.bytes(), 1, 1), turn -> {
            if (call.bytes() <= treeBytes) {
                Tree.broadcast(turn, root);
            } else {
                Ring.broadcast(turn);
            }
        });
    }

    @Override
    public void allReduce(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
        Call call = new Call(Collective.ALL_REDUCE, type, count, operation, -1);
        collect(call, data, blocks(call), turn -> {
            if (call.bytes() <= treeBytes) {
                Tree.reduce(turn);
                Tree.broadcast(turn, 0);
            } else {
                Ring.reduceScatter(turn);
                Ring.allGather(turn);
            }
        });
    }

    @Override
    public void allGather(ArrowBuf data, ElementType type, long count) {
        requireBytes(type);
        Call call = new Call(Collective.ALL_GATHER, type, count, null, -1);
        collect(call, data, blocks(call), Ring::allGather);
    }

    @Override
    public void reduceScatter(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
        Call call = new Call(Collective.REDUCE_SCATTER, type, count, operation, -1);
        collect(call, data, blocks(call), turn -> {
            if (call.bytes() <= treeBytes) {
                Tree.reduce(turn);
                Tree.scatter(turn);
            } else {
                Ring.reduceScatter(turn);
            }
        });
    }

    private static void requireBytes(ElementType type) {
        if (type == ElementType.BOOL) {
            throw new IllegalArgumentException("truth values are not dealt out to ranks");
        }
    }

    private Portion blocks(Call call) {
        return Portion.whole(call.count(), size(), requireNonNull(call.type()).bytes(1));
    }

    private void collect(Call call, ArrowBuf data, Portion whole, Consumer<Turn> algorithm) {
        // Arrow may have its own checks turned off.
        if (call.count() < 0 || call.bytes() > data.capacity()) {
            throw new IndexOutOfBoundsException(
                    call + " takes " + call.bytes() + " bytes of a buffer of " + data.capacity());
        }
        if (room.canRead(data, call.bytes())) {
            collect(new Shown(call, data, false), data, whole, algorithm);
        } else {
            try (ArrowBuf copy =
                    allocator.buffer(whole.ofMost(room.stagedBytes()).stagedBytes())) {
                collect(new Shown(call, copy, true), data, whole, algorithm);
            }
        }
    }

    private void collect(Shown own, ArrowBuf data, Portion whole, Consumer<Turn> algorithm) {
        try (ArrowBuf landing = room.landing(allocator, own.call().bytes())) {
            collect(own, data, whole, algorithm, landing);
        }
    }

    private void collect(
            Shown own, ArrowBuf data, Portion whole, Consumer<Turn> algorithm, @Nullable ArrowBuf landing) {
        boolean done = false;
        room.open(rank);
        try {
            begin(own);
            room.requireAllOpen();
            compute(own, data, whole, algorithm, landing);
            done = true;
        } finally {
            if (done) {
                room.close(rank);
            } else {
                room.withdraw(rank);
            }
        }
    }

    /** All at once if each can read all others' memory; otherwise all ranks, those too of whom that is so, go by portions. */
    private void compute(
            Shown own, ArrowBuf data, Portion whole, Consumer<Turn> algorithm, @Nullable ArrowBuf landing) {
        Shown[] all = new Shown[size()];
        boolean staged = false;
        for (int other = 0; other < all.length; other++) {
            all[other] = other == rank ? own : room.shown(other, number);
            staged |= all[other].staged();
        }
        Portion portion = staged ? whole.ofMost(room.stagedBytes()) : whole;
        while (true) {
            if (own.staged()) {
                move(portion, data, false, requireNonNull(own.memory()), true);
            }
            if (staged) {
                step(own.call());
            }
            Turn turn = new Turn(room, rank, all, portion, progress, landing);
            algorithm.accept(turn);
            progress = turn.progress();
            step(own.call());
            if (own.staged()) {
                move(portion, requireNonNull(own.memory()), true, data, false);
            }
            if (portion.isLast()) {
                return;
            }
            portion = portion.next();
        }
    }

    private static void move(Portion portion, ArrowBuf from, boolean fromCopy, ArrowBuf to, boolean toCopy) {
        for (int block = 0; block < portion.blocks(); block++) {
            to.setBytes(portion.offset(block, toCopy), from, portion.offset(block, fromCopy), portion.bytes(block));
        }
    }

    /** Waits until all call the same. */
    private void begin(Shown own) {
        room.show(rank, ++number, own);
        step(own.call());
        for (int other = 0; other < size(); other++) {
            room.compare(rank, own.call(), other, room.shown(other, number).call());
        }
    }

    /** Waits until all have come as far as this one. */
    private void step(Call call) {
        room.reach(rank, ++progress);
        for (int other = 0; other < size(); other++) {
            room.await(rank, other, progress, call);
        }
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "MASTER_ADDR", room.address(),
                "MASTER_PORT", Integer.toString(room.port()),
                "RANK", Integer.toString(rank),
                "WORLD_SIZE", Integer.toString(size()),
                "LOCAL_RANK", Integer.toString(near(rank)),
                "LOCAL_WORLD_SIZE", Integer.toString(near(size())));
    }

    /** How many of the ranks below one are on this rank's host. */
    private int near(int end) {
        int near = 0;
        for (int other = 0; other < end; other++) {
            near += room.areNear(rank, other) ? 1 : 0;
        }
        return near;
    }
}
