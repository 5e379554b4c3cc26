package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.model.graph.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Source of the calls and loops of a worker's order. */
final class LoopWriter {
    /** How a program unit is called. */
    interface Calls {
        /**
         * @param arguments one for each parameter of the unit
         * @return a whole statement with its comment and line end
         */
        CodeBlock call(ProgramUnit unit, List<CodeBlock> arguments);
    }

    private final Calls calls;
    private final JavaNames names;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private int variables;
    private boolean fits = true;

    private LoopWriter(Calls calls) {
        this.calls = calls;
        this.names = new JavaNames("worker");
    }

    /** The source of a node. */
    static CodeBlock write(LoopNode node, Calls calls) {
        LoopWriter writer = new LoopWriter(calls);
        writer.node(node.shape(), constants(node.numbers()), writer.names);
        return writer.code.build();
    }

    /** Whether a node can be written with {@code int}s. */
    static boolean fits(LoopNode node) {
        LoopWriter writer = new LoopWriter((unit, arguments) -> CodeBlock.of(""));
        writer.node(node.shape(), constants(node.numbers()), writer.names);
        return writer.fits;
    }

    private static List<Affine> constants(long[] numbers) {
        List<Affine> constants = new ArrayList<>();
        for (long number : numbers) {
            constants.add(Affine.constant(number));
        }
        return constants;
    }

    private void node(LoopShape shape, List<Affine> numbers, JavaNames scope) {
        if (shape instanceof LoopShape.Call call) {
            code.add(calls.call(call.unit(), numbers.stream().map(this::code).toList()));
        } else {
            loop((LoopShape.Loop) shape, numbers, scope);
        }
    }

    private void loop(LoopShape.Loop loop, List<Affine> numbers, JavaNames scope) {
        JavaNames inside = scope.inner();
        Affine rounds = numbers.get(numbers.size() - 1);
        List<Optional<Axis>> axes = new ArrayList<>();
        loop.body().forEach(shape -> axesOf(shape, axes));
        int counted = counted(loop.deltas(), axes);
        List<Affine> body = new ArrayList<>();
        if (counted < 0) {
            Variable round = new Variable(variables++, inside.unique("n"), 0, 1 << 20);
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", round.name(), code(rounds));
            for (int i = 0; i < loop.deltas().length; i++) {
                body.add(numbers.get(i).plus(Affine.of(round).times(loop.deltas()[i])));
            }
        } else {
            Axis axis = axes.get(counted).orElseThrow();
            long step = loop.deltas()[counted];
            Affine first = numbers.get(counted);
            Variable index = new Variable(
                    variables++,
                    inside.unique(axis.name()),
                    IndexVariable.low(axis.domain()),
                    IndexVariable.high(axis.domain()));
            Affine last = first.plus(rounds.plus(-1).times(step));
            code.beginControlFlow(
                    "for (int $1L = $2L; $1L $3L $4L; $1L$5L)",
                    index.name(),
                    code(first),
                    step > 0 ? "<=" : ">=",
                    code(last),
                    next(step));
            for (int i = 0; i < loop.deltas().length; i++) {
                long factor = loop.deltas()[i] / step;
                body.add(numbers.get(i)
                        .plus(first.times(-factor))
                        .plus(Affine.of(index).times(factor)));
            }
        }
        int from = 0;
        for (LoopShape shape : loop.body()) {
            node(shape, body.subList(from, from + shape.numbers()), inside);
            from += shape.numbers();
        }
        code.endControlFlow();
    }

    private static String next(long step) {
        if (Math.abs(step) == 1) {
            return step > 0 ? "++" : "--";
        }
        return step > 0 ? " += " + step : " -= " + -step;
    }

    /** For each number of a shape the index that it is a value of; empty where it counts rounds. */
    private static void axesOf(LoopShape shape, List<Optional<Axis>> axes) {
        if (shape instanceof LoopShape.Call call) {
            call.unit().parameters().forEach(axis -> axes.add(Optional.of(axis)));
            return;
        }
        ((LoopShape.Loop) shape).body().forEach(inner -> axesOf(inner, axes));
        axes.add(Optional.empty());
    }

    /** The first number that all others are multiples of, so that it can be the loop's variable; -1 if none is. */
    private static int counted(long[] deltas, List<Optional<Axis>> axes) {
        for (int i = 0; i < deltas.length; i++) {
            if (deltas[i] != 0 && axes.get(i).isPresent() && divides(deltas[i], deltas)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean divides(long divisor, long[] deltas) {
        for (long delta : deltas) {
            if (delta % divisor != 0) {
                return false;
            }
        }
        return true;
    }

    private CodeBlock code(Affine affine) {
        fits &= affine.fitsInt();
        return affine.code();
    }
}
