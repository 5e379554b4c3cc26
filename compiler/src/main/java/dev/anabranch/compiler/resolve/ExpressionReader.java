package dev.anabranch.compiler.resolve;

import dev.anabranch.api.ElementType;
import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.dsl.tree.UnaryOperator;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what an expression stands for, and reports every mistake in it once. */
public final class ExpressionReader implements Expression.Visitor<Operand> {
    private final Scope scope;
    private final Diagnostics diagnostics;
    private final PlainArithmetic arithmetic;
    private final PlanFunctions functions;

    public ExpressionReader(Scope scope, Diagnostics diagnostics) {
        this.scope = scope;
        this.diagnostics = diagnostics;
        this.arithmetic = new PlainArithmetic(diagnostics);
        this.functions = new PlanFunctions(arithmetic, diagnostics);
    }

    /** What an expression stands for. */
    public Operand read(Expression expression) {
        return expression.accept(this);
    }

    /** A value that must be known before the run; empty if it is not, which is reported. */
    public Optional<Plain> plain(Expression expression) {
        return plain(read(expression), expression.span());
    }

    /** A value of the given type that must be known before the run; empty if it is not, which is reported. */
    public Optional<Plain> plain(Expression expression, ScalarType wanted, String what) {
        return plain(read(expression), expression, wanted, what);
    }

    private Optional<Plain> plain(Operand operand, Expression expression, ScalarType wanted, String what) {
        Optional<Plain> plain = plain(operand, expression.span());
        if (plain.isEmpty()) {
            return plain;
        }
        Optional<Plain> converted = PlainArithmetic.convert(plain.get(), wanted);
        if (converted.isEmpty()) {
            Diagnostic wrong = Diagnostic.error(
                            CompilerCodes.WRONG_TYPE,
                            expression.span(),
                            what + " is of type " + plain.get().type().label() + ", expected " + wanted.label())
                    .withLabel("expected " + wanted.label());
            diagnostics.add(WrittenValues.mended(expression.span().text(), wanted)
                    .map(wrong::withHelp)
                    .orElse(wrong));
        }
        return converted;
    }

    private Optional<Plain> plain(Operand operand, Span span) {
        if (operand instanceof Plain plain) {
            return Optional.of(plain);
        }
        if (!(operand instanceof Operand.Broken)) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                            span,
                            "`" + span.text() + "` is " + operand.describe()
                                    + ", but a single value known before the run is needed here")
                    .withLabel("expected a plain value"));
        }
        return Optional.empty();
    }

    @Override
    public Operand intLiteral(Expression.IntLiteral expression) {
        return Plain.of(ScalarType.INT, expression.value());
    }

    @Override
    public Operand floatLiteral(Expression.FloatLiteral expression) {
        return Plain.of(ScalarType.FLOAT, expression.value());
    }

    @Override
    public Operand boolLiteral(Expression.BoolLiteral expression) {
        return Plain.of(ScalarType.BOOL, expression.value());
    }

    @Override
    public Operand durationLiteral(Expression.DurationLiteral expression) {
        BigDecimal seconds = expression.amount().multiply(expression.unit().seconds());
        try {
            return PlainArithmetic.isWhole(seconds)
                    ? Plain.of(ScalarType.DURATION, PlainArithmetic.durationOf(seconds))
                    : broken(badDuration(expression, "is not a whole number of nanoseconds, in which times are counted")
                            .withHelp("for a fraction of one for each of many, multiply first, as in `3ns * n / 10`"));
        } catch (ArithmeticException e) {
            return broken(badDuration(expression, "is longer than 292 years"));
        }
    }

    private static Diagnostic badDuration(Expression.DurationLiteral expression, String what) {
        return Diagnostic.error(
                CompilerCodes.BAD_ARITHMETIC,
                expression.span(),
                "`" + expression.span().text() + "` " + what);
    }

    private Operand broken(Diagnostic told) {
        diagnostics.add(told);
        return Operand.BROKEN;
    }

    @Override
    public Operand sizeLiteral(Expression.SizeLiteral expression) {
        return Plain.of(ScalarType.SIZE, expression.bytes());
    }

    @Override
    public Operand stringLiteral(Expression.StringLiteral expression) {
        List<Plain> parts = new ArrayList<>();
        boolean broken = false;
        for (StringPart part : expression.parts()) {
            Optional<Plain> value = part.accept(new StringPart.Visitor<>() {
                @Override
                public Optional<Plain> text(StringPart.Text text) {
                    return Optional.of(Plain.of(ScalarType.STRING, text.value()));
                }

                @Override
                public Optional<Plain> interpolation(StringPart.Interpolation interpolation) {
                    return plain(interpolation.expression());
                }
            });
            broken |= value.isEmpty();
            value.ifPresent(parts::add);
        }
        return broken ? Operand.BROKEN : arithmetic.concat(parts);
    }

    @Override
    public Operand listLiteral(Expression.ListLiteral expression) {
        List<Operand> elements = new ArrayList<>();
        boolean broken = false;
        for (Expression element : expression.elements()) {
            Operand operand = read(element);
            broken |= operand instanceof Operand.Broken;
            elements.add(operand);
        }
        return broken ? Operand.BROKEN : new Operand.Listed(elements);
    }

    @Override
    public Operand reference(Expression.Reference expression) {
        return scope.reference(expression, this);
    }

    @Override
    public Operand call(Expression.Call expression) {
        return PlanFunctions.isFunction(expression.callee())
                ? functions.call(expression, scope, this)
                : scope.call(expression, this);
    }

    /**
     * What a param stands for where its name has indices: an element of a list.
     *
     * @param param its value
     */
    public Operand element(Operand param, Expression.Reference reference) {
        if (param instanceof Operand.Listed list) {
            return functions.element(list, reference, this);
        }
        if (!(param instanceof Operand.Broken)) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.INDEX_COUNT,
                            reference.span(),
                            "`" + reference.name() + "` is a param and takes no index")
                    .withLabel("expected a dataset, or a param that is a list"));
        }
        return Operand.BROKEN;
    }

    @Override
    public Operand unary(Expression.Unary expression) {
        Operand operand = read(expression.operand());
        if (operand instanceof Operand.Broken) {
            return operand;
        }
        boolean negate = expression.operator() == UnaryOperator.NEGATE;
        if (operand instanceof Plain plain) {
            return negate ? arithmetic.negate(plain, expression.span()) : arithmetic.not(plain, expression.span());
        }
        return scope.elementwise(
                negate ? "negate" : "not", expression.operator().symbol(), List.of(operand), expression.span());
    }

    @Override
    public Operand binary(Expression.Binary expression) {
        Operand left = read(expression.left());
        Operand right = read(expression.right());
        if (left instanceof Operand.Broken || right instanceof Operand.Broken) {
            return Operand.BROKEN;
        }
        if (left instanceof Plain a && right instanceof Plain b) {
            return arithmetic.binary(expression.operator(), a, b, expression.span());
        }
        return scope.elementwise(
                operation(expression.operator()),
                expression.operator().symbol(),
                List.of(left, right),
                expression.span());
    }

    /** The operator's name in the library of elementwise tasks. */
    private static String operation(BinaryOperator operator) {
        return switch (operator) {
            case OR -> "or";
            case AND -> "and";
            case EQUAL -> "equal";
            case NOT_EQUAL -> "notEqual";
            case LESS -> "less";
            case LESS_OR_EQUAL -> "lessOrEqual";
            case GREATER -> "greater";
            case GREATER_OR_EQUAL -> "greaterOrEqual";
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case REMAINDER -> "remainder";
        };
    }

    @Override
    public Operand conditional(Expression.Conditional expression) {
        Operand read = read(expression.condition());
        if (choosesElements(read)) {
            return elements(expression, read);
        }
        Optional<Plain> condition = condition(expression, read);
        if (condition.isEmpty()) {
            read(expression.whenTrue());
            read(expression.whenFalse());
            return Operand.BROKEN;
        }
        return scope.choice(expression, condition.get(), this);
    }

    /** Whether a condition chooses between elements rather than between expressions: it is a tensor of truth values. */
    public static boolean choosesElements(Operand condition) {
        ValueType truths = new ValueType.TensorOf(ElementType.BOOL);
        return (condition instanceof Operand.One one && one.type().equals(truths))
                || (condition instanceof Operand.Many many && many.element().equals(truths));
    }

    /**
     * A conditional that chooses between the elements of its branches.
     *
     * @param condition as it was read
     */
    public Operand elements(Expression.Conditional expression, Operand condition) {
        Operand then = read(expression.whenTrue());
        Operand otherwise = read(expression.whenFalse());
        return then instanceof Operand.Broken || otherwise instanceof Operand.Broken
                ? Operand.BROKEN
                : scope.elementwise("select", "if", List.of(condition, then, otherwise), expression.span());
    }

    /**
     * The condition of a conditional that chooses between expressions; empty if it is none, which is reported.
     *
     * @param condition as it was read
     */
    public Optional<Plain> condition(Expression.Conditional expression, Operand condition) {
        return plain(condition, expression.condition(), ScalarType.BOOL, "the condition");
    }

    /** A conditional both of whose branches must be known before the run. */
    public Operand plainChoice(Expression.Conditional expression, Plain condition) {
        Optional<Plain> then = plain(expression.whenTrue());
        Optional<Plain> otherwise = plain(expression.whenFalse());
        return then.isEmpty() || otherwise.isEmpty()
                ? Operand.BROKEN
                : arithmetic.conditional(condition, then.get(), otherwise.get(), expression.span());
    }
}
