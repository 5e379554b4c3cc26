package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which indices, by their number, a scalar or a subscript depends on. */
final class UsedAxes implements Scalar.Visitor<SortedSet<Integer>>, Subscript.Visitor<SortedSet<Integer>> {
    private static final UsedAxes VISITOR = new UsedAxes();

    private UsedAxes() {}

    static SortedSet<Integer> of(Scalar... scalars) {
        return union(Arrays.asList(scalars));
    }

    private static SortedSet<Integer> union(List<Scalar> scalars) {
        SortedSet<Integer> used = new TreeSet<>();
        scalars.forEach(scalar -> used.addAll(scalar.accept(VISITOR)));
        return used;
    }

    static SortedSet<Integer> of(Argument.Part part) {
        SortedSet<Integer> used = of(part.list().subscripts());
        used.addAll(of(part.first()));
        return used;
    }

    static SortedSet<Integer> of(List<Subscript> subscripts) {
        SortedSet<Integer> used = new TreeSet<>();
        subscripts.forEach(subscript -> used.addAll(subscript.accept(VISITOR)));
        return used;
    }

    @Override
    public SortedSet<Integer> at(Subscript.At subscript) {
        return of(subscript.coordinate());
    }

    @Override
    public SortedSet<Integer> range(Subscript.Range subscript) {
        return of(subscript.from(), subscript.to(), subscript.by());
    }

    @Override
    public SortedSet<Integer> all(Subscript.All subscript) {
        return new TreeSet<>();
    }

    @Override
    public SortedSet<Integer> literal(Scalar.Literal scalar) {
        return new TreeSet<>();
    }

    @Override
    public SortedSet<Integer> coordinate(Scalar.Coordinate scalar) {
        return new TreeSet<>(List.of(scalar.axis()));
    }

    @Override
    public SortedSet<Integer> negate(Scalar.Negate scalar) {
        return of(scalar.operand());
    }

    @Override
    public SortedSet<Integer> binary(Scalar.Binary scalar) {
        return of(scalar.left(), scalar.right());
    }

    @Override
    public SortedSet<Integer> not(Scalar.Not scalar) {
        return of(scalar.operand());
    }

    @Override
    public SortedSet<Integer> conditional(Scalar.Conditional scalar) {
        return of(scalar.condition(), scalar.then(), scalar.otherwise());
    }

    @Override
    public SortedSet<Integer> concat(Scalar.Concat scalar) {
        return union(scalar.parts());
    }

    @Override
    public SortedSet<Integer> apply(Scalar.Apply scalar) {
        return union(scalar.arguments());
    }

    @Override
    public SortedSet<Integer> element(Scalar.Element scalar) {
        return of(scalar.index());
    }
}
