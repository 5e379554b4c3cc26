package dev.anabranch.model.graph;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;
import java.util.function.Consumer;

/** A list of integers that never changes and takes four bytes for each. */
public final class IntList extends AbstractList<Integer> implements RandomAccess {
    private final int[] values;

    private IntList(int[] values) {
        this.values = values;
    }

    /** With the integers of an array, which is copied. */
    public static IntList of(int... values) {
        return new IntList(values.clone());
    }

    /** With the integers of a collection, in its order. */
    public static IntList copyOf(Collection<Integer> values) {
        return values instanceof IntList list
                ? list
                : new IntList(values.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public Integer get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public void forEach(Consumer<? super Integer> action) {
        for (int value : values) {
            action.accept(value);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntList list ? Arrays.equals(values, list.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
