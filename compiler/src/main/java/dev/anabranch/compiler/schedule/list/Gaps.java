package dev.anabranch.compiler.schedule.list;

import java.util.Arrays;

/** The idle gaps of one worker, by time; the last is without end. Used again after {@link #clear()} without allocating. */
final class Gaps {
    private double[] start = new double[8];
    private double[] end = new double[8];
    private int count;

    Gaps() {
        clear();
    }

    void clear() {
        start[0] = 0;
        end[0] = Double.POSITIVE_INFINITY;
        count = 1;
    }

    void copyFrom(Gaps other) {
        if (start.length < other.count) {
            start = new double[other.start.length];
            end = new double[other.start.length];
        }
        System.arraycopy(other.start, 0, start, 0, other.count);
        System.arraycopy(other.end, 0, end, 0, other.count);
        count = other.count;
    }

    /** When the worker is idle for good. */
    double free() {
        return start[count - 1];
    }

    /** The earliest start, not before {@code ready}, of {@code seconds} of idle time. */
    double earliest(double ready, double seconds) {
        for (int gap = firstEndingAfter(ready); ; gap++) {
            double from = Math.max(start[gap], ready);
            if (from + seconds <= end[gap]) {
                return from;
            }
        }
    }

    /** Gaps that end before a time lie before those that do not. */
    private int firstEndingAfter(double time) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Takes the time that {@link #earliest} found. */
    void reserve(double from, double seconds) {
        double until = from + seconds;
        int gap = firstEndingAfter(from);
        while (!(from >= start[gap] && until <= end[gap])) {
            gap++;
        }
        boolean before = start[gap] < from;
        boolean after = until < end[gap];
        if (before && after) {
            insert(gap + 1, until, end[gap]);
            end[gap] = from;
        } else if (before) {
            end[gap] = from;
        } else if (after) {
            start[gap] = until;
        } else {
            count--;
            System.arraycopy(start, gap + 1, start, gap, count - gap);
            System.arraycopy(end, gap + 1, end, gap, count - gap);
        }
    }

    private void insert(int place, double from, double until) {
        if (count == start.length) {
            start = Arrays.copyOf(start, count * 2);
            end = Arrays.copyOf(end, count * 2);
        }
        System.arraycopy(start, place, start, place + 1, count - place);
        System.arraycopy(end, place, end, place + 1, count - place);
        start[place] = from;
        end[place] = until;
        count++;
    }
}
