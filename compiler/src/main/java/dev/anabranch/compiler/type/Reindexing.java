package dev.anabranch.compiler.type;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Carries expressions from the axes of an equation to those of one of its subexpressions. */
final class Reindexing implements Scalar.Visitor<Scalar>, Argument.Visitor<Argument>, Subscript.Visitor<Subscript> {
    private final int[] newAxis;

    /** @param newAxis for each axis of the equation its number in the subexpression */
    Reindexing(int[] newAxis) {
        this.newAxis = newAxis.clone();
    }

    Scalar scalar(Scalar scalar) {
        return scalar.accept(this);
    }

    Argument argument(Argument argument) {
        return argument.accept(this);
    }

    Argument.ReadAll readAllOf(Argument.ReadAll reads) {
        return new Argument.ReadAll(
                reads.array(),
                reads.subscripts().stream().map(s -> s.accept(this)).toList());
    }

    @Override
    public Scalar literal(Scalar.Literal scalar) {
        return scalar;
    }

    @Override
    public Scalar coordinate(Scalar.Coordinate scalar) {
        return new Scalar.Coordinate(newAxis[scalar.axis()], scalar.type());
    }

    @Override
    public Scalar negate(Scalar.Negate scalar) {
        return new Scalar.Negate(scalar(scalar.operand()));
    }

    @Override
    public Scalar binary(Scalar.Binary scalar) {
        return new Scalar.Binary(scalar.operator(), scalar(scalar.left()), scalar(scalar.right()), scalar.type());
    }

    @Override
    public Scalar not(Scalar.Not scalar) {
        return new Scalar.Not(scalar(scalar.operand()));
    }

    @Override
    public Scalar conditional(Scalar.Conditional scalar) {
        return new Scalar.Conditional(scalar(scalar.condition()), scalar(scalar.then()), scalar(scalar.otherwise()));
    }

    @Override
    public Scalar concat(Scalar.Concat scalar) {
        return new Scalar.Concat(scalar.parts().stream().map(this::scalar).toList());
    }

    @Override
    public Scalar apply(Scalar.Apply scalar) {
        return new Scalar.Apply(
                scalar.function(), scalar.arguments().stream().map(this::scalar).toList(), scalar.type());
    }

    @Override
    public Scalar element(Scalar.Element scalar) {
        return new Scalar.Element(scalar.list(), scalar.type(), scalar.values(), scalar(scalar.index()));
    }

    @Override
    public Argument value(Argument.Value argument) {
        return new Argument.Value(scalar(argument.scalar()));
    }

    @Override
    public Argument read(Argument.Read argument) {
        return readOf(argument);
    }

    Argument.Read readOf(Argument.Read argument) {
        return new Argument.Read(
                argument.array(),
                argument.at().stream()
                        .map(at -> new Subscript.At(scalar(at.coordinate())))
                        .toList());
    }

    @Override
    public Argument readIfDefined(Argument.ReadIfDefined argument) {
        return new Argument.ReadIfDefined(readOf(argument.read()), argument(argument.otherwise()));
    }

    @Override
    public Argument absent(Argument.Absent argument) {
        return argument;
    }

    @Override
    public Argument readAll(Argument.ReadAll argument) {
        return readAllOf(argument);
    }

    @Override
    public Argument part(Argument.Part argument) {
        return new Argument.Part(readAllOf(argument.list()), scalar(argument.first()), argument.length());
    }

    @Override
    public Argument list(Argument.ListOf argument) {
        return new Argument.ListOf(
                argument.elements().stream().map(this::argument).toList());
    }

    @Override
    public Argument named(Argument.Named argument) {
        List<Map.Entry<String, Argument>> entries = new ArrayList<>();
        for (Map.Entry<String, Argument> entry : argument.entries()) {
            entries.add(new SimpleImmutableEntry<>(entry.getKey(), argument(entry.getValue())));
        }
        return new Argument.Named(entries);
    }

    @Override
    public Subscript at(Subscript.At subscript) {
        return new Subscript.At(scalar(subscript.coordinate()));
    }

    @Override
    public Subscript range(Subscript.Range subscript) {
        return new Subscript.Range(scalar(subscript.from()), scalar(subscript.to()), scalar(subscript.by()));
    }

    @Override
    public Subscript all(Subscript.All subscript) {
        return subscript;
    }
}
