package dev.anabranch.runtime.gang;

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
     * @param task its number
     * @param name of the task, for messages
     * @param size of its gang
     * @param rank who comes, once
     * @throws dev.anabranch.api.gang.GangException if one cannot come
     */
    public GangMember enter(int task, String name, int size, int rank) {
        GangMember member = new GangMember(room(task, name, size), rank, GangMember.TREE_BYTES);
        member.meet();
        return member;
    }

    private GangRoom room(int task, String name, int size) {
        return rooms.computeIfAbsent(task, unused -> new GangRoom(name, size, run));
    }

    /** A rank has ended its call, whether it ever came to the others or not. */
    public void leave(int task, String name, int size, int rank) {
        if (room(task, name, size).leave(rank)) {
            rooms.remove(task);
        }
    }

    /** A rank has failed; to be said before the run is stopped for it. */
    public void fail(int task, String name, int size, int rank) {
        room(task, name, size).fail(rank);
    }
}
