package dev.anabranch.testkit.flow;

import java.util.List;

/**
 * Decisions taken from a list of numbers, one after the other; when it is used up, each further decision is for the first
 * option. Options are ordered from plain to odd, so a shorter list of smaller numbers makes a plainer flow.
 */
final class Choices {
    private final List<Integer> numbers;
    private int next;

    Choices(List<Integer> numbers) {
        this.numbers = numbers;
    }

    /** A number from 0 to below a bound. */
    int below(int bound) {
        return next < numbers.size() ? Math.floorMod(numbers.get(next++), bound) : 0;
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return below(times) == times - 1;
    }

    /** One of some options. */
    <T> T of(List<T> options) {
        return options.get(below(options.size()));
    }

    /** One of some options. */
    @SafeVarargs
    final <T> T of(T... options) {
        return options[below(options.length)];
    }

    /** Whether there are numbers left: what may be repeated stops when there are not. */
    boolean left() {
        return next < numbers.size();
    }
}
