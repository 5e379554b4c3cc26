package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An integer that is a multiple of the position on one axis plus something that does not depend on it: a comparison of
 * such with 0 can be solved for that position, whatever the something is.
 *
 * @param factor what it grows by with each position
 * @param plus terms that are added
 * @param minus terms that are subtracted
 */
record Separated(long factor, List<Scalar> plus, List<Scalar> minus) {
    private static final long MOST = 1L << 31;

    /** The difference of two integers in this form; empty if it has none. */
    static Optional<Separated> difference(Scalar left, Scalar right, int axis, List<Axis> axes) {
        Collector collector = new Collector(axis, axes);
        return collector.add(left, 1) && collector.add(right, -1) && Math.abs(collector.factor) < MOST
                ? Optional.of(new Separated(collector.factor, collector.plus, collector.minus))
                : Optional.empty();
    }

    private static final class Collector {
        private final int axis;
        private final List<Axis> axes;
        private final List<Scalar> plus = new ArrayList<>();
        private final List<Scalar> minus = new ArrayList<>();
        private long factor;

        Collector(int axis, List<Axis> axes) {
            this.axis = axis;
            this.axes = axes;
        }

        /** Adds an integer times 1 or -1; false if it is not of the form. */
        boolean add(Scalar scalar, int times) {
            if (!UsedAxes.of(scalar).get(axis)) {
                (times > 0 ? plus : minus).add(scalar);
                return true;
            }
            if (scalar instanceof Scalar.Coordinate && axes.get(axis).domain() instanceof Domain.Regular regular) {
                return grow(regular, times, 1);
            }
            if (scalar instanceof Scalar.Negate negate) {
                return add(negate.operand(), -times);
            }
            if (!(scalar instanceof Scalar.Binary binary)) {
                return false;
            }
            return switch (binary.operator()) {
                case ADD -> add(binary.left(), times) && add(binary.right(), times);
                case SUBTRACT -> add(binary.left(), times) && add(binary.right(), -times);
                case MULTIPLY ->
                    multiple(binary.left(), binary.right(), times) || multiple(binary.right(), binary.left(), times);
                default -> false;
            };
        }

        private boolean multiple(Scalar coordinate, Scalar factor, int times) {
            return coordinate instanceof Scalar.Coordinate
                    && factor instanceof Scalar.Literal literal
                    && literal.value() instanceof Long value
                    && Math.abs(value) < MOST
                    && axes.get(axis).domain() instanceof Domain.Regular regular
                    && grow(regular, times, value);
        }

        private boolean grow(Domain.Regular regular, int times, long value) {
            boolean small = Math.abs(regular.first()) < MOST && regular.step() < MOST;
            if (small) {
                factor += times * value * regular.step();
                plus.add(new Scalar.Literal(ScalarType.INT, times * value * regular.first()));
            }
            return small;
        }
    }
}
