package dev.anabranch.compiler.plan;

import java.util.Arrays;

/** How much memory is taken when: stretches of time with sizes, and the moment at which they add up to most. */
final class Occupancy {
    private double[] from = new double[64];
    private double[] until = new double[64];
    private long[] bytes = new long[64];
    private int[] subject = new int[64];
    private int size;
    private long peak;
    private double peakTime;
    private int peakRow = -1;

    /** Adds a stretch that includes its beginning and not its end; {@code what} is for the witness. */
    int add(double begin, double end, long howMuch, int what) {
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            until = Arrays.copyOf(until, size * 2);
            bytes = Arrays.copyOf(bytes, size * 2);
            subject = Arrays.copyOf(subject, size * 2);
        }
        from[size] = begin;
        until[size] = end;
        bytes[size] = howMuch;
        subject[size] = what;
        return size++;
    }

    /** Widens a stretch so that it covers another, too. */
    void cover(int row, double begin, double end) {
        from[row] = Math.min(from[row], begin);
        until[row] = Math.max(until[row], end);
    }

    /** Finds the peak; call once, after the last stretch was added. */
    Occupancy measure() {
        Integer[] begins = new Integer[size];
        Arrays.setAll(begins, i -> i);
        Integer[] ends = begins.clone();
        Arrays.sort(begins, (a, b) -> Double.compare(from[a], from[b]));
        Arrays.sort(ends, (a, b) -> Double.compare(until[a], until[b]));
        long now = 0;
        int ended = 0;
        for (Integer row : begins) {
            if (until[row] <= from[row]) {
                continue;
            }
            while (until[ends[ended]] <= from[row]) {
                now -= until[ends[ended]] > from[ends[ended]] ? bytes[ends[ended]] : 0;
                ended++;
            }
            now += bytes[row];
            if (now > peak) {
                peak = now;
                peakTime = from[row];
                peakRow = row;
            }
        }
        return this;
    }

    long peak() {
        return peak;
    }

    double peakTime() {
        return peakTime;
    }

    /** The stretch whose beginning makes the peak. */
    int peakRow() {
        return peakRow;
    }

    int size() {
        return size;
    }

    boolean aliveAtPeak(int row) {
        return from[row] <= peakTime && peakTime < until[row];
    }

    long bytes(int row) {
        return bytes[row];
    }

    int subject(int row) {
        return subject[row];
    }
}
