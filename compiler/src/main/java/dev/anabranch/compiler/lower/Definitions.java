package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The places that an instance defines in one array, for a generator in the order of its outputs. */
final class Definitions {
    private final IntSupplier first;
    private final int[] steps;

    /** @param at where the instance at hand is; read at each call */
    Definitions(Box box, Family family, int[] at) {
        References references = new References(new ScalarCompiler(family.axes(), at));
        Optional<Axis> yielded = family.equation().yielded();
        List<Subscript.At> points = new ArrayList<>();
        int along = -1;
        for (Subscript subscript : Instances.output(family, box.array().id()).subscripts()) {
            if (subscript instanceof Subscript.At point) {
                points.add(point);
            } else {
                along = points.size();
                points.add(new Subscript.At(new Scalar.Literal(ScalarType.INT, 0L)));
            }
        }
        this.steps = new int[yielded.map(Axis::size).orElse(1)];
        if (along >= 0 && steps.length > 0) {
            Domain domain = yielded.orElseThrow().domain();
            points.set(along, new Subscript.At(coordinate(domain, 0)));
            for (int k = 0; k < steps.length; k++) {
                steps[k] = (position(box.axis(along), domain, k) - position(box.axis(along), domain, 0))
                        * box.stride(along);
            }
        }
        this.first = references.one(box, points);
    }

    private static Scalar coordinate(Domain domain, int position) {
        if (domain instanceof Domain.Regular regular) {
            return new Scalar.Literal(ScalarType.INT, regular.value(position));
        }
        return domain instanceof Domain.Integers integers
                ? new Scalar.Literal(ScalarType.INT, integers.values().get(position))
                : new Scalar.Literal(ScalarType.STRING, domain.text(position));
    }

    private static int position(Locator axis, Domain domain, int position) {
        Object value = ((Scalar.Literal) coordinate(domain, position)).value();
        return value instanceof Long number ? axis.position(number) : axis.position((String) value);
    }

    /** Hands over the places. */
    void each(References.Places places) {
        if (steps.length == 0) {
            return;
        }
        int start = first.getAsInt();
        if (start < 0) {
            throw new IllegalStateException("an instance outside of its box");
        }
        for (int step : steps) {
            places.take(start + step);
        }
    }
}
