package dev.anabranch.codegen.source;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a stretch of a worker's order has in common with others like it: a call, or a loop over a body. The numbers in
 * which like stretches differ are in {@link LoopNode#numbers()}.
 */
sealed interface LoopShape {
    /** How many numbers a stretch of this shape has. */
    int numbers();

    /** How many lines it takes in the source. */
    int lines();

    /** What it calls. */
    Stream<ProgramUnit> units();

    /** A call; its numbers are the values that are passed. */
    record Call(ProgramUnit unit) implements LoopShape {
        @Override
        public int numbers() {
            return unit.parameters().size();
        }

        @Override
        public int lines() {
            return 1;
        }

        @Override
        public Stream<ProgramUnit> units() {
            return Stream.of(unit);
        }
    }

    /**
     * A loop. Its numbers are those of the body in the first round, and how many rounds there are.
     *
     * @param body what each round does
     * @param deltas by how much each number of the body grows from round to round
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Loop(List<LoopShape> body, long[] deltas) implements LoopShape {
        public Loop {
            body = List.copyOf(body);
        }

        @Override
        public int numbers() {
            return deltas.length + 1;
        }

        @Override
        public int lines() {
            int lines = 1;
            for (LoopShape shape : body) {
                lines += shape.lines();
            }
            return lines;
        }

        @Override
        public Stream<ProgramUnit> units() {
            return body.stream().flatMap(LoopShape::units);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Loop loop && loop.body.equals(body) && Arrays.equals(loop.deltas, deltas);
        }

        @Override
        public int hashCode() {
            return 31 * body.hashCode() + Arrays.hashCode(deltas);
        }
    }
}
