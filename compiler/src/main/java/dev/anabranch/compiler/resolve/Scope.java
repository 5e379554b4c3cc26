package dev.anabranch.compiler.resolve;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** What names, calls and operators on datasets mean where an expression stands. */
public interface Scope {
    /** A name, with or without indices. */
    Operand reference(Expression.Reference reference, ExpressionReader reader);

    /** The dim of a name, for its size. */
    Optional<Dim> dim(String name);

    /** A call that is not one of a function. */
    Operand call(Expression.Call call, ExpressionReader reader);

    /**
     * An operator of which at least one operand is a dataset or a list.
     *
     * @param operation name in the library of elementwise tasks, such as {@code lessOrEqual}
     * @param symbol as it is written
     * @param operands none of them broken
     */
    Operand elementwise(String operation, String symbol, List<Operand> operands, Span span);

    /**
     * A conditional.
     *
     * @param condition a truth value
     */
    default Operand choice(Expression.Conditional conditional, Operand.Plain condition, ExpressionReader reader) {
        return reader.plainChoice(conditional, condition);
    }
}
