package dev.anabranch.runtime.host;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * When a worker's tasks ran, by span: tasks of one family, one after the other, between two looks at the clock. What a span
 * took is shared evenly by its tasks.
 */
final class TaskSpans {
    private int[] ends = new int[16];
    private long[] starts = new long[16];
    private long[] finishes = new long[16];
    private int size;

    /** Adds the tasks that ended since the last span. */
    void add(int end, long start, long finish) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            finishes = Arrays.copyOf(finishes, size * 2);
        }
        ends[size] = end;
        starts[size] = start;
        finishes[size++] = finish;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int span = 0; span < size; span++) {
            out.writeInt(ends[span]);
            out.writeLong(starts[span]);
            out.writeLong(finishes[span]);
        }
    }

    static TaskSpans read(DataInputStream in) throws IOException {
        TaskSpans spans = new TaskSpans();
        for (int left = in.readInt(); left > 0; left--) {
            int end = in.readInt();
            long start = in.readLong();
            spans.add(end, start, in.readLong());
        }
        return spans;
    }

    /** How many spans there are. */
    int size() {
        return size;
    }

    /** How many tasks have ended with the last span. */
    int tasks() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** The first task of a span. */
    int first(int span) {
        return span == 0 ? 0 : ends[span - 1];
    }

    /** When a span began, on the clock. */
    long start(int span) {
        return starts[span];
    }

    /** When a span ended, on the clock. */
    long finish(int span) {
        return finishes[span];
    }

    private int of(int task) {
        int found = Arrays.binarySearch(ends, 0, size, task + 1);
        return found >= 0 ? found : -found - 1;
    }

    /** When a task began, as far as is known. */
    double startOf(int task) {
        return at(of(task), task);
    }

    /** When a task ended, as far as is known. */
    double finishOf(int task) {
        return at(of(task), task + 1);
    }

    private double at(int span, int task) {
        double share = (double) (task - first(span)) / (ends[span] - first(span));
        return starts[span] + share * (finishes[span] - starts[span]);
    }
}
