package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import java.util.List;
import java.util.Optional;

/** Integer scalars as sums of multiples of a method's variables, where they are. */
final class AffineScalars implements Scalar.Visitor<Optional<Affine>> {
    private final List<AxisBinding> axes;

    AffineScalars(List<AxisBinding> axes) {
        this.axes = axes;
    }

    Optional<Affine> of(Scalar scalar) {
        try {
            return scalar.accept(this);
        } catch (ArithmeticException outsideOfLong) {
            return Optional.empty();
        }
    }

    /**
     * The coordinate of a regular axis, from the variable that counts it.
     *
     * @throws ArithmeticException if the numbers in the sum are no {@code long}s
     */
    static Affine coordinate(Domain.Regular domain, Affine variable) {
        return IndexVariable.isCoordinate(domain)
                ? variable
                : variable.times(domain.step()).plus(domain.first());
    }

    @Override
    public Optional<Affine> literal(Scalar.Literal scalar) {
        return scalar.value() instanceof Long value ? Optional.of(Affine.constant(value)) : Optional.empty();
    }

    @Override
    public Optional<Affine> coordinate(Scalar.Coordinate scalar) {
        AxisBinding axis = axes.get(scalar.axis());
        return axis.domain() instanceof Domain.Regular domain
                ? Optional.of(coordinate(domain, axis.variable()))
                : Optional.empty();
    }

    @Override
    public Optional<Affine> negate(Scalar.Negate scalar) {
        return scalar.operand().accept(this).map(operand -> operand.times(-1));
    }

    @Override
    public Optional<Affine> binary(Scalar.Binary scalar) {
        Optional<Affine> left = scalar.left().accept(this);
        Optional<Affine> right = scalar.right().accept(this);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return switch (scalar.operator()) {
            case ADD -> Optional.of(left.get().plus(right.get()));
            case SUBTRACT -> Optional.of(left.get().plus(right.get().times(-1)));
            case MULTIPLY -> product(left.get(), right.get());
            default -> Optional.empty();
        };
    }

    private static Optional<Affine> product(Affine left, Affine right) {
        if (left.isConstant()) {
            return Optional.of(right.times(left.constant()));
        }
        return right.isConstant() ? Optional.of(left.times(right.constant())) : Optional.empty();
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
