package dev.anabranch.compiler.inspect;

import dev.anabranch.model.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An instance as a person asks for it: {@code mean[step: 24]}, or without the names of its indices, {@code mean[24]}.
 *
 * @param name the array
 * @param coordinates one for each index
 */
public record Instance(String name, List<String> coordinates) {
    public Instance {
        coordinates = List.copyOf(coordinates);
    }

    /** Reads what a person wrote; blanks do not matter, names of indices are left out. */
    public static Instance of(String text) {
        int open = text.indexOf('[');
        if (open < 0 || !text.strip().endsWith("]")) {
            return new Instance(text.strip(), List.of());
        }
        String inside = text.substring(open + 1, text.lastIndexOf(']'));
        List<String> coordinates = new ArrayList<>();
        if (!inside.isBlank()) {
            for (String part : inside.split(",", -1)) {
                String coordinate = part.matches("\\s*[A-Za-z_][A-Za-z_0-9]*\\s*:.*")
                        ? part.substring(part.indexOf(':') + 1)
                        : part;
                String plain = coordinate.strip();
                coordinates.add(plain.matches("\".*\"") ? plain.substring(1, plain.length() - 1) : plain);
            }
        }
        return new Instance(text.substring(0, open).strip(), coordinates);
    }

    /** The tasks of a plan that have this name or make a dataset of this name, ascending. */
    int[] tasks(Plan plan) {
        IntStream named = IntStream.range(0, plan.tasks().task().length)
                .filter(row -> isNamed(plan.tasks().name()[row]))
                .map(row -> plan.tasks().task()[row]);
        IntStream made = IntStream.range(0, plan.datasets().slot().length)
                .filter(row -> isNamed(plan.datasets().name()[row]))
                .map(row -> plan.datasets().producer()[row]);
        return IntStream.concat(named, made).distinct().sorted().toArray();
    }

    /** Compares the beginning first: a plan may have a million names. */
    private boolean isNamed(String text) {
        return text.startsWith(name) && equals(of(text));
    }

    /** Instances of the plan that could have been meant, at most {@code most}: those of this array, else the arrays. */
    List<String> suggestions(Plan plan, int most) {
        Set<String> sameArray = new LinkedHashSet<>();
        Set<String> arrays = new LinkedHashSet<>();
        for (String dataset : plan.datasets().name()) {
            Instance other = of(dataset);
            arrays.add(other.name());
            if (other.name().equals(name)) {
                sameArray.add(dataset);
            }
        }
        return (sameArray.isEmpty() ? arrays : sameArray).stream().limit(most).toList();
    }
}
