package dev.anabranch.compiler.resolve;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.StringPart;
import java.util.ArrayList;
import java.util.List;

/** Collects the references within expressions, as they are written. */
public final class WrittenReferences
        implements Expression.Visitor<WrittenReferences>,
                Index.Visitor<WrittenReferences>,
                StringPart.Visitor<WrittenReferences> {
    private final List<Expression.Reference> found = new ArrayList<>();
    private final boolean sizes;

    /** Collects all references. */
    public WrittenReferences() {
        this(true);
    }

    private WrittenReferences(boolean sizes) {
        this.sizes = sizes;
    }

    /** The references within an expression, those within indices, arguments and texts too, in order. */
    public static List<Expression.Reference> in(Expression expression) {
        return new WrittenReferences().add(expression).found();
    }

    /** The same without those of which the expression takes only the size, which is a constant. */
    public static List<Expression.Reference> valuesIn(Expression expression) {
        return new WrittenReferences(false).add(expression).found();
    }

    /** Adds those of one more expression. */
    public WrittenReferences add(Expression expression) {
        return expression.accept(this);
    }

    /** All references so far. */
    public List<Expression.Reference> found() {
        return List.copyOf(found);
    }

    @Override
    public WrittenReferences reference(Expression.Reference expression) {
        found.add(expression);
        expression.indices().ifPresent(indices -> indices.forEach(index -> index.accept(this)));
        return this;
    }

    @Override
    public WrittenReferences all(Index.All all) {
        return this;
    }

    @Override
    public WrittenReferences range(Index.Range range) {
        add(range.from());
        add(range.to());
        range.by().ifPresent(this::add);
        return this;
    }

    @Override
    public WrittenReferences point(Index.Point point) {
        return add(point.coordinate());
    }

    @Override
    public WrittenReferences call(Expression.Call expression) {
        if (sizes || !PlanFunctions.isSize(expression.callee())) {
            expression.arguments().forEach(argument -> add(argument.value()));
        }
        return this;
    }

    @Override
    public WrittenReferences stringLiteral(Expression.StringLiteral expression) {
        expression.parts().forEach(part -> part.accept(this));
        return this;
    }

    @Override
    public WrittenReferences text(StringPart.Text text) {
        return this;
    }

    @Override
    public WrittenReferences interpolation(StringPart.Interpolation interpolation) {
        return add(interpolation.expression());
    }

    @Override
    public WrittenReferences listLiteral(Expression.ListLiteral expression) {
        expression.elements().forEach(this::add);
        return this;
    }

    @Override
    public WrittenReferences unary(Expression.Unary expression) {
        return add(expression.operand());
    }

    @Override
    public WrittenReferences binary(Expression.Binary expression) {
        return add(expression.left()).add(expression.right());
    }

    @Override
    public WrittenReferences conditional(Expression.Conditional expression) {
        return add(expression.condition()).add(expression.whenTrue()).add(expression.whenFalse());
    }

    @Override
    public WrittenReferences intLiteral(Expression.IntLiteral expression) {
        return this;
    }

    @Override
    public WrittenReferences floatLiteral(Expression.FloatLiteral expression) {
        return this;
    }

    @Override
    public WrittenReferences boolLiteral(Expression.BoolLiteral expression) {
        return this;
    }

    @Override
    public WrittenReferences durationLiteral(Expression.DurationLiteral expression) {
        return this;
    }

    @Override
    public WrittenReferences sizeLiteral(Expression.SizeLiteral expression) {
        return this;
    }
}
