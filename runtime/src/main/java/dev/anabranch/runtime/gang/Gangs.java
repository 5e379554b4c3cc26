package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.GangRows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gangs of a run that are at work now. */
public final class Gangs {
    private final GangRun run;
    private final Map<Integer, GangRoom> rooms = new ConcurrentHashMap<>();

    /** @param run that they are part of */
    public Gangs(GangRun run) {
        this.run = run;
    }

    /**
     * Waits until all ranks have come.
     *
     * @param rank who comes, once
     * @throws dev.anabranch.api.gang.GangException if one cannot come
     */
    public GangMember enter(GangRows.Gang gang, int rank) {
        GangMember member = new GangMember(room(gang), rank, GangMember.TREE_BYTES);
        member.meet();
        return member;
    }

    private GangRoom room(GangRows.Gang gang) {
        return rooms.computeIfAbsent(gang.task(), unused -> new GangRoom(gang.name(), gang.size(), run));
    }

    /** A rank has ended its call, whether it ever came to the others or not. */
    public void leave(GangRows.Gang gang, int rank) {
        if (room(gang).leave(rank)) {
            rooms.remove(gang.task());
        }
    }

    /** A rank has failed; to be said before the run is stopped for it. */
    public void fail(GangRows.Gang gang, int rank) {
        room(gang).fail(rank);
    }
}
