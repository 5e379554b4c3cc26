package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.TypedEquation;
import dev.anabranch.model.graph.Axis;
import java.util.BitSet;
import java.util.List;

/** The instances of one equation. */
final class Family {
    private final TypedEquation equation;
    private final List<Axis> axes;
    private final int[] positions;
    private final int count;

    /**
     * @param equation what they are instances of
     * @param axes the equation's axes, then those that a list adds
     * @param positions one instance after the other
     * @param count how many there are
     */
    Family(TypedEquation equation, List<Axis> axes, int[] positions, int count) {
        this.equation = equation;
        this.axes = List.copyOf(axes);
        this.positions = positions;
        this.count = count;
    }

    TypedEquation equation() {
        return equation;
    }

    List<Axis> axes() {
        return axes;
    }

    /** The positions of all instances, one after the other. */
    int[] positions() {
        return positions;
    }

    /** How many instances there are. */
    int count() {
        return count;
    }

    int rank() {
        return axes.size();
    }

    /** Copies the positions of an instance. */
    void positions(int instance, int[] into) {
        System.arraycopy(positions, instance * rank(), into, 0, rank());
    }

    /** The positions of an axis that instances have. */
    BitSet used(int axis) {
        BitSet used = new BitSet();
        for (int i = axis; i < positions.length; i += rank()) {
            used.set(positions[i]);
        }
        return used;
    }
}
