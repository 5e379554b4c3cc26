package dev.anabranch.compiler.type;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Collects the axes whose coordinates an expression depends on. */
public final class UsedAxes
        implements Scalar.Visitor<UsedAxes>, Argument.Visitor<UsedAxes>, Subscript.Visitor<UsedAxes> {
    private final BitSet used = new BitSet();

    /** The axes that a scalar depends on. */
    public static BitSet of(Scalar scalar) {
        return scalar.accept(new UsedAxes()).used;
    }

    UsedAxes add(Argument argument) {
        return argument.accept(this);
    }

    UsedAxes add(Scalar scalar) {
        return scalar.accept(this);
    }

    BitSet axes() {
        return used;
    }

    @Override
    public UsedAxes literal(Scalar.Literal scalar) {
        return this;
    }

    @Override
    public UsedAxes coordinate(Scalar.Coordinate scalar) {
        used.set(scalar.axis());
        return this;
    }

    @Override
    public UsedAxes negate(Scalar.Negate scalar) {
        return add(scalar.operand());
    }

    @Override
    public UsedAxes binary(Scalar.Binary scalar) {
        return add(scalar.left()).add(scalar.right());
    }

    @Override
    public UsedAxes not(Scalar.Not scalar) {
        return add(scalar.operand());
    }

    @Override
    public UsedAxes conditional(Scalar.Conditional scalar) {
        return add(scalar.condition()).add(scalar.then()).add(scalar.otherwise());
    }

    @Override
    public UsedAxes concat(Scalar.Concat scalar) {
        scalar.parts().forEach(this::add);
        return this;
    }

    @Override
    public UsedAxes apply(Scalar.Apply scalar) {
        scalar.arguments().forEach(this::add);
        return this;
    }

    @Override
    public UsedAxes element(Scalar.Element scalar) {
        return add(scalar.index());
    }

    @Override
    public UsedAxes value(Argument.Value argument) {
        return add(argument.scalar());
    }

    @Override
    public UsedAxes read(Argument.Read argument) {
        return addAll(argument.at());
    }

    @Override
    public UsedAxes readIfDefined(Argument.ReadIfDefined argument) {
        return add(argument.read()).add(argument.otherwise());
    }

    @Override
    public UsedAxes absent(Argument.Absent argument) {
        return this;
    }

    @Override
    public UsedAxes readAll(Argument.ReadAll argument) {
        return addAll(argument.subscripts());
    }

    private UsedAxes addAll(List<? extends Subscript> subscripts) {
        subscripts.forEach(s -> s.accept(this));
        return this;
    }

    @Override
    public UsedAxes part(Argument.Part argument) {
        argument.list().accept(this);
        return add(argument.first());
    }

    @Override
    public UsedAxes list(Argument.ListOf argument) {
        argument.elements().forEach(this::add);
        return this;
    }

    @Override
    public UsedAxes named(Argument.Named argument) {
        argument.entries().stream().map(Map.Entry::getValue).forEach(this::add);
        return this;
    }

    @Override
    public UsedAxes at(Subscript.At subscript) {
        return add(subscript.coordinate());
    }

    @Override
    public UsedAxes range(Subscript.Range subscript) {
        return add(subscript.from()).add(subscript.to()).add(subscript.by());
    }

    @Override
    public UsedAxes all(Subscript.All subscript) {
        return this;
    }
}
