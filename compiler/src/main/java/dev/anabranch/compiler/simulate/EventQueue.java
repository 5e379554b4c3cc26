package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/** What happens when: numbers by their times, of equal times what was added first comes first. A binary heap. */
final class EventQueue {
    private double[] time = new double[64];
    private long[] code = new long[64];
    private int size;
    private int added;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
        added = 0;
    }

    /** The time of the next event. */
    double time() {
        return time[0];
    }

    void add(double when, int event) {
        if (size == time.length) {
            time = Arrays.copyOf(time, size * 2);
            code = Arrays.copyOf(code, size * 2);
        }
        long entry = ((long) added++ << 32) | (event & 0xffffffffL);
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >> 1;
            if (!before(when, entry, time[parent], code[parent])) {
                break;
            }
            time[place] = time[parent];
            code[place] = code[parent];
            place = parent;
        }
        time[place] = when;
        code[place] = entry;
    }

    int remove() {
        int first = (int) code[0];
        size--;
        double when = time[size];
        long entry = code[size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && before(time[child + 1], code[child + 1], time[child], code[child])) {
                child++;
            }
            if (!before(time[child], code[child], when, entry)) {
                break;
            }
            time[place] = time[child];
            code[place] = code[child];
            place = child;
        }
        time[place] = when;
        code[place] = entry;
        return first;
    }

    private static boolean before(double timeA, long codeA, double timeB, long codeB) {
        return timeA < timeB || (timeA == timeB && codeA < codeB);
    }
}
