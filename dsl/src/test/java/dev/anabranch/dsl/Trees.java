package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.DurationUnit;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.SizeUnit;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.dsl.tree.UnaryOperator;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any equations, as trees that no text was ever written for. */
final class Trees {
    private static final SourceText NOWHERE = SourceText.of("nowhere.flow", "");
    private static final Span SPAN = new Span(NOWHERE, 0, 0);

    private Trees() {}

    static Arbitrary<SyntaxTree> flows() {
        return Combinators.combine(
                        names(),
                        expressions(1).list().ofMaxSize(2),
                        expressions(1).optional(),
                        expressions(2))
                .as((name, indices, guard, value) -> (Statement) new Statement.Equation(
                        List.of(name), indices, guard, value, Optional.empty(), List.of(), Optional.empty(), SPAN))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(statements -> new SyntaxTree(NOWHERE, Optional.empty(), statements, List.of()));
    }

    private static Arbitrary<Name> names() {
        return Arbitraries.of("a", "b2", "long_name_of_a_dataset", "_x").map(text -> new Name(text, SPAN));
    }

    private static Arbitrary<QualifiedName> qualifiedNames() {
        return names().list().ofMinSize(1).ofMaxSize(2).map(parts -> new QualifiedName(parts, SPAN));
    }

    static Arbitrary<Expression> expressions(int depth) {
        return expressions(depth, true);
    }

    private static Arbitrary<Expression> expressions(int depth, boolean holes) {
        if (depth == 0) {
            return Arbitraries.oneOf(numbers(), texts(holes ? 1 : -1), references(Arbitraries.just(List.of())));
        }
        Arbitrary<Expression> inner = expressions(depth - 1, holes);
        return Arbitraries.oneOf(List.of(
                expressions(0, holes),
                texts(holes ? depth : -1),
                references(indices(inner).list().ofMinSize(1).ofMaxSize(2)),
                inner.list().ofMaxSize(3).map(list -> new Expression.ListLiteral(list, SPAN)),
                calls(inner),
                Combinators.combine(Arbitraries.of(UnaryOperator.class), inner)
                        .as((operator, a) -> new Expression.Unary(operator, a, SPAN)),
                Combinators.combine(Arbitraries.of(BinaryOperator.class), inner, inner)
                        .as((operator, a, b) -> new Expression.Binary(operator, a, b, SPAN)),
                Combinators.combine(inner, inner, inner).as((a, b, c) -> new Expression.Conditional(a, b, c, SPAN))));
    }

    private static Arbitrary<Expression> numbers() {
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("999999"))
                .ofScale(3);
        return Arbitraries.oneOf(List.of(
                Arbitraries.longs().between(0, Long.MAX_VALUE).map(v -> new Expression.IntLiteral(v, SPAN)),
                Combinators.combine(amounts, Arbitraries.integers().between(-200, 200))
                        .as((v, e) -> v.scaleByPowerOfTen(e))
                        .filter(v -> v.scale() != 0)
                        .map(v -> new Expression.FloatLiteral(v, SPAN)),
                Combinators.combine(amounts, Arbitraries.of(DurationUnit.class))
                        .as((v, u) -> new Expression.DurationLiteral(v, u, SPAN)),
                Combinators.combine(amounts, Arbitraries.of(SizeUnit.class))
                        .as((v, u) -> new Expression.SizeLiteral(v, u, SPAN)),
                Arbitraries.of(true, false).map(v -> new Expression.BoolLiteral(v, SPAN))));
    }

    /** Strings; a negative depth allows no braces, as within braces. */
    private static Arbitrary<Expression> texts(int depth) {
        Arbitrary<StringPart> text = Arbitraries.strings()
                .withChars("ab {}\"\\\n\t\r\u0001\u00e4\ud83d")
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(v -> new StringPart.Text(v, SPAN));
        if (depth < 1) {
            return text.list().ofMaxSize(1).map(parts -> new Expression.StringLiteral(parts, SPAN));
        }
        Arbitrary<StringPart> hole = expressions(depth - 1, false).map(e -> new StringPart.Interpolation(e, SPAN));
        return Arbitraries.oneOf(text, hole).list().ofMaxSize(4).map(parts -> {
            List<StringPart> kept = new ArrayList<>();
            for (StringPart part : parts) {
                boolean twoTexts = part instanceof StringPart.Text
                        && !kept.isEmpty()
                        && kept.get(kept.size() - 1) instanceof StringPart.Text;
                if (!twoTexts) {
                    kept.add(part);
                }
            }
            return new Expression.StringLiteral(kept, SPAN);
        });
    }

    private static Arbitrary<Expression> references(Arbitrary<List<Index>> indices) {
        return Combinators.combine(qualifiedNames(), indices, Arbitraries.of(true, false))
                .as((name, list, optional) -> new Expression.Reference(
                        name, list.isEmpty() ? Optional.empty() : Optional.of(list), optional, SPAN));
    }

    private static Arbitrary<Index> indices(Arbitrary<Expression> inner) {
        return Arbitraries.oneOf(
                Arbitraries.just(new Index.All(SPAN)),
                inner.map(e -> new Index.Point(e, SPAN)),
                Combinators.combine(inner, inner, Arbitraries.of(true, false), inner.optional())
                        .as((from, to, exclusive, by) -> new Index.Range(from, to, exclusive, by, SPAN)));
    }

    private static Arbitrary<Expression> calls(Arbitrary<Expression> inner) {
        Arbitrary<Argument> arguments =
                Combinators.combine(names().optional(), inner).as((label, value) -> new Argument(label, value, SPAN));
        return Combinators.combine(qualifiedNames(), arguments.list().ofMaxSize(3))
                .as((callee, list) -> new Expression.Call(callee, list, SPAN));
    }
}
