package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.BitSet;

/** The slots whose datasets are numbers: these pass as words of 64 bits, not as objects, and need no purge. */
public final class NumberSlots {
    private static final String FLOAT = "FLOAT";

    private final int[] first;
    private final int[] end;
    private final boolean[] floating;
    private final BitSet slots = new BitSet();

    NumberSlots(PlanTable table) throws PlanFormatException {
        this.first = table.ints("first");
        int[] size = table.ints("size");
        TextColumn kind = table.texts("kind");
        this.end = new int[first.length];
        this.floating = new boolean[first.length];
        for (int row = 0; row < first.length; row++) {
            end[row] = first[row] + size[row];
            floating[row] = kind.get(row).equals(FLOAT);
            slots.set(first[row], end[row]);
            if (row > 0 && first[row] < end[row - 1]) {
                throw new PlanFormatException("numbers.arrow is not ordered by slot");
            }
        }
    }

    /** Whether a slot's dataset is a number. */
    public boolean contains(int slot) {
        return slots.get(slot);
    }

    /** A number of a slot as the object that stands for it elsewhere: a {@code Double} or a {@code Long}. */
    public Object value(int slot, long bits) {
        return floating[row(slot)] ? (Object) Double.longBitsToDouble(bits) : (Object) bits;
    }

    /** The bits of what {@link #value} answers. */
    public static long bits(Object value) {
        return value instanceof Double number ? Double.doubleToRawLongBits(number) : (Long) value;
    }

    /** Of a slot that has one. */
    private int row(int slot) {
        int found = Arrays.binarySearch(first, slot);
        return found >= 0 ? found : -found - 2;
    }
}
