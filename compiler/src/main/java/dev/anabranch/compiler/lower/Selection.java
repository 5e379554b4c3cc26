package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Which datasets of an array are published. */
final class Selection {
    private final Box box;
    private final List<Subscript> subscripts;
    private final int[] at;
    private final ScalarCompiler scalars;

    /** @param axes of the array */
    Selection(Box box, List<Axis> axes, List<Subscript> subscripts) {
        this.box = box;
        this.subscripts = subscripts;
        this.at = new int[axes.size()];
        this.scalars = new ScalarCompiler(axes, at);
    }

    /**
     * The places of those that are defined.
     *
     * @throws ArithmeticException if a coordinate cannot be computed
     */
    int[] places() {
        IntStream.Builder places = IntStream.builder();
        if (subscripts.stream().allMatch(s -> used(s).isEmpty())) {
            new References(scalars).new Many(box, subscripts).each(places::add);
            return places.build().toArray();
        }
        for (int place = box.nextDefined(0); place >= 0; place = box.nextDefined(place + 1)) {
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = place / box.stride(axis) % box.axis(axis).size();
            }
            boolean chosen = true;
            for (int axis = 0; axis < at.length && chosen; axis++) {
                chosen = chosen(axis);
            }
            if (chosen) {
                places.add(place);
            }
        }
        return places.build().toArray();
    }

    /** Whether the coordinate on an axis follows from some others. */
    boolean follows(int axis, BitSet others) {
        if (!(subscripts.get(axis) instanceof Subscript.At)) {
            return false;
        }
        BitSet missing = used(subscripts.get(axis));
        missing.andNot(others);
        return missing.isEmpty();
    }

    private static BitSet used(Subscript subscript) {
        return subscript.accept(new Subscript.Visitor<>() {
            @Override
            public BitSet at(Subscript.At at) {
                return UsedAxes.of(at.coordinate());
            }

            @Override
            public BitSet range(Subscript.Range range) {
                BitSet used = UsedAxes.of(range.from());
                used.or(UsedAxes.of(range.to()));
                used.or(UsedAxes.of(range.by()));
                return used;
            }

            @Override
            public BitSet all(Subscript.All all) {
                return new BitSet();
            }
        });
    }

    private boolean chosen(int axis) {
        Scalar own = new Scalar.Coordinate(axis, box.array().coordinates().get(axis));
        return subscripts.get(axis).accept(new Subscript.Visitor<>() {
            @Override
            public Boolean at(Subscript.At point) {
                return scalars.evaluate(point.coordinate()).equals(scalars.evaluate(own));
            }

            @Override
            public Boolean range(Subscript.Range range) {
                long value = (Long) scalars.evaluate(own);
                long from = (Long) scalars.evaluate(range.from());
                long by = (Long) scalars.evaluate(range.by());
                if (by <= 0) {
                    throw new ArithmeticException("the step of a range is " + by);
                }
                return value >= from
                        && value <= (Long) scalars.evaluate(range.to())
                        && Long.remainderUnsigned(value - from, by) == 0;
            }

            @Override
            public Boolean all(Subscript.All all) {
                return true;
            }
        });
    }
}
