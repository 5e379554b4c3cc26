package dev.anabranch.compiler.schedule.partition;

import java.util.Arrays;

/** Vertices by what a move of theirs gains, the most first, of equal ones the lowest; a gain may change while it is in. */
final class Heap {
    private final double[] gain;
    private final int[] heap;
    private final int[] placeOf;
    private int size;

    Heap(double[] gain) {
        this.gain = gain;
        this.heap = new int[gain.length];
        this.placeOf = new int[gain.length];
        Arrays.fill(placeOf, -1);
    }

    void clear() {
        size = 0;
        Arrays.fill(placeOf, -1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a vertex, or puts it where its gain has it belong now. */
    void put(int vertex) {
        if (placeOf[vertex] < 0) {
            placeOf[vertex] = size;
            heap[size++] = vertex;
        }
        up(placeOf[vertex]);
        down(placeOf[vertex]);
    }

    int remove() {
        int first = heap[0];
        drop(first);
        return first;
    }

    /** Takes a vertex out, if it is in. */
    void drop(int vertex) {
        int place = placeOf[vertex];
        if (place < 0) {
            return;
        }
        placeOf[vertex] = -1;
        int last = heap[--size];
        if (last != vertex) {
            heap[place] = last;
            placeOf[last] = place;
            up(place);
            down(placeOf[last]);
        }
    }

    private void up(int from) {
        int vertex = heap[from];
        int place = from;
        while (place > 0 && before(vertex, heap[(place - 1) / 2])) {
            set(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        set(place, vertex);
    }

    private void down(int from) {
        int vertex = heap[from];
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], vertex)) {
                break;
            }
            set(place, heap[child]);
            place = child;
        }
        set(place, vertex);
    }

    private void set(int place, int vertex) {
        heap[place] = vertex;
        placeOf[vertex] = place;
    }

    private boolean before(int a, int b) {
        return gain[a] != gain[b] ? gain[a] > gain[b] : a < b;
    }
}
