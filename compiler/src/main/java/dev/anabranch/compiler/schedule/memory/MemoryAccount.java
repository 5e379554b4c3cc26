package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.model.graph.IntRows;
import java.util.Arrays;

/**
 * What is alive on each host after some units have ended and while others run. Which units have ended decides it, not
 * their order. A running unit is charged with the most that its tasks hold in the course of it.
 */
final class MemoryAccount {
    private final HeldData held;
    private final long[] limits;
    private final long[] live;
    private final long[] reserved;
    private final long[] coming;
    private final int[] left;
    private long growth;
    private long change;

    /** @param limits by host; the account does not keep to them by itself */
    MemoryAccount(HeldData held, long[] limits) {
        this.held = held;
        this.limits = limits;
        this.live = new long[limits.length];
        this.reserved = new long[limits.length];
        this.coming = new long[limits.length];
        this.left = held.readers();
    }

    /** By how much a unit's host would at most hold more in the course of it, were it to run next. */
    long growth(int unit) {
        look(unit);
        return growth;
    }

    /** By how much a unit's host would hold more after it; negative if it releases more than it makes. */
    long change(int unit) {
        look(unit);
        return change;
    }

    private void look(int unit) {
        long now = 0;
        long most = 0;
        int end = held.firstPlace(unit + 1);
        for (int place = held.firstPlace(unit); place < end; place++) {
            IntRows makes = held.makes();
            for (int i = 0; i < makes.size(place); i++) {
                now += held.bytes(makes.get(place, i));
            }
            most = Math.max(most, now + held.besides(place));
            for (int i = 0; i < held.reads().size(place); i++) {
                int piece = held.reads().get(place, i);
                now -= --left[piece] == 0 ? held.bytes(piece) : 0;
            }
            for (int i = 0; i < makes.size(place); i++) {
                now -= left[makes.get(place, i)] == 0 ? held.bytes(makes.get(place, i)) : 0;
            }
        }
        for (int place = held.firstPlace(unit); place < end; place++) {
            for (int i = 0; i < held.reads().size(place); i++) {
                left[held.reads().get(place, i)]++;
            }
        }
        growth = most;
        change = now;
    }

    /** How much too much there would be on a unit's host if it started now; at most 0 if it fits there. */
    long excess(int unit) {
        int host = held.hostOf(unit);
        return live[host] + reserved[host] + growth(unit) - limits[host];
    }

    /** Takes note that a piece has come back, or, below zero, that it has gone although it will be read. */
    void move(int piece, int sign) {
        live[held.where(piece)] += sign * held.bytes(piece);
    }

    /** Whether a unit can start beside what is alive and what runs. */
    boolean fits(int unit) {
        int host = held.hostOf(unit);
        if (live[host] + reserved[host] + growth(unit) > limits[host]) {
            return false;
        }
        addComing(unit, 1);
        boolean room = true;
        for (int other = 0; other < limits.length; other++) {
            room &= coming[other] == 0 || live[other] + reserved[other] + coming[other] <= limits[other];
        }
        addComing(unit, -1);
        return room;
    }

    /** Whether a unit can run beside what is alive, when nothing else runs. */
    boolean fitsAlone(int unit) {
        int host = held.hostOf(unit);
        if (live[host] + growth(unit) > limits[host]) {
            return false;
        }
        addComing(unit, 1);
        boolean room = true;
        for (int other = 0; other < limits.length; other++) {
            room &= coming[other] == 0 || live[other] + coming[other] <= limits[other];
        }
        addComing(unit, -1);
        return room;
    }

    private void addComing(int unit, int sign) {
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.sends().size(place); i++) {
                int piece = held.sends().get(place, i);
                coming[held.where(piece)] += sign * held.bytes(piece);
            }
        }
    }

    /** Charges a unit that starts; answers what {@link #release} is to be told when it ends. */
    long reserve(int unit) {
        long most = growth(unit);
        reserved[held.hostOf(unit)] += most;
        addReserved(unit, 1);
        return most;
    }

    /** Ends what {@link #reserve} began. */
    void release(int unit, long most) {
        reserved[held.hostOf(unit)] -= most;
        addReserved(unit, -1);
    }

    private void addReserved(int unit, int sign) {
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.sends().size(place); i++) {
                int piece = held.sends().get(place, i);
                reserved[held.where(piece)] += sign * held.bytes(piece);
            }
        }
    }

    /** Takes note that a unit has ended. */
    void end(int unit) {
        int host = held.hostOf(unit);
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            IntRows makes = held.makes();
            for (int i = 0; i < makes.size(place); i++) {
                live[host] += left[makes.get(place, i)] > 0 ? held.bytes(makes.get(place, i)) : 0;
            }
            for (int i = 0; i < held.sends().size(place); i++) {
                int piece = held.sends().get(place, i);
                live[held.where(piece)] += held.bytes(piece);
            }
            for (int i = 0; i < held.reads().size(place); i++) {
                int piece = held.reads().get(place, i);
                live[host] -= --left[piece] == 0 ? held.bytes(piece) : 0;
            }
        }
    }

    /** Undoes the last {@link #end} that was not undone. */
    void undo(int unit) {
        int host = held.hostOf(unit);
        for (int place = held.firstPlace(unit + 1) - 1; place >= held.firstPlace(unit); place--) {
            for (int i = 0; i < held.reads().size(place); i++) {
                int piece = held.reads().get(place, i);
                live[host] += left[piece]++ == 0 ? held.bytes(piece) : 0;
            }
            for (int i = 0; i < held.sends().size(place); i++) {
                int piece = held.sends().get(place, i);
                live[held.where(piece)] -= held.bytes(piece);
            }
            IntRows makes = held.makes();
            for (int i = 0; i < makes.size(place); i++) {
                live[host] -= left[makes.get(place, i)] > 0 ? held.bytes(makes.get(place, i)) : 0;
            }
        }
    }

    /** By host, the most that is alive at once if nothing ever runs beside another. */
    static long[] peaks(HeldData held, int hosts, int[] sequence) {
        long[] unlimited = new long[hosts];
        Arrays.fill(unlimited, Long.MAX_VALUE / 4);
        MemoryAccount account = new MemoryAccount(held, unlimited);
        long[] peaks = new long[hosts];
        for (int unit : sequence) {
            int own = held.hostOf(unit);
            peaks[own] = Math.max(peaks[own], account.live[own] + account.growth(unit));
            account.addComing(unit, 1);
            for (int host = 0; host < hosts; host++) {
                peaks[host] = Math.max(peaks[host], account.live[host] + account.coming[host]);
            }
            account.addComing(unit, -1);
            account.end(unit);
        }
        return peaks;
    }
}
