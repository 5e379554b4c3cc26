package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Adds expressions, domains and arguments to a hash, each with a number for its kind. */
final class MeaningWriter
        implements Scalar.Visitor<MeaningHash>,
                Subscript.Visitor<MeaningHash>,
                Argument.Visitor<MeaningHash>,
                Domain.Visitor<MeaningHash> {
    private final MeaningHash hash;
    private final IntConsumer arrays;

    /** Arrays are added by number. */
    MeaningWriter(MeaningHash hash) {
        this(hash, hash::add);
    }

    /**
     * @param arrays adds which array is read, given its number
     */
    MeaningWriter(MeaningHash hash, IntConsumer arrays) {
        this.hash = hash;
        this.arrays = arrays;
    }

    void axes(List<Axis> axes) {
        hash.add(axes.size());
        for (Axis axis : axes) {
            hash.add(axis.name());
            axis.domain().accept(this);
        }
    }

    void subscripts(List<? extends Subscript> subscripts) {
        hash.add(subscripts.size());
        subscripts.forEach(subscript -> subscript.accept(this));
    }

    void arguments(List<Argument> arguments) {
        hash.add(arguments.size());
        arguments.forEach(argument -> argument.accept(this));
    }

    void named(List<Map.Entry<String, Scalar>> entries) {
        hash.add(entries.size());
        entries.forEach(entry -> {
            hash.add(entry.getKey());
            entry.getValue().accept(this);
        });
    }

    @Override
    public MeaningHash literal(Scalar.Literal scalar) {
        return hash.add(1).add(scalar.type().name()).add(scalar.value().toString());
    }

    @Override
    public MeaningHash coordinate(Scalar.Coordinate scalar) {
        return hash.add(2).add(scalar.axis()).add(scalar.type().name());
    }

    @Override
    public MeaningHash negate(Scalar.Negate scalar) {
        hash.add(3);
        return scalar.operand().accept(this);
    }

    @Override
    public MeaningHash binary(Scalar.Binary scalar) {
        hash.add(4).add(scalar.operator().name()).add(scalar.type().name());
        scalar.left().accept(this);
        return scalar.right().accept(this);
    }

    @Override
    public MeaningHash not(Scalar.Not scalar) {
        hash.add(5);
        return scalar.operand().accept(this);
    }

    @Override
    public MeaningHash conditional(Scalar.Conditional scalar) {
        hash.add(6);
        scalar.condition().accept(this);
        scalar.then().accept(this);
        return scalar.otherwise().accept(this);
    }

    @Override
    public MeaningHash concat(Scalar.Concat scalar) {
        hash.add(7).add(scalar.parts().size());
        scalar.parts().forEach(part -> part.accept(this));
        return hash;
    }

    @Override
    public MeaningHash apply(Scalar.Apply scalar) {
        hash.add(8)
                .add(scalar.function().name())
                .add(scalar.type().name())
                .add(scalar.arguments().size());
        scalar.arguments().forEach(argument -> argument.accept(this));
        return hash;
    }

    @Override
    public MeaningHash element(Scalar.Element scalar) {
        hash.add(9).add(scalar.type().name()).add(scalar.values().size());
        scalar.values().forEach(value -> hash.add(value.toString()));
        return scalar.index().accept(this);
    }

    @Override
    public MeaningHash at(Subscript.At subscript) {
        hash.add(11);
        return subscript.coordinate().accept(this);
    }

    @Override
    public MeaningHash range(Subscript.Range subscript) {
        hash.add(12);
        subscript.from().accept(this);
        subscript.to().accept(this);
        return subscript.by().accept(this);
    }

    @Override
    public MeaningHash all(Subscript.All subscript) {
        return hash.add(13);
    }

    @Override
    public MeaningHash value(Argument.Value argument) {
        hash.add(21);
        return argument.scalar().accept(this);
    }

    @Override
    public MeaningHash read(Argument.Read argument) {
        hash.add(22);
        arrays.accept(argument.array());
        subscripts(argument.at());
        return hash;
    }

    @Override
    public MeaningHash readIfDefined(Argument.ReadIfDefined argument) {
        hash.add(26);
        argument.read().accept(this);
        return argument.otherwise().accept(this);
    }

    @Override
    public MeaningHash absent(Argument.Absent argument) {
        return hash.add(27);
    }

    @Override
    public MeaningHash readAll(Argument.ReadAll argument) {
        hash.add(23);
        arrays.accept(argument.array());
        subscripts(argument.subscripts());
        return hash;
    }

    @Override
    public MeaningHash part(Argument.Part argument) {
        hash.add(26).add(argument.length());
        argument.first().accept(this);
        return argument.list().accept(this);
    }

    @Override
    public MeaningHash list(Argument.ListOf argument) {
        hash.add(24);
        arguments(argument.elements());
        return hash;
    }

    @Override
    public MeaningHash named(Argument.Named argument) {
        hash.add(25).add(argument.entries().size());
        argument.entries().forEach(entry -> {
            hash.add(entry.getKey());
            entry.getValue().accept(this);
        });
        return hash;
    }

    @Override
    public MeaningHash regular(Domain.Regular domain) {
        return hash.add(31).add(domain.first()).add(domain.step()).add(domain.size());
    }

    @Override
    public MeaningHash integers(Domain.Integers domain) {
        hash.add(32).add(domain.size());
        domain.values().forEach(hash::add);
        return hash;
    }

    @Override
    public MeaningHash texts(Domain.Texts domain) {
        hash.add(33).add(domain.size());
        domain.values().forEach(hash::add);
        return hash;
    }
}
