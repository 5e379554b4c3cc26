package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/** Runs by their times, of equal times the lowest number first; a time may be lowered. A binary heap. */
final class RunQueue {
    private final int[] heap;
    private final int[] at;
    private final double[] time;
    private int size;

    RunQueue(int runs) {
        this.heap = new int[runs];
        this.at = new int[runs];
        this.time = new double[runs];
        Arrays.fill(at, -1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(int run) {
        return at[run] >= 0;
    }

    /** The time of a run that is, or was, in the queue. */
    double time(int run) {
        return time[run];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            at[heap[i]] = -1;
        }
        size = 0;
    }

    void add(int run, double when) {
        time[run] = when;
        rise(size++, run);
    }

    /** Lowers a run's time; a later one changes nothing. */
    void lower(int run, double when) {
        if (when < time[run]) {
            time[run] = when;
            rise(at[run], run);
        }
    }

    int remove() {
        int first = heap[0];
        at[first] = -1;
        int moved = heap[--size];
        if (size > 0) {
            int place = 0;
            for (int child = 1; child < size; child = 2 * place + 1) {
                if (child + 1 < size && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], moved)) {
                    break;
                }
                heap[place] = heap[child];
                at[heap[place]] = place;
                place = child;
            }
            heap[place] = moved;
            at[moved] = place;
        }
        return first;
    }

    private void rise(int from, int run) {
        int place = from;
        while (place > 0 && before(run, heap[(place - 1) / 2])) {
            heap[place] = heap[(place - 1) / 2];
            at[heap[place]] = place;
            place = (place - 1) / 2;
        }
        heap[place] = run;
        at[run] = place;
    }

    private boolean before(int a, int b) {
        return time[a] != time[b] ? time[a] < time[b] : a < b;
    }
}
