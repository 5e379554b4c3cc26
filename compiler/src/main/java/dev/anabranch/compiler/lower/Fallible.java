package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of a scalar that may have no value at some positions: they divide, look up or leave 64 bits. What is
 * an affine index has a value everywhere.
 */
final class Fallible implements Scalar.Visitor<Boolean> {
    private final List<Axis> axes;

    private Fallible(List<Axis> axes) {
        this.axes = axes;
    }

    /** The parts to try, if the scalar is to have a value at each instance; empty for most. */
    static List<Scalar> parts(Scalar scalar, List<Axis> axes) {
        List<Scalar> parts = new ArrayList<>();
        Fallible fallible = new Fallible(axes);
        List<Scalar> whole = scalar instanceof Scalar.Concat concat ? concat.parts() : List.of(scalar);
        for (Scalar part : whole) {
            if (part.accept(fallible)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private boolean any(List<Scalar> scalars) {
        return scalars.stream().anyMatch(s -> s.accept(this));
    }

    @Override
    public Boolean literal(Scalar.Literal scalar) {
        return false;
    }

    @Override
    public Boolean coordinate(Scalar.Coordinate scalar) {
        return false;
    }

    @Override
    public Boolean negate(Scalar.Negate scalar) {
        return scalar.type() == ScalarType.INT ? !isAffine(scalar) : any(List.of(scalar.operand()));
    }

    @Override
    public Boolean not(Scalar.Not scalar) {
        return scalar.operand().accept(this);
    }

    @Override
    public Boolean conditional(Scalar.Conditional scalar) {
        return any(List.of(scalar.condition(), scalar.then(), scalar.otherwise()));
    }

    @Override
    public Boolean concat(Scalar.Concat scalar) {
        return any(scalar.parts());
    }

    @Override
    public Boolean binary(Scalar.Binary scalar) {
        boolean operands = any(List.of(scalar.left(), scalar.right()));
        if (scalar.type() == ScalarType.DURATION) {
            return true;
        }
        if (scalar.type() != ScalarType.INT && scalar.type() != ScalarType.SIZE) {
            return operands;
        }
        return switch (scalar.operator()) {
            case ADD, SUBTRACT, MULTIPLY -> !isAffine(scalar);
            case DIVIDE, REMAINDER -> operands || !isPositive(scalar.right());
            default -> operands;
        };
    }

    @Override
    public Boolean apply(Scalar.Apply scalar) {
        return switch (scalar.function()) {
            case MIN, MAX, ABS -> any(scalar.arguments());
            case POWER -> scalar.type() == ScalarType.INT || any(scalar.arguments());
            case LOG2 -> true;
        };
    }

    @Override
    public Boolean element(Scalar.Element scalar) {
        return true;
    }

    private boolean isAffine(Scalar scalar) {
        return Affine.of(scalar, axes).isPresent();
    }

    private static boolean isPositive(Scalar scalar) {
        return scalar instanceof Scalar.Literal literal && literal.value() instanceof Long value && value > 0;
    }
}
