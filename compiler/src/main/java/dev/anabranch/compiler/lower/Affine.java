package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * An integer that is a constant plus a multiple of each position: what most indices are. Cheap to compute, and
 * comparisons of it can be solved for one position.
 */
final class Affine {
    private final long base;
    private final long[] factors;

    private Affine(long base, long[] factors) {
        this.base = base;
        this.factors = factors;
    }

    /** Its value where all positions are 0. */
    long base() {
        return base;
    }

    /** What it grows by with each position of an axis. */
    long factor(int axis) {
        return factors[axis];
    }

    /** The same plus a constant. */
    Affine plus(long more) {
        return new Affine(Math.addExact(base, more), factors);
    }

    /** The scalar in this form, over the positions of the axes; empty if it has none or might overflow. */
    static Optional<Affine> of(Scalar scalar, List<Axis> axes) {
        try {
            return scalar.accept(new Reader(axes)).filter(a -> a.fits(axes));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The difference of two. */
    Affine minus(Affine other) {
        return plus(other, -1);
    }

    private Affine plus(Affine other, long times) {
        long[] sums = new long[factors.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.addExact(factors[i], Math.multiplyExact(times, other.factors[i]));
        }
        return new Affine(Math.addExact(base, Math.multiplyExact(times, other.base)), sums);
    }

    private Affine times(long factor) {
        long[] products = new long[factors.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = Math.multiplyExact(factors[i], factor);
        }
        return new Affine(Math.multiplyExact(base, factor), products);
    }

    /** Its value. */
    long at(int[] positions) {
        long value = base;
        for (int i = 0; i < factors.length; i++) {
            value += factors[i] * positions[i];
        }
        return value;
    }

    /** The last axis that it depends on, or -1. */
    int lastAxis() {
        int axis = factors.length - 1;
        while (axis >= 0 && factors[axis] == 0) {
            axis--;
        }
        return axis;
    }

    boolean constant() {
        return lastAxis() < 0;
    }

    /** Whether no position can bring it near the limits of a long. */
    private boolean fits(List<Axis> axes) {
        double largest = Math.abs((double) base);
        for (int i = 0; i < factors.length; i++) {
            largest += Math.abs((double) factors[i]) * Math.max(1, axes.get(i).size());
        }
        return largest < 0x1p62;
    }

    private record Reader(List<Axis> axes) implements Scalar.Visitor<Optional<Affine>> {
        private Affine constant(long value) {
            return new Affine(value, new long[axes.size()]);
        }

        @Override
        public Optional<Affine> literal(Scalar.Literal scalar) {
            return scalar.value() instanceof Long value ? Optional.of(constant(value)) : Optional.empty();
        }

        @Override
        public Optional<Affine> coordinate(Scalar.Coordinate scalar) {
            if (!(axes.get(scalar.axis()).domain() instanceof Domain.Regular regular)) {
                return Optional.empty();
            }
            Affine affine = constant(regular.first());
            affine.factors[scalar.axis()] = regular.step();
            return Optional.of(affine);
        }

        @Override
        public Optional<Affine> negate(Scalar.Negate scalar) {
            return scalar.operand().accept(this).map(a -> a.times(-1));
        }

        @Override
        public Optional<Affine> binary(Scalar.Binary scalar) {
            boolean sum = scalar.operator() == Scalar.Operator.ADD || scalar.operator() == Scalar.Operator.SUBTRACT;
            if (!sum && scalar.operator() != Scalar.Operator.MULTIPLY) {
                return Optional.empty();
            }
            Optional<Affine> first = scalar.left().accept(this);
            Optional<Affine> second = first.isPresent() ? scalar.right().accept(this) : first;
            if (first.isEmpty() || second.isEmpty()) {
                return Optional.empty();
            }
            Affine left = first.get();
            Affine right = second.get();
            if (sum) {
                return Optional.of(left.plus(right, scalar.operator() == Scalar.Operator.ADD ? 1 : -1));
            }
            if (right.constant()) {
                return Optional.of(left.times(right.base));
            }
            return left.constant() ? Optional.of(right.times(left.base)) : Optional.empty();
        }

        @Override
        public Optional<Affine> not(Scalar.Not scalar) {
            return Optional.empty();
        }

        @Override
        public Optional<Affine> conditional(Scalar.Conditional scalar) {
            return Optional.empty();
        }

        @Override
        public Optional<Affine> concat(Scalar.Concat scalar) {
            return Optional.empty();
        }

        @Override
        public Optional<Affine> apply(Scalar.Apply scalar) {
            return Optional.empty();
        }

        @Override
        public Optional<Affine> element(Scalar.Element scalar) {
            return Optional.empty();
        }
    }
}
