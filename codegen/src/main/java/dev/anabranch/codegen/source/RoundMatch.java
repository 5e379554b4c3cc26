package dev.anabranch.codegen.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a round of a loop among nodes where its inner loops are not folded: with one round they are their bare
 * body, with none, or fewer, they are nothing.
 */
final class RoundMatch {
    private static final int NO = -1;

    /**
     * A stretch that has the shape of a body.
     *
     * @param numbers of the body
     * @param end where the stretch ends
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(long[] numbers, int end) {}

    private final List<LoopNode> nodes;

    RoundMatch(List<LoopNode> nodes) {
        this.nodes = nodes;
    }

    /** Where the stretch that begins at {@code from} ends if it is the body with these numbers; -1 if it is not. */
    int forward(List<LoopShape> body, long[] numbers, int from) {
        int at = from;
        int number = 0;
        for (LoopShape shape : body) {
            at = forward(shape, Arrays.copyOfRange(numbers, number, number + shape.numbers()), at);
            if (at == NO) {
                return NO;
            }
            number += shape.numbers();
        }
        return at;
    }

    private int forward(LoopShape shape, long[] numbers, int from) {
        if (from < nodes.size() && nodes.get(from).is(shape, numbers)) {
            return from + 1;
        }
        if (!(shape instanceof LoopShape.Loop loop)) {
            return NO;
        }
        int at = from;
        for (long round = 0; round < rounds(numbers); round++) {
            int next = forward(loop.body(), LoopNode.inRound(loop, numbers, round), at);
            if (next <= at) {
                return NO;
            }
            at = next;
        }
        return at;
    }

    /** The numbers with which the body begins at {@code from}; its inner loops take as many rounds as they can. */
    Optional<Found> infer(List<LoopShape> body, int from) {
        long[] numbers = new long[0];
        int at = from;
        for (LoopShape shape : body) {
            Optional<Found> found = infer(shape, at);
            if (found.isEmpty()) {
                return found;
            }
            long[] more = found.get().numbers();
            numbers = Arrays.copyOf(numbers, numbers.length + more.length);
            System.arraycopy(more, 0, numbers, numbers.length - more.length, more.length);
            at = found.get().end();
        }
        return Optional.of(new Found(numbers, at));
    }

    private Optional<Found> infer(LoopShape shape, int from) {
        if (from < nodes.size() && nodes.get(from).shape().equals(shape)) {
            return Optional.of(new Found(nodes.get(from).numbers(), from + 1));
        }
        if (!(shape instanceof LoopShape.Loop loop)) {
            return Optional.empty();
        }
        Optional<Found> first = infer(loop.body(), from);
        if (first.isEmpty()) {
            return first;
        }
        int at = first.get().end();
        int rounds = 1;
        int next;
        while ((next = forward(loop.body(), LoopNode.inRound(loop, first.get().numbers(), rounds), at)) > at) {
            at = next;
            rounds++;
        }
        long[] numbers = Arrays.copyOf(first.get().numbers(), shape.numbers());
        numbers[numbers.length - 1] = rounds;
        return Optional.of(new Found(numbers, at));
    }

    /** Where the stretch that ends before {@code to} begins if it is the body with these numbers; -1 if it is not. */
    int backward(List<LoopShape> body, long[] numbers, int to) {
        int at = to;
        int end = numbers.length;
        for (int i = body.size() - 1; i >= 0; i--) {
            int begin = end - body.get(i).numbers();
            at = backward(body.get(i), Arrays.copyOfRange(numbers, begin, end), at);
            if (at == NO) {
                return NO;
            }
            end = begin;
        }
        return at;
    }

    private int backward(LoopShape shape, long[] numbers, int to) {
        if (to > 0 && nodes.get(to - 1).is(shape, numbers)) {
            return to - 1;
        }
        if (!(shape instanceof LoopShape.Loop loop)) {
            return NO;
        }
        int at = to;
        for (long round = rounds(numbers) - 1; round >= 0; round--) {
            int previous = backward(loop.body(), LoopNode.inRound(loop, numbers, round), at);
            if (previous == NO || previous >= at) {
                return NO;
            }
            at = previous;
        }
        return at;
    }

    private static long rounds(long[] numbers) {
        return numbers[numbers.length - 1];
    }
}
