package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes functions of values that are known before the run, and elements of lists. */
final class FunctionWriter {
    private final Choices choices;
    private final PlainWriter plain;

    FunctionWriter(Choices choices, PlainWriter plain) {
        this.choices = choices;
        this.plain = plain;
    }

    private static Term primary(String text, ScalarType type) {
        return Term.plain(text, Term.PRIMARY, type);
    }

    private static Term number(String text, Function<Point, Object> value) {
        return Term.known(text, Term.PRIMARY, ScalarType.INT, value);
    }

    private static List<DraftList> lists(Scope scope, ScalarType type) {
        return scope.draft().lists().stream().filter(l -> l.type() == type).toList();
    }

    /** Integers whose values are known. */
    List<Supplier<Term>> integers(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> extreme(scope, depth));
        options.add(() -> ofOne(scope, depth));
        for (DraftDim dim : scope.draft().dims()) {
            options.add(() -> {
                scope.draft().use(Feature.SIZE_OF);
                return number("size(" + dim.name() + ")", point -> (long) dim.size());
            });
        }
        for (DraftList list : scope.draft().lists()) {
            options.add(() -> {
                scope.draft().use(Feature.SIZE_OF);
                return number("size(" + list.name() + ")", point -> (long) list.size());
            });
        }
        for (DraftList list : lists(scope, ScalarType.INT)) {
            list.values().ifPresent(values -> {
                options.add(() -> {
                    boolean largest = choices.below(2) == 1;
                    long extreme = values.stream()
                            .mapToLong(v -> (Long) v)
                            .reduce(largest ? Math::max : Math::min)
                            .orElseThrow();
                    return number((largest ? "max(" : "min(") + list.name() + ")", point -> extreme);
                });
            });
        }
        return options;
    }

    /** Integers that stand in lists. */
    List<Supplier<Term>> elements(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        for (DraftList list : lists(scope, ScalarType.INT)) {
            list.values()
                    .ifPresent(values -> options.add(() -> {
                        Term place = place(list, scope, depth);
                        return number(
                                list.name() + "[" + place.text() + "]",
                                point -> values.get((int) place.integer(point)));
                    }));
        }
        return options;
    }

    /** Values of another type, which nobody needs to know. */
    List<Supplier<Term>> others(ScalarType type, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        for (DraftList list : lists(scope, type)) {
            options.add(() -> {
                Term place = place(list, scope, Math.min(depth, 1));
                return primary(list.name() + "[" + place.text() + "]", type);
            });
            if (type == ScalarType.FLOAT || type == ScalarType.DURATION || type == ScalarType.SIZE) {
                options.add(() -> primary(choices.of("min(", "max(") + list.name() + ")", type));
            }
        }
        return options;
    }

    /** A place that the list has, whatever the point. */
    private Term place(DraftList list, Scope scope, int depth) {
        scope.draft().use(Feature.ELEMENT);
        if (choices.below(3) == 0) {
            return Term.number(choices.below(list.size()));
        }
        Term any = plain.integer(scope, Math.max(0, depth - 1));
        return Term.known(any.within(Term.PRODUCT) + " % " + list.size(), Term.PRODUCT, ScalarType.INT, point ->
                (long) Math.floorMod(any.integer(point), list.size()));
    }

    private Term extreme(Scope scope, int depth) {
        scope.draft().use(Feature.FUNCTION);
        boolean largest = choices.below(2) == 1;
        List<Term> operands = new ArrayList<>();
        for (int i = 1 + choices.below(3); i >= 0; i--) {
            operands.add(plain.integer(scope, depth - 1));
        }
        String texts = String.join(", ", operands.stream().map(Term::text).toList());
        String written = choices.oneIn(4) ? "[" + texts + "]" : texts;
        return number(
                (largest ? "max(" : "min(") + written + ")",
                point -> operands.stream()
                        .mapToLong(o -> o.integer(point))
                        .reduce(largest ? Math::max : Math::min)
                        .orElseThrow());
    }

    private Term ofOne(Scope scope, int depth) {
        scope.draft().use(Feature.FUNCTION);
        Term operand = plain.integer(scope, depth - 1);
        switch (choices.below(3)) {
            case 1 -> {
                long exponent = choices.below(4);
                return number("pow(" + operand.within(Term.PRODUCT) + " % 7, " + exponent + ")", point ->
                        (long) Math.pow((double) Math.floorMod(operand.integer(point), 7), (double) exponent));
            }
            case 2 -> {
                return number("log2(max(1, " + operand.text() + "))", point ->
                        (long) (Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, operand.integer(point)))));
            }
            default -> {
                return number("abs(" + operand.text() + ")", point -> Math.abs(operand.integer(point)));
            }
        }
    }

    /** A float by a function. */
    Term real(Scope scope, Term operand) {
        scope.draft().use(Feature.FUNCTION);
        String other = choices.of("0.5", "2", "1.5");
        return primary(
                choices.of(
                        "abs(" + operand.text() + ")",
                        "pow(abs(" + operand.text() + "), 0.5)",
                        "max(" + operand.text() + ", " + other + ")",
                        "min(" + other + ", " + operand.text() + ", 2.25)"),
                ScalarType.FLOAT);
    }

    /** The smaller or larger of two times or sizes. */
    Term quantity(Scope scope, Term left, Term right) {
        scope.draft().use(Feature.FUNCTION);
        return primary(choices.of("min(", "max(") + left.text() + ", " + right.text() + ")", (ScalarType) left.type());
    }
}
