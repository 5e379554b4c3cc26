package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.StringPart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the names that stand in an expression. */
final class UsedNames implements Expression.Visitor<UsedNames> {
    private final Set<String> names = new LinkedHashSet<>();

    static Set<String> of(Expression expression) {
        return expression.accept(new UsedNames()).names;
    }

    private UsedNames all(List<Expression> expressions) {
        expressions.forEach(e -> e.accept(this));
        return this;
    }

    @Override
    public UsedNames intLiteral(Expression.IntLiteral expression) {
        return this;
    }

    @Override
    public UsedNames floatLiteral(Expression.FloatLiteral expression) {
        return this;
    }

    @Override
    public UsedNames boolLiteral(Expression.BoolLiteral expression) {
        return this;
    }

    @Override
    public UsedNames durationLiteral(Expression.DurationLiteral expression) {
        return this;
    }

    @Override
    public UsedNames sizeLiteral(Expression.SizeLiteral expression) {
        return this;
    }

    @Override
    public UsedNames stringLiteral(Expression.StringLiteral expression) {
        for (StringPart part : expression.parts()) {
            if (part instanceof StringPart.Interpolation hole) {
                hole.expression().accept(this);
            }
        }
        return this;
    }

    @Override
    public UsedNames listLiteral(Expression.ListLiteral expression) {
        return all(expression.elements());
    }

    @Override
    public UsedNames reference(Expression.Reference expression) {
        names.add(expression.name().text());
        for (Index index : expression.indices().orElse(List.of())) {
            if (index instanceof Index.Point point) {
                point.coordinate().accept(this);
            } else if (index instanceof Index.Range range) {
                range.from().accept(this);
                range.to().accept(this);
                range.by().ifPresent(by -> by.accept(this));
            }
        }
        return this;
    }

    /** Of a dim {@code size} takes the dim itself, not its coordinate. */
    @Override
    public UsedNames call(Expression.Call expression) {
        boolean size = expression.callee().text().equals("size");
        if (size && expression.arguments().stream().allMatch(a -> a.value() instanceof Expression.Reference)) {
            return this;
        }
        return all(expression.arguments().stream().map(Argument::value).toList());
    }

    @Override
    public UsedNames unary(Expression.Unary expression) {
        return expression.operand().accept(this);
    }

    @Override
    public UsedNames binary(Expression.Binary expression) {
        return all(List.of(expression.left(), expression.right()));
    }

    @Override
    public UsedNames conditional(Expression.Conditional expression) {
        return all(List.of(expression.condition(), expression.whenTrue(), expression.whenFalse()));
    }
}
