package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Source of the slots of a {@link Window}. */
final class WindowCode {
    private final Window window;
    private final Domain.Regular domain;
    private final DatasetArray array;
    private final List<Position> others = new ArrayList<>();
    private final SlotCode slots;
    private final Affine first;
    private final Affine by;
    private final CodeBlock last;

    /**
     * Adds what must be computed before to the method.
     *
     * @param scalars the source of integers known before the run
     */
    WindowCode(
            TaskGraph graph,
            Argument.ReadAll list,
            Window window,
            MethodBody body,
            SlotCode slots,
            AffineScalars sums,
            Function<Scalar, Expression> scalars) {
        this.window = window;
        this.array = graph.arrays().get(list.array());
        this.domain = (Domain.Regular) array.axes().get(window.axis()).domain();
        this.slots = slots;
        for (int axis = 0; axis < array.axes().size(); axis++) {
            others.add(
                    list.subscripts().get(axis) instanceof Subscript.At at
                            ? slots.position(array, axis, at.coordinate())
                            : Position.of(Affine.ZERO));
        }
        Subscript.Range range = window.range();
        Expression step = scalars.apply(range.by());
        if (step.isIntegerLiteral()) {
            this.by = Affine.constant(step.low().longValueExact());
        } else {
            Variable variable = body.variable("by", 1, Window.FAR);
            body.code().addStatement("int $L = $L", variable.name(), step.code());
            this.by = Affine.of(variable);
        }
        Affine begin = sums.of(range.from()).filter(Affine::fitsInt).orElse(null);
        if (begin == null || window.below()) {
            this.first = first(body, scalars.apply(range.from()));
        } else {
            this.first = begin;
        }
        Expression end = scalars.apply(range.to());
        this.last = window.above()
                ? CodeBlock.of("$T.min($L, $L)", Math.class, end.code(), IndexVariable.high(domain))
                : end.in(Expression.ADDITIVE);
    }

    /** A variable for the first coordinate that the axis has. */
    private Affine first(MethodBody body, Expression from) {
        Variable first = body.variable("first", -Window.FAR, Window.FAR);
        int low = IndexVariable.low(domain);
        if (!window.below()) {
            body.code().addStatement("int $L = $L", first.name(), from.code());
        } else if (by.equals(Affine.constant(1))) {
            body.code().addStatement("int $L = $T.max($L, $L)", first.name(), Math.class, from.code(), low);
        } else {
            body.code()
                    .addStatement("int $L = $L", first.name(), from.code())
                    .beginControlFlow("if ($L < $L)", first.name(), low)
                    .addStatement(
                            "$1L = $2L$3T.floorMod($4L, $5L)",
                            first.name(),
                            low == 0 ? "" : low + " + ",
                            Math.class,
                            Affine.of(first).minus(low).code(),
                            by.code())
                    .endControlFlow();
        }
        return Affine.of(first);
    }

    /** How many datasets there are but one; negative if there is none. */
    CodeBlock distance() {
        String begin = first.isAtom() ? "$2L" : "($2L)";
        return by.equals(Affine.constant(1))
                ? CodeBlock.of("$1L - " + begin, last, first.code())
                : CodeBlock.of("$3T.floorDiv($1L - " + begin + ", $4L)", last, first.code(), Math.class, by.code());
    }

    /** The slot of a dataset, from 0. */
    CodeBlock slot(int number) {
        return slots.slot(array, positions(number));
    }

    /** The count of a dataset that is one of the worker's own numbers, from 0. */
    CodeBlock own(int number) {
        return slots.own(array, positions(number));
    }

    private List<Position> positions(int number) {
        List<Position> positions = new ArrayList<>(others);
        positions.set(window.axis(), SlotCode.regularPosition(domain, first.plus(by.times(number))));
        return positions;
    }

    /** The array's datasets. */
    DatasetArray array() {
        return array;
    }
}
