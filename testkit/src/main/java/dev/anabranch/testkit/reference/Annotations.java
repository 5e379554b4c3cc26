package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the annotations of an equation say at one of its points. */
final class Annotations {
    private Annotations() {}

    static ReferenceTask.Demands read(List<Annotation> annotations, PlainNames names) {
        Optional<Double> seconds = Optional.empty();
        Optional<Long> bytes = Optional.empty();
        long memory = 0;
        Optional<String> label = Optional.empty();
        Map<String, Long> counts = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Annotation annotation : annotations) {
            if (!seen.add(annotation.name().text())) {
                throw Refusal.of(annotation.span(), "an annotation that stands twice");
            }
            switch (annotation.name().text()) {
                case "cost" -> {
                    for (Argument argument : annotation.arguments()) {
                        String name = argument.label().map(Object::toString).orElse("");
                        if (name.equals("time")) {
                            Duration time = (Duration) quantity(argument.value(), names, ScalarType.DURATION);
                            seconds = Optional.of(time.getSeconds() + time.getNano() * 1e-9);
                        } else if (name.equals("size")) {
                            bytes = Optional.of((Long) quantity(argument.value(), names, ScalarType.SIZE));
                        } else {
                            throw Refusal.of(argument.span(), "a cost of another kind");
                        }
                    }
                }
                case "memory" -> memory = (Long) quantity(only(annotation), names, ScalarType.SIZE);
                case "on" -> label = Optional.of(label(only(annotation), names));
                case "gpu", "gang", "retry" -> counts.put(annotation.name().text(), count(annotation, names));
                case "checkpoint", "keep" -> {
                    if (!annotation.arguments().isEmpty()) {
                        throw Refusal.of(annotation.span(), "an argument where there is none");
                    }
                }
                default -> throw Refusal.of(annotation.span(), "an annotation that is not known");
            }
        }
        if (seconds.orElse(0.0) < 0 || bytes.orElse(0L) < 0 || memory < 0) {
            throw Refusal.of(annotations.get(0).span(), "a negative cost");
        }
        return new ReferenceTask.Demands(
                seconds,
                bytes,
                memory,
                label,
                counts.getOrDefault("gpu", 0L),
                counts.getOrDefault("gang", 1L),
                counts.getOrDefault("retry", 0L),
                seen.contains("checkpoint"),
                seen.contains("keep"));
    }

    private static long count(Annotation annotation, PlainNames names) {
        PlainValue value = PlainValues.of(only(annotation), names);
        if (value.type() != ScalarType.INT || value.integer() < 1) {
            throw Refusal.of(annotation.span(), "no number from 1 on");
        }
        return value.integer();
    }

    private static Expression only(Annotation annotation) {
        if (annotation.arguments().size() != 1) {
            throw Refusal.of(annotation.span(), "not one argument");
        }
        return annotation.arguments().get(0).value();
    }

    private static Object quantity(Expression expression, PlainNames names, ScalarType wanted) {
        PlainValue value = PlainValues.of(expression, names);
        if (value.type() != wanted) {
            throw Refusal.of(expression.span(), value.type().label() + " where " + wanted.label() + " is needed");
        }
        return value.value();
    }

    private static String label(Expression expression, PlainNames names) {
        boolean name = expression instanceof Expression.Reference reference
                && reference.name().isSimple()
                && reference.indices().isEmpty();
        return name
                ? ((Expression.Reference) expression).name().text()
                : (String) PlainValues.of(expression, names, ScalarType.STRING).value();
    }
}
