package dev.anabranch.compiler.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * What a machine model decides about datasets on their way to a host's workers: when they leave for another host, in
 * seconds, where network cards decide it; and from which worker they come where several make them.
 */
public final class HostTransfers {
    private static final HostTransfers NONE = new HostTransfers();

    private final Map<Long, Double> starts = new HashMap<>();
    private final Map<Long, Integer> senders = new HashMap<>();

    /** Every dataset leaves as soon as it is there. */
    public static HostTransfers atOnce() {
        return NONE;
    }

    static HostTransfers empty() {
        return new HostTransfers();
    }

    void add(int slot, int toHost, double start) {
        starts.put(key(slot, toHost), start);
    }

    /**
     * When a dataset leaves for a host.
     *
     * @param there when it could leave at the earliest
     */
    public double start(int slot, int toHost, double there) {
        return starts.isEmpty() ? there : starts.getOrDefault(key(slot, toHost), there);
    }

    /** All workers of a host that do not make a dataset themselves have it from one run. */
    void addSender(int slot, int toHost, int worker) {
        senders.put(key(slot, toHost), worker);
    }

    /** The worker from which a host's workers that do not make a dataset have it, where several make it. */
    public int sender(int slot, int toHost) {
        Integer worker = senders.get(key(slot, toHost));
        if (worker == null) {
            throw new IllegalStateException("nobody sends slot " + slot + " to host " + toHost);
        }
        return worker;
    }

    private static long key(int slot, int toHost) {
        return (long) slot << 32 | toHost;
    }
}
