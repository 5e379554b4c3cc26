package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import java.util.List;
import java.util.Optional;

/** Puts what a reader calls the coordinates of a dataset in the place of its producer's own coordinates. */
final class Substitution implements Scalar.Visitor<Scalar> {
    private final Scalar[] coordinates;

    private Substitution(Scalar[] coordinates) {
        this.coordinates = coordinates;
    }

    /**
     * From the coordinates of a producer to those of a reader; empty where the one do not follow from the other.
     *
     * @param producer which makes one dataset a task
     * @param read how the reader reads it
     */
    static Optional<Substitution> of(TaskFamily producer, Argument.Read read) {
        List<Subscript> makes = producer.outputs().get(0).subscripts();
        Scalar[] coordinates = new Scalar[producer.axes().size()];
        int found = 0;
        for (int axis = 0; axis < makes.size(); axis++) {
            if (!(makes.get(axis) instanceof Subscript.At at)) {
                return Optional.empty();
            }
            if (at.coordinate() instanceof Scalar.Coordinate coordinate) {
                found += coordinates[coordinate.axis()] == null ? 1 : 0;
                coordinates[coordinate.axis()] = read.at().get(axis).coordinate();
            } else if (!(at.coordinate() instanceof Scalar.Literal)) {
                return Optional.empty();
            }
        }
        return found == coordinates.length ? Optional.of(new Substitution(coordinates)) : Optional.empty();
    }

    /** An argument of the producer's call as the reader would write it; only values and single datasets. */
    Argument argument(Argument argument) {
        if (argument instanceof Argument.Read read) {
            return new Argument.Read(
                    read.array(),
                    read.at().stream()
                            .map(at -> new Subscript.At(at.coordinate().accept(this)))
                            .toList());
        }
        if (argument instanceof Argument.Value value) {
            return new Argument.Value(value.scalar().accept(this));
        }
        throw new IllegalArgumentException("no operand of an expression: " + argument);
    }

    @Override
    public Scalar literal(Scalar.Literal scalar) {
        return scalar;
    }

    @Override
    public Scalar coordinate(Scalar.Coordinate scalar) {
        return coordinates[scalar.axis()];
    }

    @Override
    public Scalar negate(Scalar.Negate scalar) {
        return new Scalar.Negate(scalar.operand().accept(this));
    }

    @Override
    public Scalar binary(Scalar.Binary scalar) {
        return new Scalar.Binary(
                scalar.operator(), scalar.left().accept(this), scalar.right().accept(this), scalar.type());
    }

    @Override
    public Scalar not(Scalar.Not scalar) {
        return new Scalar.Not(scalar.operand().accept(this));
    }

    @Override
    public Scalar conditional(Scalar.Conditional scalar) {
        return new Scalar.Conditional(
                scalar.condition().accept(this),
                scalar.then().accept(this),
                scalar.otherwise().accept(this));
    }

    @Override
    public Scalar concat(Scalar.Concat scalar) {
        return new Scalar.Concat(
                scalar.parts().stream().map(part -> part.accept(this)).toList());
    }

    @Override
    public Scalar apply(Scalar.Apply scalar) {
        return new Scalar.Apply(
                scalar.function(),
                scalar.arguments().stream().map(a -> a.accept(this)).toList(),
                scalar.type());
    }

    @Override
    public Scalar element(Scalar.Element scalar) {
        return new Scalar.Element(
                scalar.list(), scalar.type(), scalar.values(), scalar.index().accept(this));
    }
}
