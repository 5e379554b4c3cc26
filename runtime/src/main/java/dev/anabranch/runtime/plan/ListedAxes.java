package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The coordinates of listed axes, by axis and position. */
public final class ListedAxes {
    private final int[] first;
    private final long[] values;
    private final TextColumn texts;
    private final @Nullable String[] decoded;
    /** The rows of each axis by their value, for finding positions. */
    private final int[] byValue;

    ListedAxes(PlanTable table) throws PlanFormatException {
        int[] axis = table.ints("axis");
        int[] position = table.ints("position");
        this.values = table.longs("value");
        this.texts = table.texts("text");
        this.decoded = new String[axis.length];
        this.first = new int[axis.length == 0 ? 1 : axis[axis.length - 1] + 2];
        for (int row = 0; row < axis.length; row++) {
            first[axis[row] + 1]++;
        }
        for (int i = 1; i < first.length; i++) {
            first[i] += first[i - 1];
        }
        for (int row = 0; row < axis.length; row++) {
            if (first[axis[row]] + position[row] != row) {
                throw new PlanFormatException("axes.arrow is not ordered by axis and position");
            }
        }
        this.byValue = sorted(axis, values);
    }

    private static int[] sorted(int[] axis, long[] values) {
        return IntStream.range(0, axis.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(row -> axis[row]).thenComparingLong(row -> values[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The string at a position of an axis. */
    public String text(int axis, int position) {
        int row = row(axis, position);
        String text = decoded[row];
        if (text == null) {
            // Threads that meet here decode the same text.
            text = texts.get(row);
            decoded[row] = text;
        }
        return text;
    }

    /** The integer at a position of an axis. */
    public long value(int axis, int position) {
        return values[row(axis, position)];
    }

    /**
     * The position of an integer on an axis.
     *
     * @throws IllegalArgumentException if it is not there
     */
    public int position(int axis, long value) {
        int low = first[axis];
        int high = first[axis + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int row = byValue[middle];
            if (values[row] < value) {
                low = middle + 1;
            } else if (values[row] > value) {
                high = middle - 1;
            } else {
                return row - first[axis];
            }
        }
        throw new IllegalArgumentException(value + " is not on axis " + axis + " "
                + Arrays.toString(
                        Arrays.copyOfRange(values, first[axis], Math.min(first[axis] + 20, first[axis + 1]))));
    }

    private int row(int axis, int position) {
        if (position < 0 || position >= first[axis + 1] - first[axis]) {
            throw new IllegalArgumentException("axis " + axis + " has no position " + position);
        }
        return first[axis] + position;
    }
}
