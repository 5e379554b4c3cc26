package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;

/** Whether computing a scalar may fail: what cannot need not be tried for each instance. */
final class Fallible implements Scalar.Visitor<Boolean> {
    private final List<Axis> axes;

    private Fallible(List<Axis> axes) {
        this.axes = axes;
    }

    /** Whether an instance on the axes may overflow or divide by zero. */
    static boolean of(Scalar scalar, List<Axis> axes) {
        return scalar.accept(new Fallible(axes));
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
        return scalar.operand().accept(this)
                || (scalar.type() == ScalarType.INT && Affine.of(scalar, axes).isEmpty());
    }

    @Override
    public Boolean binary(Scalar.Binary scalar) {
        boolean exact = scalar.type() != ScalarType.FLOAT && scalar.type() != ScalarType.BOOL;
        return exact
                ? Affine.of(scalar, axes).isEmpty()
                : scalar.left().accept(this) || scalar.right().accept(this);
    }

    @Override
    public Boolean not(Scalar.Not scalar) {
        return scalar.operand().accept(this);
    }

    @Override
    public Boolean conditional(Scalar.Conditional scalar) {
        return scalar.condition().accept(this)
                || scalar.then().accept(this)
                || scalar.otherwise().accept(this);
    }

    @Override
    public Boolean concat(Scalar.Concat scalar) {
        return scalar.parts().stream().anyMatch(part -> part.accept(this));
    }
}
