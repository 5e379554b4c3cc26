package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;

/**
 * One rank. A collective begins when all have shown that they call the same, and ends when nobody reads another's memory any
 * more.
 */
public final class GangMember implements Gang {
    /** Up to so many bytes go through a tree. */
    static final long TREE_BYTES = 64 * 1024;

    private final GangRoom room;
    private final int rank;
    private final long treeBytes;
    private long progress;
    private long number;

    GangMember(GangRoom room, int rank, long treeBytes) {
        this.room = room;
        this.rank = rank;
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
        begin(Call.without("gang()"));
    }

    @Override
    public void barrier() {
        begin(Call.without("barrier()"));
    }

    @Override
    public void broadcast(ArrowBuf data, ElementType type, long count, int root) {
        if (root < 0 || root >= size()) {
            throw new IllegalArgumentException("a gang of " + size() + " has no rank " + root);
        }
        collect(new Call("broadcast", data, type, count, null, root), turn -> {
            if (turn.bytes() <= treeBytes) {
                Tree.broadcast(turn, root);
            } else {
                Ring.broadcast(turn);
            }
        });
    }

    @Override
    public void allReduce(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
        collect(new Call("allReduce", data, type, count, operation, -1), turn -> {
            if (turn.bytes() <= treeBytes) {
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
        collect(new Call("allGather", data, type, count, null, -1), Ring::allGather);
    }

    @Override
    public void reduceScatter(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
        collect(new Call("reduceScatter", data, type, count, operation, -1), turn -> {
            if (turn.bytes() <= treeBytes) {
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

    private void collect(Call call, Consumer<Turn> algorithm) {
        // Arrow may have its own checks turned off.
        long bytes = requireNonNull(call.type()).bytes(call.count());
        long capacity = requireNonNull(call.data()).capacity();
        if (call.count() < 0 || bytes > capacity) {
            throw new IndexOutOfBoundsException(call + " takes " + bytes + " bytes of a buffer of " + capacity);
        }
        begin(call);
        ArrowBuf[] data = new ArrowBuf[size()];
        for (int other = 0; other < data.length; other++) {
            data[other] = requireNonNull(room.shown(other, number).data());
        }
        Turn turn = new Turn(this, room, call, data, progress);
        algorithm.accept(turn);
        progress = turn.progress();
        step(call);
    }

    /** Waits until all call the same. */
    private void begin(Call call) {
        room.show(rank, ++number, call);
        step(call);
        for (int other = 0; other < size(); other++) {
            room.compare(rank, call, other, room.shown(other, number));
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
                "MASTER_ADDR", MasterPort.address(),
                "MASTER_PORT", Integer.toString(room.port().number()),
                "RANK", Integer.toString(rank),
                "WORLD_SIZE", Integer.toString(size()));
    }
}
