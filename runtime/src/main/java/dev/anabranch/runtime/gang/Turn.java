package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.api.ElementType;
import org.apache.arrow.memory.ArrowBuf;

/** One collective as one rank takes part in it: step by step, and all ranks in as many steps. */
final class Turn {
    private final GangMember member;
    private final GangRoom room;
    private final Call call;
    private final ArrowBuf[] data;
    private final ArrowBuf own;
    private final ElementType type;
    private long progress;

    /**
     * @param data by rank
     * @param progress how far all are that have begun it
     */
    Turn(GangMember member, GangRoom room, Call call, ArrowBuf[] data, long progress) {
        this.member = member;
        this.room = room;
        this.call = call;
        this.data = data;
        this.own = data[member.rank()];
        this.type = requireNonNull(call.type());
        this.progress = progress;
    }

    Call call() {
        return call;
    }

    int rank() {
        return member.rank();
    }

    int size() {
        return data.length;
    }

    /** The rank before this one. */
    int before() {
        return around(rank() - 1);
    }

    /** A number of a ring's place. */
    int around(int place) {
        return Math.floorMod(place, size());
    }

    /** How many bytes the elements take. */
    long bytes() {
        return type.bytes(call.count());
    }

    /** This rank has done a step. */
    void step() {
        room.reach(rank(), ++progress);
    }

    long progress() {
        return progress;
    }

    /** Waits until another has done as many steps as this one. */
    void await(int other) {
        room.await(rank(), other, progress, call);
    }

    /** Waits until another has done one step more. */
    void awaitAfterStep(int other) {
        room.await(rank(), other, progress + 1, call);
    }

    /** Adds to blocks what another has there. */
    void reduce(int other, int firstBlock, int endBlock) {
        Elements.reduce(
                data[other],
                own,
                type,
                member.blockStart(call.count(), firstBlock),
                member.blockStart(call.count(), endBlock),
                requireNonNull(call.operation()));
    }

    /** Takes over blocks. */
    void copy(int other, int firstBlock, int endBlock) {
        Elements.copy(
                data[other],
                own,
                type,
                member.blockStart(call.count(), firstBlock),
                member.blockStart(call.count(), endBlock));
    }

    /** Takes over bytes. */
    void copyBytes(int other, long first, long end) {
        own.setBytes(first, data[other], first, end - first);
    }
}
