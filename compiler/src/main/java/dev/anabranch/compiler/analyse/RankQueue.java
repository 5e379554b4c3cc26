package dev.anabranch.compiler.analyse;

import java.util.Arrays;

/** Units that could be next, the highest rank first, of equal ranks the lowest number: a binary heap. */
public final class RankQueue {
    private final double[] rank;
    private int[] heap = new int[64];
    private int size;

    /** @param rank of each unit; may change while the queue is empty */
    public RankQueue(double[] rank) {
        this.rank = rank;
    }

    /** Whether no unit is in it. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Empties it. */
    public void clear() {
        size = 0;
    }

    /** Adds a unit, which is not in it yet. */
    public void add(int unit) {
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

    /** Takes out the first unit, which there must be. */
    public int remove() {
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
