package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.ScalarFunctions;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;

/**
 * Turns scalars into small closures over the positions of the instance at hand, so that a million instances cost no
 * boxes. What a closure computes is what {@link ScalarEvaluator} says; overflow and division by zero throw
 * {@link ArithmeticException} as there.
 */
final class ScalarCompiler {
    private final List<Axis> axes;
    private final int[] positions;
    private final ScalarEvaluator evaluator;

    /** @param positions where the instance at hand is; closures read it at each call */
    ScalarCompiler(List<Axis> axes, int[] positions) {
        this.axes = axes;
        this.positions = positions;
        this.evaluator = new ScalarEvaluator(axes, positions);
    }

    List<Axis> axes() {
        return axes;
    }

    int[] positions() {
        return positions;
    }

    /** The value in boxes, for whatever is rare. */
    Object evaluate(Scalar scalar) {
        return evaluator.evaluate(scalar);
    }

    /** An integer. */
    LongSupplier integer(Scalar scalar) {
        Optional<Affine> affine = Affine.of(scalar, axes);
        if (affine.isPresent()) {
            return affine(affine.get());
        }
        if (scalar instanceof Scalar.Coordinate coordinate
                && axes.get(coordinate.axis()).domain() instanceof Domain.Integers integers) {
            long[] values = integers.values().stream().mapToLong(v -> v).toArray();
            int axis = coordinate.axis();
            return () -> values[positions[axis]];
        }
        if (scalar instanceof Scalar.Negate negate) {
            LongSupplier operand = integer(negate.operand());
            return () -> Math.negateExact(operand.getAsLong());
        }
        if (scalar instanceof Scalar.Conditional conditional) {
            BooleanSupplier condition = condition(conditional.condition());
            LongSupplier then = integer(conditional.then());
            LongSupplier otherwise = integer(conditional.otherwise());
            return () -> condition.getAsBoolean() ? then.getAsLong() : otherwise.getAsLong();
        }
        if (scalar instanceof Scalar.Binary binary && binary.type() == ScalarType.INT) {
            return binary(binary);
        }
        if (scalar instanceof Scalar.Apply apply && apply.type() == ScalarType.INT) {
            return apply(apply);
        }
        if (scalar instanceof Scalar.Element element && element.type() == ScalarType.INT) {
            long[] values = element.values().stream().mapToLong(v -> (Long) v).toArray();
            LongSupplier index = integer(element.index());
            return () -> values[ScalarFunctions.place(element.list(), index.getAsLong(), values.length)];
        }
        return () -> evaluator.integer(scalar);
    }

    private LongSupplier affine(Affine affine) {
        long base = affine.base();
        int last = affine.lastAxis();
        if (last < 0) {
            return () -> base;
        }
        long factor = affine.factor(last);
        boolean single = true;
        for (int i = 0; i < last; i++) {
            single &= affine.factor(i) == 0;
        }
        return single ? () -> base + factor * positions[last] : () -> affine.at(positions);
    }

    private LongSupplier binary(Scalar.Binary binary) {
        LongSupplier a = integer(binary.left());
        LongSupplier b = integer(binary.right());
        return switch (binary.operator()) {
            case ADD -> () -> Math.addExact(a.getAsLong(), b.getAsLong());
            case SUBTRACT -> () -> Math.subtractExact(a.getAsLong(), b.getAsLong());
            case MULTIPLY -> () -> Math.multiplyExact(a.getAsLong(), b.getAsLong());
            case DIVIDE -> () -> Math.floorDiv(a.getAsLong(), b.getAsLong());
            case REMAINDER -> () -> Math.floorMod(a.getAsLong(), b.getAsLong());
            default -> () -> evaluator.integer(binary);
        };
    }

    private LongSupplier apply(Scalar.Apply apply) {
        LongSupplier a = integer(apply.arguments().get(0));
        return switch (apply.function()) {
            case MIN -> folded(a, apply.arguments(), Math::min);
            case MAX -> folded(a, apply.arguments(), Math::max);
            case ABS -> () -> Math.absExact(a.getAsLong());
            case POWER -> {
                LongSupplier b = integer(apply.arguments().get(1));
                yield () -> ScalarFunctions.power(a.getAsLong(), b.getAsLong());
            }
            case LOG2 -> () -> ScalarFunctions.log2(a.getAsLong());
        };
    }

    private LongSupplier folded(LongSupplier first, List<Scalar> arguments, LongBinaryOperator operator) {
        LongSupplier all = first;
        for (Scalar argument : arguments.subList(1, arguments.size())) {
            LongSupplier a = all;
            LongSupplier b = integer(argument);
            all = () -> operator.applyAsLong(a.getAsLong(), b.getAsLong());
        }
        return all;
    }

    /** A truth value. */
    BooleanSupplier condition(Scalar scalar) {
        if (scalar instanceof Scalar.Literal literal) {
            boolean value = (Boolean) literal.value();
            return () -> value;
        }
        if (scalar instanceof Scalar.Not not) {
            BooleanSupplier operand = condition(not.operand());
            return () -> !operand.getAsBoolean();
        }
        if (scalar instanceof Scalar.Binary binary) {
            if (binary.operator() == Scalar.Operator.AND) {
                BooleanSupplier a = condition(binary.left());
                BooleanSupplier b = condition(binary.right());
                return () -> a.getAsBoolean() && b.getAsBoolean();
            }
            if (binary.operator() == Scalar.Operator.OR) {
                BooleanSupplier a = condition(binary.left());
                BooleanSupplier b = condition(binary.right());
                return () -> a.getAsBoolean() || b.getAsBoolean();
            }
            if (binary.left().type() == ScalarType.INT && binary.right().type() == ScalarType.INT) {
                return comparison(binary);
            }
        }
        return () -> evaluator.truth(scalar);
    }

    private BooleanSupplier comparison(Scalar.Binary binary) {
        LongSupplier a = integer(binary.left());
        LongSupplier b = integer(binary.right());
        return switch (binary.operator()) {
            case LESS -> () -> a.getAsLong() < b.getAsLong();
            case LESS_OR_EQUAL -> () -> a.getAsLong() <= b.getAsLong();
            case GREATER -> () -> a.getAsLong() > b.getAsLong();
            case GREATER_OR_EQUAL -> () -> a.getAsLong() >= b.getAsLong();
            case EQUAL -> () -> a.getAsLong() == b.getAsLong();
            case NOT_EQUAL -> () -> a.getAsLong() != b.getAsLong();
            default -> () -> evaluator.truth(binary);
        };
    }
}
