package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.GangRows;

/** Where the ranks of a run's gangs meet. */
public abstract class GangRooms {
    GangRooms() {}

    /** Of gangs whose ranks are threads of this process. */
    public static GangRooms ofThreads() {
        return new GangRooms() {
            @Override
            public boolean reachOtherProcesses() {
                return false;
            }

            @Override
            GangRoom room(GangRows.Gang gang, GangRun run) {
                return new ThreadsGangRoom(gang.name(), gang.size(), run, Ports.OF_THIS_PROCESS);
            }
        };
    }

    /** Whether some of a gang may be in other processes. */
    public abstract boolean reachOtherProcesses();

    /** The room of a gang, for its ranks in this process; asked once. */
    abstract GangRoom room(GangRows.Gang gang, GangRun run);
}
