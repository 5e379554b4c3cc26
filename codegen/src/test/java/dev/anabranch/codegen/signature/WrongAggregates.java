package dev.anabranch.codegen.signature;

import dev.anabranch.api.Aggregate;
import dev.anabranch.api.Task;
import java.util.List;

/** Methods that are marked as aggregates and cannot be. */
public final class WrongAggregates {
    private WrongAggregates() {}

    @Task(associative = true)
    public static long noList(long number) {
        return number;
    }

    @Task(associative = true)
    public static long otherResult(List<String> texts) {
        return texts.size();
    }

    @Task(associative = true)
    @Aggregate(partial = "count", combine = "sum")
    public static long both(List<Long> numbers) {
        return sum(numbers);
    }

    @Task(deterministic = false)
    @Aggregate(partial = "count", combine = "sum")
    public static long chance(List<Long> numbers) {
        return sum(numbers);
    }

    @Task
    @Aggregate(partial = "missing", combine = "twice")
    public static long names(List<Long> numbers) {
        return sum(numbers);
    }

    @Task
    @Aggregate(partial = "count", combine = "sum", size = 0)
    public static String types(List<Double> numbers) {
        return "" + numbers;
    }

    @Task
    @Aggregate(partial = "longest", combine = "count", finish = "length")
    public static String steps(List<String> texts, double power) {
        return texts.get(0) + power;
    }

    @Task
    @Aggregate(partial = "count", combine = "hidden")
    public static long access(List<String> texts) {
        return texts.size();
    }

    @Task
    @Aggregate(partial = "count", combine = "sum")
    public static long right(List<String> texts) {
        return texts.size();
    }

    public static long count(List<String> texts) {
        return texts.size();
    }

    public static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(n -> n).sum();
    }

    public static long twice(List<Long> numbers) {
        return 2 * sum(numbers);
    }

    public static long twice(List<Long> numbers, long times) {
        return times * sum(numbers);
    }

    public static String longest(List<String> texts, String suffix) {
        return texts.get(0) + suffix;
    }

    public static long length(String text, int power) {
        return (long) text.length() + power;
    }

    static long hidden(List<Long> numbers) {
        return sum(numbers);
    }
}
