package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one use gives to the flow that it uses: {@code stats = post(t2: t2, limit: 280.0)}. */
final class FlowUse implements Outside {
    private final FlowPart user;
    private final Expression.Call call;
    private final List<Statement.Input> inputs;
    private final Map<String, Expression> given = new HashMap<>();

    /**
     * @param user the flow that the use stands in
     * @param used the flow that it uses
     */
    FlowUse(FlowPart user, Expression.Call call, SyntaxTree used) {
        this.user = user;
        this.call = call;
        this.inputs = used.inputs();
        int place = 0;
        for (Argument argument : call.arguments()) {
            if (argument.label().isEmpty() && place == inputs.size()) {
                throw Refusal.of(argument.span(), "an argument for no input");
            }
            String name = argument.label().isPresent()
                    ? argument.label().get().text()
                    : inputs.get(place++).name().text();
            if (given.put(name, argument.value()) != null) {
                throw Refusal.of(argument.span(), "`" + name + "` is given twice");
            }
        }
    }

    /** A dim alone stands for its size. */
    @Override
    public Optional<List<PlainValue>> param(Statement.Param param, ScalarType type, boolean list) {
        return Optional.ofNullable(given.get(param.name().text()))
                .map(value -> user.constants().read(value, type, list));
    }

    private Expression given(Statement.Input input) {
        return Optional.ofNullable(given.get(input.name().text()))
                .orElseThrow(() -> Refusal.of(call.span(), "nothing for the input `" + input.name() + "`"));
    }

    /** Those of the first input that has the dim. */
    @Override
    public List<Object> coordinates(String dim) {
        for (Statement.Input input : inputs) {
            for (int i = 0; i < input.dims().size(); i++) {
                if (input.dims().get(i).text().equals(dim)) {
                    List<List<Object>> extents = user.extents(given(input));
                    if (extents.size() != input.dims().size()) {
                        throw Refusal.of(given(input).span(), "another number of indices");
                    }
                    return extents.get(i);
                }
            }
        }
        throw new IllegalArgumentException("no input has the dim " + dim);
    }

    /**
     * What an input is given.
     *
     * @param name of what is computed for it
     */
    InputArray given(Statement.Input input, String name, ReferenceElaborator whole) {
        Expression expression = user.chosen(given(input));
        // An array that is given by its name is not read yet.
        boolean named = expression instanceof Expression.Reference;
        Expressions expressions = new Expressions(user, name, new Point(Map.of()), List.of(), mistake -> {
            // Of no elements operators make an array of none.
            boolean unread = mistake.kind() == ReferenceMistake.Kind.EMPTY_LIST
                    && mistake.span().equals(expression.span());
            if (!named && !unread) {
                whole.add(mistake);
            }
        });
        return new InputArray(
                InputTypes.of(input.type()),
                user.extents(expression),
                expressions.operand(expression),
                whole.datasets());
    }
}
