package dev.anabranch.codegen.source;

import java.util.Arrays;
import java.util.List;

/**
 * A stretch of a worker's order.
 *
 * @param shape what it has in common with others
 * @param numbers what it has of its own, as the shape says
 * @param instances how many units it runs
 */
@SuppressWarnings("ArrayRecordComponent")
record LoopNode(LoopShape shape, long[] numbers, long instances) {
    static LoopNode call(ProgramUnit.Instance instance) {
        return new LoopNode(
                new LoopShape.Call(instance.unit()),
                Arrays.stream(instance.values()).asLongStream().toArray(),
                1);
    }

    boolean is(LoopShape otherShape, long[] otherNumbers) {
        return shape.equals(otherShape) && Arrays.equals(numbers, otherNumbers);
    }

    /** Takes what a stretch runs, in order. */
    interface Visitor {
        void run(ProgramUnit unit, long[] values);
    }

    void forEach(Visitor visitor) {
        expand(shape, numbers, visitor);
    }

    private static void expand(LoopShape shape, long[] numbers, Visitor visitor) {
        if (shape instanceof LoopShape.Call call) {
            visitor.run(call.unit(), numbers);
            return;
        }
        LoopShape.Loop loop = (LoopShape.Loop) shape;
        for (long round = 0; round < numbers[numbers.length - 1]; round++) {
            expand(loop.body(), inRound(loop, numbers, round), visitor);
        }
    }

    private static void expand(List<LoopShape> body, long[] numbers, Visitor visitor) {
        int from = 0;
        for (LoopShape shape : body) {
            expand(shape, Arrays.copyOfRange(numbers, from, from + shape.numbers()), visitor);
            from += shape.numbers();
        }
    }

    /** The numbers of a loop's body in one round, from 0. */
    static long[] inRound(LoopShape.Loop loop, long[] numbers, long round) {
        long[] inRound = Arrays.copyOf(numbers, loop.deltas().length);
        for (int i = 0; i < inRound.length; i++) {
            inRound[i] += round * loop.deltas()[i];
        }
        return inRound;
    }
}
