package dev.anabranch.cli;

import dev.anabranch.api.Default;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks whose results can be worked out by hand. */
public final class Sums {
    private Sums() {}

    /** The number itself. */
    @Task
    public static double number(double value) {
        return value;
    }

    /** Hours. */
    @Task
    public static double hours(Duration time) {
        return time.toMinutes() / 60.0;
    }

    /** How much there is more than before, or all of it. */
    @Task
    public static double growth(Optional<Double> before, double now) {
        return now - before.orElse(0.0);
    }

    /** A sum with a start. */
    @Task
    public static double total(@Default("0.5") double start, List<Double> values) {
        return values.stream().mapToDouble(value -> value).sum() + start;
    }

    /** A sum of what has a name, those named `minus` taken off. */
    @Task
    public static double named(Map<String, Double> values) {
        return values.entrySet().stream()
                .mapToDouble(e -> e.getKey().startsWith("minus") ? -e.getValue() : e.getValue())
                .sum();
    }

    /** A sum of any number. */
    @Task
    public static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Counts upwards. */
    @Task
    public static void count(double from, Emitter<Double> numbers) {
        for (int i = 0; i < numbers.count(); i++) {
            numbers.emit(from + i);
        }
    }

    /** The sum of the first, of the first two, and so on. */
    @Task
    public static void running(List<Double> values, Emitter<Double> sums) {
        double sum = 0;
        for (int i = 0; i < sums.count(); i++) {
            sum += values.get(i);
            sums.emit(sum);
        }
    }
}
