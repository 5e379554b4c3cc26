package dev.anabranch.model.graph;

import dev.anabranch.model.type.ValueType;
import java.util.List;

/**
 * An indexed family of datasets. Each instance has a slot, a number unique in its graph; the array's slots form a box
 * over its axes, the last axis varying fastest. Not every slot of a box need be defined.
 *
 * @param id position in {@link TaskGraph#arrays()}
 * @param name as its author wrote it; arrays of unnamed subexpressions are named after the equation, {@code frost.1}
 * @param type of every instance
 * @param axes the smallest box that holds all instances
 * @param firstSlot the slot of the box's first corner
 * @param origin the first equation that defines it
 */
public record DatasetArray(int id, String name, ValueType type, List<Axis> axes, int firstSlot, Origin origin) {
    public DatasetArray {
        axes = List.copyOf(axes);
    }

    /** How many slots the box has. */
    public int size() {
        int size = 1;
        for (Axis axis : axes) {
            size = Math.multiplyExact(size, axis.size());
        }
        return size;
    }

    /** How far apart two slots are that differ by one position on an axis. */
    public int stride(int axis) {
        int stride = 1;
        for (int i = axes.size() - 1; i > axis; i--) {
            stride *= axes.get(i).size();
        }
        return stride;
    }

    /** The slot at the given positions. */
    public int slot(int... positions) {
        int slot = 0;
        for (int i = 0; i < positions.length; i++) {
            slot = slot * axes.get(i).size() + positions[i];
        }
        return firstSlot + slot;
    }

    /** The positions of a slot of this array. */
    public int[] positions(int slot) {
        int[] positions = new int[axes.size()];
        int rest = slot - firstSlot;
        for (int i = positions.length - 1; i >= 0; i--) {
            int size = axes.get(i).size();
            positions[i] = rest % size;
            rest /= size;
        }
        return positions;
    }

    /** Whether each slot of the box has a dataset. */
    public boolean isComplete(TaskGraph graph) {
        int size = size();
        for (int i = 0; i < size; i++) {
            if (graph.producer(firstSlot + i) < 0) {
                return false;
            }
        }
        return true;
    }

    /** An instance as its author knows it: {@code mean[step: 24]}. */
    public String instanceName(int slot) {
        return InstanceNames.of(name, axes, positions(slot));
    }
}
