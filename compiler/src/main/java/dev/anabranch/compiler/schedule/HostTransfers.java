package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.simulate.RoutedTimes;
import java.util.HashMap;
import java.util.Map;

/**
 * What a machine model decides about datasets on their way to a host's workers: when they leave for another host, in
 * seconds, and which host sends them, where network cards decide it; and which worker's they are where several make them.
 * Empty where they leave their producers at once.
 */
public final class HostTransfers {
    private static final HostTransfers NONE = new HostTransfers();

    private final Map<Long, Double> starts = new HashMap<>();
    private final Map<Long, Integer> makers = new HashMap<>();
    private final Map<Long, Integer> senders = new HashMap<>();
    private final Map<Long, Double> sentUntil = new HashMap<>();

    /** Every dataset leaves as soon as it is there. */
    public static HostTransfers atOnce() {
        return NONE;
    }

    static HostTransfers of(RoutedTimes times) {
        HostTransfers all = new HostTransfers();
        for (RoutedTimes.Moved moved : times.transfers()) {
            all.add(moved.message(), moved.from(), moved.to(), moved.start(), moved.finish());
        }
        return all;
    }

    static HostTransfers empty() {
        return new HostTransfers();
    }

    void add(int slot, int fromHost, int toHost, double start, double finish) {
        starts.put(key(slot, toHost), start);
        senders.put(key(slot, toHost), fromHost);
        sentUntil.merge(key(slot, fromHost), finish, Math::max);
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
    void addMaker(int slot, int toHost, int worker) {
        makers.put(key(slot, toHost), worker);
    }

    /** The worker whose run a host's workers that do not make a dataset have it from, where several make it. */
    public int maker(int slot, int toHost) {
        Integer worker = makers.get(key(slot, toHost));
        if (worker == null) {
            throw new IllegalStateException("nobody sends slot " + slot + " to host " + toHost);
        }
        return worker;
    }

    /**
     * The host that sends a dataset to another.
     *
     * @param maker the host that makes it
     */
    public int sender(int slot, int toHost, int maker) {
        return senders.isEmpty() ? maker : senders.getOrDefault(key(slot, toHost), maker);
    }

    /** Until when a host's card is to send a dataset, which is held so long; 0 if it never does. */
    public double sentUntil(int slot, int fromHost) {
        return sentUntil.getOrDefault(key(slot, fromHost), 0.0);
    }

    private static long key(int slot, int host) {
        return (long) slot << 32 | host;
    }
}
