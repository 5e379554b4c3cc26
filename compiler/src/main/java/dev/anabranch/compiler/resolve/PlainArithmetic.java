package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.ScalarException;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operators between values that are known before the run: which types go together, and constants folded at once.
 * Integers widen to floats; times and sizes keep their units.
 */
public final class PlainArithmetic {
    private static final ScalarEvaluator CONSTANTS = new ScalarEvaluator(List.of(), new int[0]);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final Diagnostics diagnostics;

    public PlainArithmetic(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** A value of a type, for where the real one cannot be known. */
    static Object placeholder(ScalarType type) {
        return switch (type) {
            case INT, SIZE -> 1L;
            case FLOAT -> 1.0;
            case BOOL -> true;
            case STRING, PATH -> "";
            case DURATION -> Duration.ofSeconds(1);
        };
    }

    /** The value as the wanted type, if values of its type can stand for it; does not report. */
    public static Optional<Plain> convert(Plain value, ScalarType wanted) {
        if (value.type() == wanted) {
            return Optional.of(value);
        }
        if (!wanted.accepts(value.type())) {
            return Optional.empty();
        }
        if (!value.known()) {
            return Optional.of(Plain.unknown(wanted));
        }
        if (value.scalar() instanceof Literal literal) {
            Object same =
                    wanted == ScalarType.FLOAT ? (Object) ((Long) literal.value()).doubleValue() : literal.value();
            return Optional.of(Plain.of(wanted, same));
        }
        // Any number times a float is a float: the one conversion that needs an operator.
        return Optional.of(
                wanted == ScalarType.FLOAT
                        ? Plain.of(new Scalar.Binary(
                                Operator.MULTIPLY, value.scalar(), new Literal(wanted, 1.0), ScalarType.FLOAT))
                        : value);
    }

    /** {@code -a}. */
    public Operand negate(Plain value, Span span) {
        return switch (value.type()) {
            case INT, FLOAT, DURATION -> folded(new Scalar.Negate(value.scalar()), value.known(), span);
            case BOOL, STRING, PATH, SIZE -> refused("-", List.of(value), span);
        };
    }

    /** {@code !a}. */
    public Operand not(Plain value, Span span) {
        return value.type() == ScalarType.BOOL
                ? folded(new Scalar.Not(value.scalar()), value.known(), span)
                : refused("!", List.of(value), span);
    }

    /** {@code a + b} and the like. */
    public Operand binary(BinaryOperator operator, Plain left, Plain right, Span span) {
        if (operator.isLogical()) {
            return logical(operator, left, right, span);
        }
        ScalarType l = left.type();
        ScalarType r = right.type();
        if (number(l) && number(r)) {
            ScalarType type = l == r ? l : ScalarType.FLOAT;
            return made(operator, widened(left, type), widened(right, type), type, span);
        }
        if (operator.isComparison()) {
            boolean same = l == r || (text(l) && text(r));
            boolean ordered =
                    l != ScalarType.BOOL || operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
            return same && ordered
                    ? made(operator, left, right, ScalarType.BOOL, span)
                    : refused(operator.symbol(), List.of(left, right), span);
        }
        if (l == ScalarType.DURATION || r == ScalarType.DURATION) {
            return durations(operator, left, right, span);
        }
        if (l == ScalarType.SIZE || r == ScalarType.SIZE) {
            return sizes(operator, left, right, span);
        }
        return refused(operator.symbol(), List.of(left, right), span);
    }

    /** {@code if c then a else b} between plain values. */
    public Operand conditional(Plain condition, Plain then, Plain otherwise, Span span) {
        ScalarType type = then.type();
        Optional<Plain> second = convert(otherwise, type);
        Optional<Plain> first = second.isPresent() ? Optional.of(then) : convert(then, otherwise.type());
        if (first.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.WRONG_TYPE,
                            span,
                            "the two values of this choice are of different types: "
                                    + then.type().label() + " and "
                                    + otherwise.type().label())
                    .withHelp("give both the same type"));
            return Operand.BROKEN;
        }
        Plain a = first.get();
        Plain b = second.orElse(otherwise);
        if (!condition.known() || !a.known() || !b.known()) {
            return Plain.unknown(a.type());
        }
        if (condition.scalar() instanceof Literal literal) {
            return (Boolean) literal.value() ? a : b;
        }
        return Plain.of(new Scalar.Conditional(condition.scalar(), a.scalar(), b.scalar()));
    }

    /** {@code min(a, b)} and the like; as many values as the function takes, one at least. */
    public Operand apply(Function function, List<Plain> values, Span span) {
        ScalarType type = values.stream()
                .map(Plain::type)
                .reduce((a, b) -> a != b && number(a) && number(b) ? ScalarType.FLOAT : a)
                .orElseThrow();
        boolean fits = values.stream().allMatch(v -> convert(v, type).isPresent())
                && switch (function) {
                    case MIN, MAX -> number(type) || type == ScalarType.DURATION || type == ScalarType.SIZE;
                    case ABS, POWER -> number(type);
                    case LOG2 -> type == ScalarType.INT;
                };
        if (!fits) {
            return refused(function.symbol(), values, span);
        }
        List<Scalar> arguments =
                values.stream().map(v -> widened(v, type).scalar()).toList();
        return folded(
                new Scalar.Apply(function, arguments, type), values.stream().allMatch(Plain::known), span);
    }

    /** {@code list[index]}; the elements are plain and of one type. */
    public Operand element(String name, Operand.Listed list, Plain index, Span span) {
        List<Object> values = new ArrayList<>();
        ScalarType type = ScalarType.INT;
        boolean known = index.known();
        for (Operand element : list.elements()) {
            if (!(element instanceof Plain plain)) {
                return Operand.BROKEN;
            }
            type = plain.type();
            known &= plain.constant();
            values.add(plain.constant() ? literal(plain) : placeholder(type));
        }
        if (values.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    CompilerCodes.BAD_ARITHMETIC, span, "`" + span.text() + "`: the list `" + name + "` is empty"));
            return Operand.BROKEN;
        }
        return folded(new Scalar.Element(name, type, values, index.scalar()), known, span);
    }

    /** An interpolated string. */
    public Operand concat(List<Plain> parts) {
        List<Scalar> joined = new ArrayList<>();
        StringBuilder constant = new StringBuilder();
        for (Plain part : parts) {
            if (!part.known()) {
                return Plain.unknown(ScalarType.STRING);
            }
            if (part.scalar() instanceof Literal literal) {
                constant.append(literal.value());
                continue;
            }
            if (constant.length() > 0) {
                joined.add(new Literal(ScalarType.STRING, constant.toString()));
                constant.setLength(0);
            }
            joined.add(part.scalar());
        }
        if (constant.length() > 0 || joined.isEmpty()) {
            joined.add(new Literal(ScalarType.STRING, constant.toString()));
        }
        boolean text = joined.size() == 1 && joined.get(0).type() == ScalarType.STRING;
        return Plain.of(text ? joined.get(0) : new Scalar.Concat(joined));
    }

    private static boolean number(ScalarType type) {
        return type == ScalarType.INT || type == ScalarType.FLOAT;
    }

    private static boolean text(ScalarType type) {
        return type == ScalarType.STRING || type == ScalarType.PATH;
    }

    private static Plain widened(Plain value, ScalarType type) {
        return convert(value, type).orElse(value);
    }

    private Operand logical(BinaryOperator operator, Plain left, Plain right, Span span) {
        if (left.type() != ScalarType.BOOL || right.type() != ScalarType.BOOL) {
            return refused(operator.symbol(), List.of(left, right), span);
        }
        boolean neutral = operator == BinaryOperator.AND;
        if (left.constant()) {
            return literal(left).equals(neutral) ? right : left;
        }
        if (right.constant() && literal(right).equals(neutral)) {
            return left;
        }
        return made(operator, left, right, ScalarType.BOOL, span);
    }

    private static Object literal(Plain value) {
        return ((Literal) value.scalar()).value();
    }

    private Operand made(BinaryOperator operator, Plain left, Plain right, ScalarType type, Span span) {
        ScalarType result = operator.isArithmetic() ? type : ScalarType.BOOL;
        return folded(
                new Scalar.Binary(Operator.valueOf(operator.name()), left.scalar(), right.scalar(), result),
                left.known() && right.known(),
                span);
    }

    private Operand folded(Scalar scalar, boolean known, Span span) {
        if (!known) {
            return Plain.unknown(scalar.type());
        }
        if (!operandsConstant(scalar)) {
            return Plain.of(scalar);
        }
        try {
            return Plain.of(scalar.type(), CONSTANTS.evaluate(scalar));
        } catch (ArithmeticException e) {
            boolean divides = scalar instanceof Scalar.Binary binary
                    && (binary.operator() == Operator.DIVIDE || binary.operator() == Operator.REMAINDER)
                    && binary.right() instanceof Literal divisor
                    && divisor.value().equals(0L);
            return divides ? divisionByZero(span) : impossible(span, e);
        }
    }

    private Operand divisionByZero(Span span) {
        diagnostics.add(Diagnostic.error(CompilerCodes.BAD_ARITHMETIC, span, "`" + span.text() + "` divides by zero")
                .withLabel("expected a divisor that is not 0")
                .withHelp("give the divisor another value, or leave this out with `if`"));
        return Operand.BROKEN;
    }

    private static boolean operandsConstant(Scalar scalar) {
        if (scalar instanceof Scalar.Binary binary) {
            return binary.left() instanceof Literal && binary.right() instanceof Literal;
        }
        if (scalar instanceof Scalar.Negate negate) {
            return negate.operand() instanceof Literal;
        }
        if (scalar instanceof Scalar.Apply apply) {
            return apply.arguments().stream().allMatch(Literal.class::isInstance);
        }
        if (scalar instanceof Scalar.Element element) {
            return element.index() instanceof Literal;
        }
        return scalar instanceof Scalar.Not not && not.operand() instanceof Literal;
    }

    private Operand impossible(Span span, ArithmeticException why) {
        Diagnostic diagnostic = Diagnostic.error(
                        CompilerCodes.BAD_ARITHMETIC, span, "`" + span.text() + "` cannot be computed")
                .withLabel(NoValue.reason(why, "outside the range of its type"));
        diagnostics.add(
                why instanceof ScalarException
                        ? diagnostic
                        : diagnostic.withHelp("integers have 64 bits, times reach 292 years"));
        return Operand.BROKEN;
    }

    private Operand sizes(BinaryOperator operator, Plain left, Plain right, Span span) {
        boolean both = left.type() == right.type();
        boolean plainRight = number(right.type());
        boolean plainLeft = number(left.type());
        boolean fits = switch (operator) {
            case ADD, SUBTRACT, REMAINDER -> both;
            case MULTIPLY -> plainLeft || plainRight;
            case DIVIDE -> both || plainRight;
            default -> false;
        };
        if (!fits) {
            return refused(operator.symbol(), List.of(left, right), span);
        }
        if (operator == BinaryOperator.DIVIDE && both) {
            Plain a = Plain.of(new Scalar.Binary(
                    Operator.MULTIPLY, left.scalar(), new Literal(ScalarType.FLOAT, 1.0), ScalarType.FLOAT));
            return made(operator, new Plain(a.scalar(), left.known()), right, ScalarType.FLOAT, span);
        }
        return made(operator, left, right, ScalarType.SIZE, span);
    }

    private Operand durations(BinaryOperator operator, Plain left, Plain right, Span span) {
        boolean both = left.type() == right.type();
        boolean fits = switch (operator) {
            case ADD, SUBTRACT -> both;
            case MULTIPLY -> number(left.type()) || number(right.type());
            case DIVIDE -> both || number(right.type());
            default -> false;
        };
        if (!fits) {
            return refused(operator.symbol(), List.of(left, right), span);
        }
        boolean ratio = operator == BinaryOperator.DIVIDE && both;
        return made(operator, left, right, ratio ? ScalarType.FLOAT : ScalarType.DURATION, span);
    }

    /** Whether a time is more or less a whole number of nanoseconds, to a hundredth of it: a fraction of one would be nothing. */
    static boolean isWhole(BigDecimal seconds) {
        BigDecimal nanos = seconds.multiply(NANOS);
        BigDecimal lost = nanos.subtract(BigDecimal.valueOf(rounded(nanos))).abs();
        return lost.movePointRight(2).compareTo(nanos.abs()) <= 0;
    }

    /** A time of so many seconds, to the nanosecond. */
    static Duration durationOf(BigDecimal seconds) {
        return Duration.ofNanos(rounded(seconds.multiply(NANOS)));
    }

    /**
     * The nearest integer.
     *
     * @throws ArithmeticException if it does not fit a long; told from its digits before they are written out
     */
    static long rounded(BigDecimal value) {
        if (value.precision() - (long) value.scale() > 20) {
            throw new ArithmeticException("more than 64 bits");
        }
        return value.precision() - (long) value.scale() < 0
                ? 0
                : value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private Operand refused(String symbol, List<Plain> operands, Span span) {
        List<String> types = operands.stream().map(o -> o.type().label()).toList();
        long units = operands.stream()
                .filter(o -> o.type() == ScalarType.DURATION || o.type() == ScalarType.SIZE)
                .count();
        boolean numbers = operands.stream()
                .allMatch(o -> number(o.type()) || o.type() == ScalarType.DURATION || o.type() == ScalarType.SIZE);
        boolean unit = units > 0 && numbers && operands.size() == 2;
        String message = "`" + symbol + "` does not apply to " + String.join(" and ", types);
        Diagnostic diagnostic =
                Diagnostic.error(unit ? CompilerCodes.UNIT_MISMATCH : CompilerCodes.NO_OPERATOR, span, message);
        boolean texts = operands.stream().anyMatch(o -> text(o.type()));
        if (unit) {
            diagnostic = diagnostic.withHelp(
                    units < 2
                            ? "give the plain number a unit too, such as `"
                                    + (types.contains(ScalarType.SIZE.label()) ? "2MiB" : "6h") + "`"
                            : types.get(0).equals(types.get(1))
                                    ? "leave out one of the units: the other is that of the result"
                                    : "a time and a size cannot be combined");
        } else if (symbol.equals("+") && texts) {
            diagnostic = diagnostic.withHelp("join texts in a string: `\"{a}{b}\"`");
        }
        diagnostics.add(diagnostic);
        return Operand.BROKEN;
    }
}
