package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes expressions that are known before the run. None of them overflows or divides by zero. */
final class PlainWriter {
    private static final List<String> WORDS = List.of(
            "a",
            "north",
            "2 m",
            "",
            "t2/\u00e4\u20ac",
            "\ud83c\udf0a",
            "say \\\"hi\\\"",
            "\\{x\\}",
            "tab\\t",
            "\\u0041",
            "// no",
            "}");

    private final Choices choices;
    private final FunctionWriter functions;

    PlainWriter(Choices choices) {
        this.choices = choices;
        this.functions = new FunctionWriter(choices, this);
    }

    private Term oneOf(List<Supplier<Term>> options) {
        return choices.of(options).get();
    }

    /** Params that have a type. */
    private static List<Term> params(Scope scope, ScalarType type) {
        return scope.draft().params().stream().filter(p -> p.type() == type).toList();
    }

    /** A value of a type, or of one that can stand for it. */
    Term value(ScalarType type, Scope scope, int depth) {
        return switch (type) {
            case INT -> integer(scope, depth);
            case BOOL -> truth(scope, depth);
            case FLOAT -> real(scope, depth);
            case STRING -> text(scope, depth);
            case PATH -> path(scope, depth);
            case DURATION -> quantity(type, List.of("6h", "40ms", "1.5s", "0s", "3min", "2d", "7us"), scope, depth);
            case SIZE -> quantity(type, List.of("2MiB", "6.6MiB", "1kB", "0B", "1_000B", "3GB"), scope, depth);
        };
    }

    /** An integer whose value is known, of some thousands at most. */
    Term integer(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> Term.number(choices.below(10)));
        for (Term param : params(scope, ScalarType.INT)) {
            options.add(() -> param);
        }
        for (DraftDim dim : scope.numbers()) {
            options.add(() -> coordinate(scope, dim));
        }
        options.addAll(functions.elements(scope, depth));
        if (depth > 0) {
            options.add(() -> sum(scope, depth));
            options.add(() -> product(scope, depth));
            options.add(() -> {
                Term operand = integer(scope, depth - 1);
                return Term.known(
                        "-" + operand.within(Term.SIGN), Term.SIGN, ScalarType.INT, point -> -operand.integer(point));
            });
            options.add(() -> choice(scope, depth, integer(scope, depth - 1), integer(scope, depth - 1)));
            options.add(() -> oneOf(functions.integers(scope, depth)));
        }
        return oneOf(options);
    }

    private Term coordinate(Scope scope, DraftDim dim) {
        if (scope.declaration()) {
            scope.draft().use(Feature.DIM_OVER_SIZES);
            return Term.known(dim.name(), Term.PRIMARY, ScalarType.INT, point -> (long) dim.size());
        }
        return Term.known(dim.name(), Term.PRIMARY, ScalarType.INT, point -> point.at(dim.name()));
    }

    private Term sum(Scope scope, int depth) {
        Term left = integer(scope, depth - 1);
        Term right = integer(scope, depth - 1);
        boolean plus = choices.below(2) == 0;
        return Term.known(
                left.within(Term.SUM) + (plus ? " + " : " - ") + right.within(Term.SUM + 1),
                Term.SUM,
                ScalarType.INT,
                point ->
                        plus ? left.integer(point) + right.integer(point) : left.integer(point) - right.integer(point));
    }

    private Term product(Scope scope, int depth) {
        Term left = integer(scope, depth - 1);
        long factor = 1L + choices.below(6);
        String operator = choices.of("*", "/", "%");
        return Term.known(
                left.within(Term.PRODUCT) + " " + operator + " " + factor,
                Term.PRODUCT,
                ScalarType.INT,
                point -> switch (operator) {
                    case "*" -> left.integer(point) * factor;
                    case "/" -> Math.floorDiv(left.integer(point), factor);
                    default -> Math.floorMod(left.integer(point), factor);
                });
    }

    private Term choice(Scope scope, int depth, Term then, Term otherwise) {
        Term condition = truth(scope, depth - 1);
        scope.draft().use(Feature.PLAIN_CONDITIONAL);
        return Term.known(
                "if " + condition.text() + " then " + then.text() + " else " + otherwise.text(),
                Term.LOOSE,
                (ScalarType) then.type(),
                point -> (condition.truth(point) ? then : otherwise).value().apply(point));
    }

    /** A condition whose value is known. */
    Term truth(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> comparison(scope, depth));
        for (Term param : params(scope, ScalarType.BOOL)) {
            options.add(() -> param);
        }
        for (DraftDim dim : scope.texts()) {
            options.add(() -> isCoordinate(dim));
        }
        options.add(() -> {
            boolean value = choices.below(2) == 0;
            return Term.known(Boolean.toString(value), Term.PRIMARY, ScalarType.BOOL, point -> value);
        });
        if (depth > 0) {
            options.add(() -> {
                Term operand = truth(scope, depth - 1);
                return Term.known(
                        "!" + operand.within(Term.SIGN), Term.SIGN, ScalarType.BOOL, point -> !operand.truth(point));
            });
            options.add(() -> both(truth(scope, depth - 1), truth(scope, depth - 1)));
            options.add(() -> {
                Term left = truth(scope, depth - 1);
                Term right = truth(scope, depth - 1);
                return Term.known(
                        left.within(Term.OR) + " || " + right.within(Term.OR + 1),
                        Term.OR,
                        ScalarType.BOOL,
                        point -> left.truth(point) || right.truth(point));
            });
        }
        return oneOf(options);
    }

    /** {@code left && right}. */
    static Term both(Term left, Term right) {
        return Term.known(
                left.within(Term.AND) + " && " + right.within(Term.AND + 1),
                Term.AND,
                ScalarType.BOOL,
                point -> left.truth(point) && right.truth(point));
    }

    private Term comparison(Scope scope, int depth) {
        Term left = integer(scope, Math.min(1, depth));
        Term right = integer(scope, Math.min(1, depth));
        String operator = choices.of("<", "<=", ">", ">=", "==", "!=");
        return compared(left, operator, right);
    }

    /** {@code left < right} and the like, between integers. */
    static Term compared(Term left, String operator, Term right) {
        return Term.known(
                left.within(Term.SUM) + " " + operator + " " + right.within(Term.SUM),
                Term.COMPARISON,
                ScalarType.BOOL,
                point -> {
                    int order = Long.compare(left.integer(point), right.integer(point));
                    return switch (operator) {
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        case ">=" -> order >= 0;
                        case "==" -> order == 0;
                        default -> order != 0;
                    };
                });
    }

    private Term isCoordinate(DraftDim dim) {
        String coordinate = (String) choices.of(dim.coordinates());
        boolean equal = choices.below(2) == 0;
        return Term.known(
                dim.name() + (equal ? " == " : " != ") + quoted(coordinate),
                Term.COMPARISON,
                ScalarType.BOOL,
                point -> coordinate.equals(point.at(dim.name())) == equal);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("{", "\\{") + '"';
    }

    private Term real(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> Term.plain(
                choices.of("0.5", "2.5", "1e-3", "273.15", "0.0", "1_000.25", "12e10"),
                Term.PRIMARY,
                ScalarType.FLOAT));
        for (Term param : params(scope, ScalarType.FLOAT)) {
            options.add(() -> param);
        }
        options.add(() -> integer(scope, Math.min(depth, 1)));
        if (depth > 0) {
            options.add(() -> {
                Term left = real(scope, depth - 1);
                Term right = Term.plain(choices.of("1.5", "0.25", "2"), Term.PRIMARY, ScalarType.FLOAT);
                boolean product = choices.below(2) == 0;
                int binding = product ? Term.PRODUCT : Term.SUM;
                String operator = product ? choices.of(" * ", " / ", " % ") : choices.of(" + ", " - ");
                return Term.plain(left.within(binding) + operator + right.text(), binding, ScalarType.FLOAT);
            });
            options.add(() -> conditional(scope, real(scope, depth - 1), real(scope, depth - 1), ScalarType.FLOAT));
            options.add(() -> functions.real(scope, real(scope, depth - 1)));
            options.addAll(functions.others(ScalarType.FLOAT, scope, depth));
        }
        return oneOf(options);
    }

    private Term conditional(Scope scope, Term then, Term otherwise, ScalarType type) {
        Term condition = truth(scope, 1);
        scope.draft().use(Feature.PLAIN_CONDITIONAL);
        return Term.plain(
                "if " + condition.text() + " then " + then.text() + " else " + otherwise.text(), Term.LOOSE, type);
    }

    private Term text(Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> Term.plain('"' + choices.of(WORDS) + '"', Term.PRIMARY, ScalarType.STRING));
        for (Term param : params(scope, ScalarType.STRING)) {
            options.add(() -> param);
        }
        for (DraftDim dim : scope.texts()) {
            options.add(() -> Term.plain(dim.name(), Term.PRIMARY, ScalarType.STRING));
        }
        options.add(() -> interpolated(scope, depth));
        if (depth > 0) {
            options.add(() -> textBlock(scope));
            options.addAll(functions.others(ScalarType.STRING, scope, depth));
            options.add(() -> conditional(scope, text(scope, depth - 1), text(scope, depth - 1), ScalarType.STRING));
        }
        return oneOf(options);
    }

    /** A time or a size that is nowhere negative; it may be chosen by an index. */
    Term cost(ScalarType type, Scope scope) {
        Scope constants = Scope.ofConstants(scope.draft());
        Term cost = value(type, constants, choices.below(2));
        return choices.oneIn(3) ? conditional(scope, cost, value(type, constants, 0), type) : cost;
    }

    /** Expressions in braces hold no braces and no escapes. */
    private Term interpolated(Scope scope, int depth) {
        scope.draft().use(Feature.INTERPOLATION);
        StringBuilder text = new StringBuilder("\"");
        for (int i = choices.below(3); i >= 0; i--) {
            text.append(choices.of("", "/", "_", "f\\n", " {1 + 1} ")).append(hole(scope, depth));
        }
        return Term.plain(text.append('"').toString(), Term.PRIMARY, ScalarType.STRING);
    }

    private String hole(Scope scope, int depth) {
        List<String> names = new ArrayList<>();
        scope.draft().params().forEach(p -> names.add(p.text()));
        scope.dims().forEach(d -> names.add(d.name()));
        if (!names.isEmpty() && choices.below(2) == 0) {
            return "{" + choices.of(names) + "}";
        }
        return "{" + integer(scope, Math.min(depth, 1)).text() + "}";
    }

    private Term textBlock(Scope scope) {
        scope.draft().use(Feature.TEXT_BLOCK);
        String hole = hole(scope, 0);
        return Term.plain(
                choices.of(
                        "\"\"\"\n    select *\n      from t\n    \"\"\"",
                        "\"\"\"\nwhere n = " + hole + " and \\\"\"\" // no comment\n\n  x\"\"\"",
                        "\"\"\"\n\n\"\"\""),
                Term.PRIMARY,
                ScalarType.STRING);
    }

    private Term path(Scope scope, int depth) {
        List<Term> params = params(scope, ScalarType.PATH);
        return !params.isEmpty() && choices.below(2) == 1
                ? choices.of(params)
                : text(scope, depth).as(ScalarType.PATH);
    }

    /** Times and sizes are computed from constants alone; they may be chosen by an index. */
    private Term quantity(ScalarType type, List<String> literals, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        options.add(() -> Term.plain(choices.of(literals), Term.PRIMARY, type));
        for (Term param : params(scope, type)) {
            options.add(() -> param);
        }
        for (DraftDim dim : depth > 0 && !scope.declaration() ? scope.numbers() : List.<DraftDim>of()) {
            options.add(() -> {
                scope.draft().use(Feature.VARYING_QUANTITY);
                return Term.plain(choices.of(literals) + " * " + dim.name(), Term.PRODUCT, type);
            });
        }
        if (depth > 0) {
            Scope constants = Scope.ofConstants(scope.draft());
            options.add(() -> {
                Term left = quantity(type, literals, constants, 0);
                Term right = quantity(type, literals, constants, 0);
                return Term.plain(left.within(Term.SUM) + " + " + right.within(Term.SUM + 1), Term.SUM, type);
            });
            options.add(() -> {
                Term left = quantity(type, literals, constants, 0);
                String factor = choices.of(" * 3", " / 2", " * 0.5");
                return Term.plain(left.within(Term.PRODUCT) + factor, Term.PRODUCT, type);
            });
            options.add(() ->
                    conditional(scope, quantity(type, literals, scope, 0), quantity(type, literals, scope, 0), type));
            options.add(() ->
                    functions.quantity(scope, quantity(type, literals, scope, 0), quantity(type, literals, scope, 0)));
            options.addAll(functions.others(type, scope, depth));
        }
        return oneOf(options);
    }
}
