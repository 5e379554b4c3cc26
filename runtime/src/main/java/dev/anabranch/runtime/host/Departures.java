package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Peer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The other hosts of a run, and how many datasets are to go to them. For any thread. */
final class Departures {
    private final List<String> hosts;
    private final List<@Nullable Peer> peers;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong all = new AtomicLong();

    /**
     * To some hosts.
     *
     * @param hosts the names of all, in the plan's order
     * @param peers the same as peers; null for this one
     */
    Departures(List<String> hosts, List<@Nullable Peer> peers) {
        this.hosts = hosts;
        this.peers = peers;
    }

    String name(int host) {
        return hosts.get(host);
    }

    /** The number of a host, or -1. */
    int host(String name) {
        return hosts.indexOf(name);
    }

    Peer peer(int host) {
        Peer peer = peers.get(host);
        if (peer == null) {
            throw new IllegalStateException("a host sends to itself");
        }
        return peer;
    }

    /** One more is there that is to go to one of them. */
    void begin() {
        left.incrementAndGet();
        all.incrementAndGet();
    }

    /** One has gone, or never will. */
    void end() {
        left.decrementAndGet();
    }

    /** How many have begun. */
    long all() {
        return all.get();
    }

    /** Whether any has not ended. */
    boolean any() {
        return left.get() > 0;
    }
}
