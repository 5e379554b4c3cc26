package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.Flow;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** From the generated parser's contexts to types: which names take which brackets. */
final class TypeBuilder {
    private final ExpressionBuilder expressions;

    TypeBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    TypeExpression type(Flow.TypeContext context) {
        QualifiedName name = expressions.qualifiedName(context.qualifiedName());
        Span span = expressions.span(context);
        return switch (name.text()) {
            case "list" -> {
                refuse(context.shape() != null || !context.column().isEmpty(), span, "list<int>");
                yield new TypeExpression.ListOf(element(context, span, "list<int>"), span);
            }
            case "scalar" -> {
                refuse(context.shape() != null || !context.column().isEmpty(), span, "scalar<f64>");
                yield new TypeExpression.ScalarOf(element(context, span, "scalar<f64>"), span);
            }
            case "tensor" -> {
                refuse(!context.column().isEmpty(), span, "tensor<f64>[..]");
                boolean any = context.type() == null && context.shape() == null;
                yield any ? new TypeExpression.Named(name, span) : tensor(context, span);
            }
            case "table" -> {
                refuse(context.shape() != null || context.type() != null, span, "table{a: i64}");
                yield table(context, span);
            }
            default -> {
                boolean bare = context.type() == null
                        && context.shape() == null
                        && context.column().isEmpty();
                refuse(!bare, span, name.text());
                yield new TypeExpression.Named(name, span);
            }
        };
    }

    private TypeExpression tensor(Flow.TypeContext context, Span span) {
        TypeExpression element = element(context, span, "tensor<f64>[..]");
        if (!(element instanceof TypeExpression.Named named) || !named.name().isSimple()) {
            throw malformed(element.span(), "tensor<f64>[..]");
        }
        Optional<List<Expression>> shape = Optional.ofNullable(context.shape())
                .filter(s -> s.RANGE() == null)
                .map(s -> s.expression().stream().map(expressions::expression).toList());
        return new TypeExpression.TensorOf(named.name().first(), shape, span);
    }

    private TypeExpression table(Flow.TypeContext context, Span span) {
        List<TypeExpression.Column> columns = context.column().stream()
                .map(c -> new TypeExpression.Column(expressions.word(c.word()), type(c.type()), expressions.span(c)))
                .toList();
        return new TypeExpression.TableOf(columns.isEmpty() ? Optional.empty() : Optional.of(columns), span);
    }

    private TypeExpression element(Flow.TypeContext context, Span span, String example) {
        if (context.type() == null) {
            throw malformed(span, example);
        }
        return type(context.type());
    }

    private static void refuse(boolean wrong, Span span, String example) {
        if (wrong) {
            throw malformed(span, example);
        }
    }

    private static SyntaxError malformed(Span span, String example) {
        return new SyntaxError(
                Diagnostic.error(SyntaxCodes.MALFORMED_TYPE, span, "`" + span.text() + "` is not written as types are")
                        .withHelp("for example `" + example + "`"));
    }
}
