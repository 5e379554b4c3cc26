package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Scalar.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The coordinates of the array that is given to an input, before anything is known of its type: one dim for each index,
 * none for a single dataset. Reports nothing: mistakes show when the expression is read in full.
 */
final class ArgumentExtents implements Expression.Visitor<List<Dim>> {
    private final FlowInstance user;

    /** @param user the flow that the expression stands in */
    ArgumentExtents(FlowInstance user) {
        this.user = user;
    }

    List<Dim> of(Expression expression) {
        return expression.accept(this);
    }

    @Override
    public List<Dim> reference(Expression.Reference reference) {
        Optional<List<Dim>> all = user.extents(reference.name().text());
        if (all.isEmpty() || reference.indices().isEmpty()) {
            return all.orElse(List.of());
        }
        List<Index> indices = reference.indices().get();
        if (indices.size() != all.get().size()) {
            return List.of();
        }
        List<Dim> kept = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            if (!(indices.get(i) instanceof Index.Point)) {
                kept.add(all.get().get(i));
            }
        }
        return kept;
    }

    /** An operator works along the first list among its operands. */
    private List<Dim> first(Expression left, Expression right) {
        List<Dim> dims = of(left);
        return dims.isEmpty() ? of(right) : dims;
    }

    @Override
    public List<Dim> unary(Expression.Unary expression) {
        return of(expression.operand());
    }

    @Override
    public List<Dim> binary(Expression.Binary expression) {
        return first(expression.left(), expression.right());
    }

    @Override
    public List<Dim> conditional(Expression.Conditional expression) {
        Operand condition = user.plainReader(new Diagnostics()).read(expression.condition());
        boolean no = condition instanceof Plain plain
                && plain.constant()
                && ((Literal) plain.scalar()).value().equals(false);
        return of(no ? expression.whenFalse() : expression.whenTrue());
    }

    @Override
    public List<Dim> call(Expression.Call expression) {
        return List.of();
    }

    @Override
    public List<Dim> intLiteral(Expression.IntLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> floatLiteral(Expression.FloatLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> boolLiteral(Expression.BoolLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> durationLiteral(Expression.DurationLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> sizeLiteral(Expression.SizeLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> stringLiteral(Expression.StringLiteral expression) {
        return List.of();
    }

    @Override
    public List<Dim> listLiteral(Expression.ListLiteral expression) {
        return List.of();
    }
}
