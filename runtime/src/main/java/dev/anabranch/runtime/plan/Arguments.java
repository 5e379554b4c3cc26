package dev.anabranch.runtime.plan;

import java.util.Arrays;

/** Which slots each task reads. */
public final class Arguments {
    private final int[] first;
    private final int[] slots;

    Arguments(int[] task, int[] slot) {
        int largest = -1;
        for (int number : task) {
            largest = Math.max(largest, number);
        }
        this.first = new int[largest + 2];
        for (int number : task) {
            first[number + 1]++;
        }
        for (int i = 1; i < first.length; i++) {
            first[i] += first[i - 1];
        }
        this.slots = new int[slot.length];
        int[] next = Arrays.copyOf(first, first.length);
        for (int row = 0; row < slot.length; row++) {
            slots[next[task[row]]++] = slot[row];
        }
    }

    /** Where the arguments of a task begin; they end where those of the next task begin. */
    public int first(int task) {
        return first[Math.min(task, first.length - 1)];
    }

    /** The slot of an argument. */
    public int slot(int argument) {
        return slots[argument];
    }
}
