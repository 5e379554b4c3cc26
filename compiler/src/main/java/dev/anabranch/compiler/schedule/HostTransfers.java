package dev.anabranch.compiler.schedule;

import java.util.HashMap;
import java.util.Map;

/** When datasets leave for other hosts where network cards decide it, in seconds; empty where they leave at once. */
public final class HostTransfers {
    private static final HostTransfers NONE = new HostTransfers();

    private final Map<Long, Double> starts = new HashMap<>();

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

    private static long key(int slot, int toHost) {
        return (long) slot << 32 | toHost;
    }
}
