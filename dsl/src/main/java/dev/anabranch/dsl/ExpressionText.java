package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.StringPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The canonical text of expressions. Where a line may be broken it has a {@link #BREAK} for a blank. */
final class ExpressionText implements Expression.Visitor<String>, Index.Visitor<String> {
    /** A blank at which a long line may be broken: a control character, which neither strings nor text blocks hold. */
    static final char BREAK = '\u0001';

    private static final ExpressionText OUTSIDE = new ExpressionText(false);
    private static final ExpressionText IN_STRING = new ExpressionText(true);

    private final boolean inString;

    private ExpressionText(boolean inString) {
        this.inString = inString;
    }

    static String of(Expression expression) {
        return expression.accept(OUTSIDE);
    }

    static String of(List<Argument> arguments) {
        return OUTSIDE.arguments(arguments);
    }

    /** A range: tight between names and numbers, with blanks between longer expressions. */
    static String range(Expression from, Expression to, boolean toExclusive, Optional<Expression> by) {
        return OUTSIDE.rangeText(from, to, toExclusive, by);
    }

    @Override
    public String intLiteral(Expression.IntLiteral expression) {
        return Long.toString(expression.value());
    }

    @Override
    public String floatLiteral(Expression.FloatLiteral expression) {
        return expression.exact().toString().replace("E+", "e").replace("E", "e");
    }

    @Override
    public String boolLiteral(Expression.BoolLiteral expression) {
        return Boolean.toString(expression.value());
    }

    @Override
    public String durationLiteral(Expression.DurationLiteral expression) {
        return expression.amount().toPlainString() + expression.unit().symbol();
    }

    @Override
    public String sizeLiteral(Expression.SizeLiteral expression) {
        return expression.amount().toPlainString() + expression.unit().symbol();
    }

    @Override
    public String stringLiteral(Expression.StringLiteral expression) {
        if (expression.isTextBlock()) {
            // As it is written: its author has laid it out.
            return expression.span().text().replace("\r\n", "\n").replace('\r', '\n');
        }
        StringBuilder out = new StringBuilder("\"");
        for (StringPart part : expression.parts()) {
            out.append(part.accept(new StringPart.Visitor<String>() {
                @Override
                public String text(StringPart.Text text) {
                    return escape(text.value());
                }

                @Override
                public String interpolation(StringPart.Interpolation hole) {
                    return "{" + hole.expression().accept(IN_STRING).replace(BREAK, ' ') + "}";
                }
            }));
        }
        return out.append('"').toString();
    }

    private String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '{' -> out.append("\\{");
                case '}' -> out.append(inString ? "\\}" : "}");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (Character.isISOControl(c) || isLoneSurrogate(value, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    @Override
    public String listLiteral(Expression.ListLiteral expression) {
        return expression.elements().stream()
                .map(e -> e.accept(this))
                .collect(Collectors.joining("," + BREAK, "[", "]"));
    }

    @Override
    public String reference(Expression.Reference expression) {
        String indices = expression
                .indices()
                .map(list -> list.stream().map(i -> i.accept(this)).collect(Collectors.joining(", ", "[", "]")))
                .orElse("");
        return expression.name().text() + indices + (expression.optional() ? "?" : "");
    }

    @Override
    public String call(Expression.Call expression) {
        return expression.callee().text() + "(" + arguments(expression.arguments()) + ")";
    }

    private String arguments(List<Argument> arguments) {
        return arguments.stream()
                .map(a -> a.label().map(l -> l.text() + ": ").orElse("")
                        + a.value().accept(this))
                .collect(Collectors.joining("," + BREAK));
    }

    @Override
    public String unary(Expression.Unary expression) {
        Expression operand = expression.operand();
        boolean loose = operand instanceof Expression.Binary || operand instanceof Expression.Conditional;
        return expression.operator().symbol() + (loose ? parenthesised(operand) : operand.accept(this));
    }

    @Override
    public String binary(Expression.Binary expression) {
        BinaryOperator operator = expression.operator();
        return operand(expression.left(), operator, operator.precedence())
                + BREAK
                + operator.symbol()
                + " "
                + operand(expression.right(), operator, operator.precedence() + 1);
    }

    private String operand(Expression operand, BinaryOperator around, int loosest) {
        if (operand instanceof Expression.Conditional) {
            return parenthesised(operand);
        }
        if (operand instanceof Expression.Binary inner) {
            boolean chained = around.isComparison() && inner.operator().isComparison();
            return chained || inner.operator().precedence() < loosest ? parenthesised(inner) : inner.accept(this);
        }
        return operand.accept(this);
    }

    private String parenthesised(Expression expression) {
        return "(" + expression.accept(this) + ")";
    }

    @Override
    public String conditional(Expression.Conditional expression) {
        return "if " + expression.condition().accept(this) + BREAK + "then "
                + expression.whenTrue().accept(this) + BREAK + "else "
                + expression.whenFalse().accept(this);
    }

    @Override
    public String all(Index.All index) {
        return "*";
    }

    @Override
    public String range(Index.Range index) {
        return rangeText(index.from(), index.to(), index.toExclusive(), index.by());
    }

    @Override
    public String point(Index.Point index) {
        return index.coordinate().accept(this);
    }

    private String rangeText(Expression from, Expression to, boolean toExclusive, Optional<Expression> by) {
        String blank = isLong(from) || isLong(to) ? " " : "";
        String dots = blank + (toExclusive ? "..<" : "..") + blank;
        return from.accept(this)
                + dots
                + to.accept(this)
                + by.map(s -> " by " + s.accept(this)).orElse("");
    }

    private static boolean isLong(Expression expression) {
        return expression instanceof Expression.Binary || expression instanceof Expression.Conditional;
    }
}
