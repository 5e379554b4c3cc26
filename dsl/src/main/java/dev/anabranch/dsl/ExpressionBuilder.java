package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.Flow;
import dev.anabranch.dsl.grammar.FlowBaseVisitor;
import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.UnaryOperator;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** From the generated parser's contexts to expressions. */
final class ExpressionBuilder {
    private static final int LONGEST_SHOWN = 80;

    private final Positions positions;
    private final StatementParser parser;
    private final Kinds kinds = new Kinds();

    ExpressionBuilder(Positions positions, StatementParser parser) {
        this.positions = positions;
        this.parser = parser;
    }

    Expression expression(Flow.ExpressionContext context) {
        return kinds.visit(context);
    }

    Optional<Expression> optional(Flow.@Nullable ExpressionContext context) {
        return Optional.ofNullable(context).map(this::expression);
    }

    Name name(Token token) {
        return new Name(token.getText(), positions.of(token));
    }

    Name word(Flow.WordContext context) {
        return name(context.getStart());
    }

    QualifiedName qualifiedName(Flow.QualifiedNameContext context) {
        List<Name> parts = Stream.concat(
                        Stream.of(name(context.NAME().getSymbol())),
                        context.word().stream().map(this::word))
                .toList();
        return new QualifiedName(parts, span(context));
    }

    List<Argument> arguments(Flow.ArgumentsContext context) {
        return context.argument().stream()
                .map(a -> new Argument(
                        Optional.ofNullable(a.word()).map(this::word), expression(a.expression()), span(a)))
                .toList();
    }

    List<Index> indices(Flow.IndicesContext context) {
        return context.index().stream().map(this::index).toList();
    }

    /** A string literal. */
    Expression.StringLiteral string(Token token) {
        return Strings.read(positions.of(token), this::interpolation);
    }

    private Index index(Flow.IndexContext context) {
        if (context.STAR() != null) {
            return new Index.All(span(context));
        }
        Flow.SpanContext range = context.span();
        Expression from = expression(range.expression(0));
        if (range.expression().size() == 1) {
            return new Index.Point(from, from.span());
        }
        return new Index.Range(
                from,
                expression(range.expression(1)),
                range.RANGE_BELOW() != null,
                optional(range.expression(2)),
                span(range));
    }

    private Expression interpolation(Span stretch) {
        StatementTokens tokens = hole(stretch);
        LexicalCheck.check(tokens, positions)
                .or(() -> NestingCheck.check(tokens, positions))
                .ifPresent(d -> {
                    throw new SyntaxError(d);
                });
        // The parser is in the middle of nothing here: contexts are complete before they are visited.
        return expression(parser.interpolation(tokens, positions).expression());
    }

    private static StatementTokens hole(Span stretch) {
        List<Token> words = Tokens.of(stretch).words();
        if (words.isEmpty()) {
            Span braces = new Span(stretch.source(), stretch.start() - 1, stretch.end() + 1);
            throw new SyntaxError(Diagnostic.error(
                            SyntaxCodes.BAD_INTERPOLATION, braces, "the braces in this string hold no expression")
                    .withLabel("expected an expression")
                    .withHelp("a brace that is meant as itself is written `\\{`"));
        }
        return new StatementTokens(words);
    }

    Span span(ParserRuleContext context) {
        return positions.of(context);
    }

    /** One method for each labelled alternative of the grammar. */
    private final class Kinds extends FlowBaseVisitor<Expression> {
        @Override
        public Expression visitValue(Flow.ValueContext context) {
            return visit(context.primary());
        }

        @Override
        public Expression visitGrouped(Flow.GroupedContext context) {
            return visit(context.expression());
        }

        @Override
        public Expression visitUnary(Flow.UnaryContext context) {
            UnaryOperator operator = context.MINUS() != null ? UnaryOperator.NEGATE : UnaryOperator.NOT;
            return new Expression.Unary(operator, visit(context.expression()), span(context));
        }

        @Override
        public Expression visitBinary(Flow.BinaryContext context) {
            BinaryOperator operator = operator(context);
            if (operator.isComparison()) {
                context.expression().forEach(operand -> refuseComparison(context, operand));
            }
            return new Expression.Binary(
                    operator, visit(context.expression(0)), visit(context.expression(1)), span(context));
        }

        private BinaryOperator operator(Flow.BinaryContext context) {
            return BinaryOperator.of(context.getChild(1).getText());
        }

        private void refuseComparison(Flow.BinaryContext whole, Flow.ExpressionContext operand) {
            if (operand instanceof Flow.BinaryContext inner && operator(inner).isComparison()) {
                boolean left = whole.expression(0) == operand;
                String middle = text(inner.expression(left ? 1 : 0));
                String other = left
                        ? middle + " " + operator(whole).symbol() + " " + text(whole.expression(1))
                        : text(whole.expression(0)) + " " + operator(whole).symbol() + " " + middle;
                String both = left ? text(inner) + " && " + other : other + " && " + text(inner);
                throw new SyntaxError(
                        Diagnostic.error(SyntaxCodes.CHAINED_COMPARISON, span(whole), "comparisons do not chain")
                                .withLabel("expected one comparison")
                                .withHelp(
                                        both.length() > LONGEST_SHOWN || both.contains("\n")
                                                ? "write `a < b && b < c`; to compare an outcome put it in parentheses"
                                                : "write `" + both + "`; to compare an outcome put it in parentheses"));
            }
        }

        private String text(Flow.ExpressionContext part) {
            return span(part).text();
        }

        @Override
        public Expression visitConditional(Flow.ConditionalContext context) {
            return new Expression.Conditional(
                    visit(context.expression(0)),
                    visit(context.expression(1)),
                    visit(context.expression(2)),
                    span(context));
        }

        @Override
        public Expression visitList(Flow.ListContext context) {
            return new Expression.ListLiteral(
                    context.expression().stream().map(this::visit).toList(), span(context));
        }

        @Override
        public Expression visitNamed(Flow.NamedContext context) {
            QualifiedName name = qualifiedName(context.qualifiedName());
            if (context.arguments() != null) {
                return new Expression.Call(name, arguments(context.arguments()), span(context));
            }
            return new Expression.Reference(
                    name,
                    Optional.ofNullable(context.indices()).map(ExpressionBuilder.this::indices),
                    context.QUESTION() != null,
                    span(context));
        }

        @Override
        public Expression visitLiteral(Flow.LiteralContext context) {
            Token token = context.getStart();
            Span span = positions.of(token);
            return switch (token.getType()) {
                case FlowLexer.INT -> Numbers.integer(span);
                case FlowLexer.FLOAT -> Numbers.real(span);
                case FlowLexer.QUANTITY -> Numbers.quantity(span);
                case FlowLexer.STRING -> string(token);
                case FlowLexer.TRUE -> new Expression.BoolLiteral(true, span);
                case FlowLexer.FALSE -> new Expression.BoolLiteral(false, span);
                default -> throw new IllegalStateException("the grammar has a literal without a meaning: " + token);
            };
        }
    }
}
