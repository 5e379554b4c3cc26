package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.wire.Message;
import java.util.List;

/** Of gangs whose ranks may be on several hosts, as one of these has them. What a rank does is told to the others' hosts. */
public final class HostsGangRooms extends GangRooms {
    private final long run;
    private final Deal deal;
    private final int host;
    private final List<String> addresses;
    private final Post post;

    /** Takes messages to other hosts. */
    public interface Post {
        /** Sends a message, after those sent before by the same thread; never waits. */
        void send(int host, Message.OfGang message);
    }

    /**
     * Those of one host.
     *
     * @param run by which messages name the run
     * @param deal which host has which workers
     * @param host which this is
     * @param addresses by host, where others reach it
     */
    public HostsGangRooms(long run, Deal deal, int host, List<String> addresses, Post post) {
        this.run = run;
        this.deal = deal;
        this.host = host;
        this.addresses = List.copyOf(addresses);
        this.post = post;
    }

    @Override
    public boolean reachOtherProcesses() {
        return true;
    }

    @Override
    GangRoom room(GangRows.Gang gang, GangRun of) {
        int[] hosts = gang.workers().stream().mapToInt(deal::partOf).toArray();
        for (int other : hosts) {
            if (other != host) {
                return new HostsGangRoom(
                        gang,
                        of,
                        Ports.OF_THIS_PROCESS,
                        new HostsGangRoom.Site(run, host, addresses.get(hosts[0])),
                        hosts,
                        post);
            }
        }
        return new ThreadsGangRoom(gang.name(), gang.size(), of, Ports.OF_THIS_PROCESS);
    }
}
