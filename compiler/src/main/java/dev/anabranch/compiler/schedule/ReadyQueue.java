package dev.anabranch.compiler.schedule;

import java.util.Arrays;

/** Units that could be placed next, the highest rank first, of equal ranks the lowest number: a binary heap. */
final class ReadyQueue {
    private final double[] rank;
    private int[] heap = new int[64];
    private int size;

    ReadyQueue(double[] rank) {
        this.rank = rank;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int unit) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int place = size++;
        while (place > 0 && before(unit, heap[(place - 1) / 2])) {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        heap[place] = unit;
    }

    int remove() {
        int first = heap[0];
        int moved = heap[--size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = moved;
        return first;
    }

    private boolean before(int a, int b) {
        return rank[a] != rank[b] ? rank[a] > rank[b] : a < b;
    }
}
