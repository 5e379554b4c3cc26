package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.TypedArray;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Origin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The slots of one array, and which of them are defined. */
final class Box {
    private final TypedArray array;
    private final List<Locator> axes;
    private final int[] strides;
    private final int size;
    private final int firstSlot;
    private final BitSet defined;

    Box(TypedArray array, List<Locator> axes, int size, int firstSlot) {
        this.array = array;
        this.axes = List.copyOf(axes);
        this.size = size;
        this.firstSlot = firstSlot;
        this.defined = new BitSet(size);
        this.strides = new int[axes.size()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= axes.get(i).size();
        }
    }

    TypedArray array() {
        return array;
    }

    int rank() {
        return strides.length;
    }

    Locator axis(int axis) {
        return axes.get(axis);
    }

    int stride(int axis) {
        return strides[axis];
    }

    int size() {
        return size;
    }

    int firstSlot() {
        return firstSlot;
    }

    /** Where in the box a point is, from 0. */
    int local(int slot) {
        return slot - firstSlot;
    }

    boolean defined(int local) {
        return defined.get(local);
    }

    /** The first defined place from one on, or -1. */
    int nextDefined(int local) {
        return defined.nextSetBit(local);
    }

    /** Marks a place; false if it was marked before. */
    boolean define(int local) {
        if (defined.get(local)) {
            return false;
        }
        defined.set(local);
        return true;
    }

    /** The array as graphs hold it. */
    DatasetArray dataset(Origin origin) {
        List<Axis> named = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            named.add(new Axis(array.axes().get(i), axes.get(i).domain()));
        }
        return new DatasetArray(array.id(), array.name(), array.type(), named, firstSlot, origin);
    }
}
