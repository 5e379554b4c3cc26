package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.wire.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/** The gangs of a run that are at work now. */
public final class Gangs {
    private final GangRooms places;
    private final GangRun run;
    private final Map<Integer, GangRoom> rooms = new ConcurrentHashMap<>();

    /**
     * Nobody has come yet.
     *
     * @param places where they meet
     * @param run that they are part of
     */
    public Gangs(GangRooms places, GangRun run) {
        this.places = places;
        this.run = run;
    }

    /**
     * Waits until all ranks have come.
     *
     * @param rank who comes, once
     * @param allocator of the rank's worker
     * @throws dev.anabranch.api.gang.GangException if one cannot come
     */
    public GangMember enter(GangRows.Gang gang, int rank, BufferAllocator allocator) {
        GangMember member = new GangMember(room(gang), rank, allocator, GangMember.TREE_BYTES);
        member.meet();
        return member;
    }

    private GangRoom room(GangRows.Gang gang) {
        return rooms.computeIfAbsent(gang.task(), unused -> places.room(gang, run));
    }

    /**
     * Something has come from ranks of a gang that are on another host; never waits.
     *
     * @param host from where
     * @return whether it is something that can be
     */
    public boolean arrived(GangRows.Gang gang, int host, Message.OfGang message) {
        GangRoom room = room(gang);
        boolean possible = room.arrived(host, message);
        if (room.isEmpty()) {
            rooms.remove(gang.task(), room);
        }
        return possible;
    }

    /** The run has ended, perhaps before all have left. */
    public void end() {
        rooms.values().forEach(GangRoom::end);
        rooms.clear();
    }

    /** A rank has ended its call, whether it ever came to the others or not. */
    public void leave(GangRows.Gang gang, int rank) {
        if (room(gang).leave(rank)) {
            rooms.remove(gang.task());
        }
    }

    /** A rank that has not left has failed; to be said before the run is stopped for it. */
    public void fail(GangRows.Gang gang, int rank) {
        room(gang).fail(rank);
    }
}
