package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** One portion of a collective as one rank takes part in it: step by step, and all ranks in as many steps. */
final class Turn {
    private final GangRoom room;
    private final int rank;
    private final Call call;
    private final Shown[] all;
    private final Portion portion;
    private final @Nullable ArrowBuf landing;
    private long progress;

    /**
     * @param all what is shown, by rank
     * @param progress how far all are that have begun it
     * @param landing where what is read of ranks elsewhere goes, see {@link GangRoom#landing}
     */
    Turn(GangRoom room, int rank, Shown[] all, Portion portion, long progress, @Nullable ArrowBuf landing) {
        this.room = room;
        this.rank = rank;
        this.call = all[rank].call();
        this.all = all;
        this.portion = portion;
        this.progress = progress;
        this.landing = landing;
    }

    Call call() {
        return call;
    }

    int rank() {
        return rank;
    }

    int size() {
        return all.length;
    }

    /** How many blocks the elements are dealt out in. */
    int blocks() {
        return portion.blocks();
    }

    /** How many bytes of a block it is about. */
    long bytes(int block) {
        return portion.bytes(block);
    }

    /** The rank before this one. */
    int before() {
        return around(rank - 1);
    }

    /** A number of a ring's place. */
    int around(int place) {
        return Math.floorMod(place, size());
    }

    /** This rank has done a step. */
    void step() {
        room.reach(rank, ++progress);
    }

    long progress() {
        return progress;
    }

    /** Waits until another has done as many steps as this one. */
    void await(int other) {
        room.await(rank, other, progress, call);
    }

    /** Waits until another has done one step more. */
    void awaitAfterStep(int other) {
        room.await(rank, other, progress + 1, call);
    }

    private ArrowBuf own() {
        return requireNonNull(all[rank].memory());
    }

    private long offset(int of, int block) {
        return portion.offset(block, all[of].staged());
    }

    /** Adds to blocks what another has there. */
    void reduce(int other, int firstBlock, int endBlock) {
        ElementType type = requireNonNull(call.type());
        ReduceOperation operation = requireNonNull(call.operation());
        long unit = type.bytes(1);
        for (int block = firstBlock; block < endBlock; block++) {
            long to = offset(rank, block);
            read(
                    other,
                    offset(other, block),
                    portion.bytes(block),
                    (memory, at, done, bytes) ->
                            Elements.reduce(memory, at, own(), to + done, bytes / unit, type, operation));
        }
    }

    /** Takes over blocks. */
    void copy(int other, int firstBlock, int endBlock) {
        for (int block = firstBlock; block < endBlock; block++) {
            copyBytes(other, block, 0, portion.bytes(block));
        }
    }

    /** Takes over bytes of a block. */
    void copyBytes(int other, int block, long first, long end) {
        long to = offset(rank, block) + first;
        read(
                other,
                offset(other, block) + first,
                end - first,
                (memory, at, done, bytes) -> own().setBytes(to + done, memory, at, bytes));
    }

    private void read(int other, long from, long bytes, GangRoom.Reading reading) {
        room.read(rank, other, call, all[other].memory(), from, bytes, landing, reading);
    }
}
