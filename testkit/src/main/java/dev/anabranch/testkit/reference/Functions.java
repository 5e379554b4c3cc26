package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls without a library: functions of values that are known before the run. */
final class Functions {
    private static final Set<String> ALL = Set.of("min", "max", "abs", "pow", "log2", "size");

    private Functions() {}

    static boolean isFunction(Expression.Call call) {
        return call.callee().isSimple() && ALL.contains(call.callee().text());
    }

    private static boolean is(Expression.Call call, String name) {
        return call.callee().text().equals(name);
    }

    private static List<Expression> arguments(Expression.Call call) {
        boolean extreme = is(call, "min") || is(call, "max");
        int given = call.arguments().size();
        int wanted = is(call, "pow") ? 2 : 1;
        boolean named = call.arguments().stream().anyMatch(a -> a.label().isPresent());
        if (named || (extreme ? given == 0 : given != wanted)) {
            throw Refusal.of(call.span(), "arguments that `" + call.callee() + "` does not take");
        }
        return call.arguments().stream().map(Argument::value).toList();
    }

    private static Optional<String> dim(Expression expression, Constants constants) {
        return expression instanceof Expression.Reference reference
                        && reference.indices().isEmpty()
                        && !reference.optional()
                        && constants.isDim(reference.name().text())
                ? Optional.of(reference.name().text())
                : Optional.empty();
    }

    private static boolean isList(Expression expression, Constants constants) {
        return expression instanceof Expression.ListLiteral
                || (expression instanceof Expression.Reference reference
                        && reference.indices().isEmpty()
                        && constants.isList(reference.name().text()));
    }

    static ScalarType type(Expression.Call call, PlainNames names, PlainTypes types) {
        List<Expression> arguments = arguments(call);
        if (is(call, "size")) {
            return ScalarType.INT;
        }
        Expression only = arguments.get(0);
        List<ScalarType> operands;
        if (arguments.size() == 1 && only instanceof Expression.ListLiteral literal) {
            operands = literal.elements().stream().map(types::of).toList();
        } else if (arguments.size() == 1 && isList(only, names.constants())) {
            operands = names.constants().list((Expression.Reference) only).stream()
                    .map(PlainValue::type)
                    .toList();
        } else {
            operands = arguments.stream().map(types::of).toList();
        }
        boolean alone = arguments.size() == 1 && (is(call, "min") || is(call, "max"));
        return fitting(call, operands, alone && !isList(only, names.constants()));
    }

    private static ScalarType fitting(Expression.Call call, List<ScalarType> operands, boolean tooFew) {
        ScalarType type = operands.stream()
                .reduce((a, b) -> a != b && PlainTypes.number(a) && PlainTypes.number(b) ? ScalarType.FLOAT : a)
                .orElseThrow(() -> Refusal.of(call.span(), "the extreme of nothing"));
        boolean quantity = type == ScalarType.DURATION || type == ScalarType.SIZE;
        boolean fits =
                is(call, "log2") ? type == ScalarType.INT : PlainTypes.number(type) || (quantity && !is(call, "abs"));
        if (tooFew
                || !fits
                || (quantity && is(call, "pow"))
                || !operands.stream().allMatch(type::accepts)) {
            throw Refusal.of(call.span(), "`" + call.callee() + "` of " + operands);
        }
        return type;
    }

    /** The value; the types fit. */
    static PlainValue value(Expression.Call call, PlainNames names, PlainValues values) {
        List<Expression> arguments = arguments(call);
        Constants constants = names.constants();
        Expression only = arguments.get(0);
        if (is(call, "size")) {
            Optional<String> dim = dim(only, constants);
            long size = dim.isPresent()
                    ? constants.coordinates(dim.get(), only.span()).size()
                    : only instanceof Expression.ListLiteral literal
                            ? literal.elements().size()
                            : constants.list(only).size();
            return new PlainValue(ScalarType.INT, size);
        }
        List<PlainValue> operands;
        if (only instanceof Expression.ListLiteral literal) {
            operands = literal.elements().stream().map(e -> e.accept(values)).toList();
        } else if (isList(only, constants)) {
            operands = constants.list(only);
        } else {
            operands = arguments.stream().map(e -> e.accept(values)).toList();
        }
        ScalarType type = fitting(call, operands.stream().map(PlainValue::type).toList(), false);
        List<Object> same =
                operands.stream().map(o -> o.as(type).orElseThrow().value()).toList();
        return new PlainValue(type, computed(call.callee().text(), same));
    }

    private static Object computed(String function, List<Object> operands) {
        Object first = operands.get(0);
        return switch (function) {
            case "min" ->
                operands.stream().reduce((a, b) -> extreme(a, b, false)).orElse(first);
            case "max" ->
                operands.stream().reduce((a, b) -> extreme(a, b, true)).orElse(first);
            case "abs" ->
                first instanceof Long number
                        ? (Object) exact(BigInteger.valueOf(number).abs())
                        : (Object) Math.abs((Double) first);
            case "pow" ->
                first instanceof Long base
                        ? (Object) power(base, (Long) operands.get(1))
                        : (Object) StrictMath.pow((Double) first, (Double) operands.get(1));
            default -> logarithm((Long) first);
        };
    }

    private static Object extreme(Object a, Object b, boolean largest) {
        if (a instanceof Double x) {
            return largest ? Math.max(x, (Double) b) : Math.min(x, (Double) b);
        }
        int order = a instanceof Long x ? x.compareTo((Long) b) : ((Duration) a).compareTo((Duration) b);
        return (order >= 0) == largest ? a : b;
    }

    private static long exact(BigInteger number) {
        return number.longValueExact();
    }

    private static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new ArithmeticException("a negative exponent");
        }
        if (base == 0 || base == 1 || base == -1) {
            return exponent == 0 || (base == -1 && exponent % 2 == 0) ? 1 : base;
        }
        if (exponent > Long.SIZE) {
            throw new ArithmeticException("more than 64 bits");
        }
        return exact(BigInteger.valueOf(base).pow((int) exponent));
    }

    private static long logarithm(long number) {
        if (number < 1) {
            throw new ArithmeticException("the logarithm of " + number);
        }
        return BigInteger.valueOf(number).bitLength() - 1L;
    }

    /** Whether a reference is an element of a list: {@code weights[i]}. */
    static boolean isElement(Expression.Reference reference, Constants constants) {
        return reference.indices().isPresent()
                && constants.isList(reference.name().text());
    }

    static PlainValue element(Expression.Reference reference, PlainNames names) {
        List<PlainValue> list = names.constants().listNamed(reference);
        long index = PlainValues.of(position(reference), names, ScalarType.INT).integer();
        if (index < 0 || index >= list.size()) {
            throw Refusal.of(reference.span(), "no element " + index + " of " + list.size());
        }
        return list.get((int) index);
    }

    static ScalarType elementType(Expression.Reference reference, PlainNames names, PlainTypes types) {
        if (!ScalarType.INT.accepts(types.of(position(reference)))) {
            throw Refusal.of(reference.span(), "a position that is no integer");
        }
        return names.constants().elementType(reference.name().text());
    }

    private static Expression position(Expression.Reference reference) {
        List<Index> indices = reference.indices().orElseThrow();
        boolean one = indices.size() == 1 && !reference.optional();
        if (one && indices.get(0) instanceof Index.Point point) {
            return point.coordinate();
        }
        throw Refusal.of(reference.span(), "a list takes one position");
    }
}
