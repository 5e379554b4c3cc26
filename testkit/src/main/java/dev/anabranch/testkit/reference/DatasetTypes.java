package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the datasets of each array are, found from its equations in whatever order they stand. */
final class DatasetTypes {
    private final FlowPart part;
    private final Constants constants;
    private final Tasks tasks;
    private final Map<String, ValueType> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    DatasetTypes(FlowPart part) {
        this.part = part;
        this.constants = part.constants();
        this.tasks = part.tasks();
    }

    /** The type of the datasets of an array of the flow's own; refused if there is none. */
    ValueType required(String array) {
        return of(array)
                .orElseThrow(() -> Refusal.of(part.equations().of(array).get(0).span(), "no type for `" + array + "`"));
    }

    /** The type of the datasets of an array of the flow's own, if one of its equations says it. */
    Optional<ValueType> of(String array) {
        Optional<ValueType> before = Optional.ofNullable(known.get(array));
        if (before.isPresent()) {
            return before;
        }
        if (!open.add(array)) {
            return Optional.empty();
        }
        Optional<ValueType> found = Optional.empty();
        for (Statement.Equation equation : part.equations().of(array)) {
            int target =
                    equation.targets().stream().map(Object::toString).toList().indexOf(array);
            if (found.isEmpty()) {
                found = made(equation.value(), target);
            }
        }
        open.remove(array);
        found.ifPresent(type -> known.put(array, type));
        return found;
    }

    private Optional<ValueType> made(Expression value, int output) {
        if (value instanceof Expression.Call call) {
            List<TaskSignature.Output> outputs = tasks.find(call).outputs();
            return output < outputs.size() ? Optional.of(outputs.get(output).type()) : Optional.empty();
        }
        if (value instanceof Expression.Conditional conditional && choosesElements(conditional)) {
            List<Optional<ValueType>> types = List.of(
                    element(conditional.condition()),
                    element(conditional.whenTrue()),
                    element(conditional.whenFalse()));
            return types.stream().allMatch(Optional::isPresent)
                    ? Optional.of(tasks.choice(
                                    conditional,
                                    types.stream().map(Optional::orElseThrow).toList())
                            .outputs()
                            .get(0)
                            .type())
                    : Optional.empty();
        }
        if (value instanceof Expression.Conditional conditional) {
            Optional<ValueType> then = made(conditional.whenTrue(), output);
            return then.isPresent() ? then : made(conditional.whenFalse(), output);
        }
        return element(value);
    }

    /** What an expression is, or what the elements of its list are. */
    private Optional<ValueType> element(Expression expression) {
        if (isPlain(expression)) {
            return Optional.of(new PlainTypes(new Shallow()).of(expression));
        }
        if (expression instanceof Expression.Reference reference) {
            return part.type(reference.name().text(), reference.span());
        }
        if (expression instanceof Expression.Call || expression instanceof Expression.Conditional) {
            return made(expression, 0);
        }
        if (expression instanceof Expression.Unary unary) {
            return element(unary.operand())
                    .map(operand -> tasks.operator(unary, List.of(operand))
                            .outputs()
                            .get(0)
                            .type());
        }
        if (expression instanceof Expression.Binary binary) {
            Optional<ValueType> left = element(binary.left());
            Optional<ValueType> right = element(binary.right());
            return left.isEmpty() || right.isEmpty()
                    ? Optional.empty()
                    : Optional.of(tasks.operator(binary, List.of(left.get(), right.get()))
                            .outputs()
                            .get(0)
                            .type());
        }
        return Optional.empty();
    }

    /** Whether a conditional chooses between elements, by a dataset, rather than between expressions. */
    boolean choosesElements(Expression.Conditional conditional) {
        return !isPlain(conditional.condition());
    }

    /** Whether an expression is known before the run. */
    boolean isPlain(Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            String name = reference.name().text();
            return !part.isArray(name)
                    && !(constants.isList(name) && reference.indices().isEmpty());
        }
        if (expression instanceof Expression.Unary unary) {
            return isPlain(unary.operand());
        }
        if (expression instanceof Expression.Binary binary) {
            return isPlain(binary.left()) && isPlain(binary.right());
        }
        if (expression instanceof Expression.Conditional conditional) {
            return !choosesElements(conditional) && isPlain(conditional.whenTrue()) && isPlain(conditional.whenFalse());
        }
        return expression instanceof Expression.Call call
                ? Functions.isFunction(call)
                : !(expression instanceof Expression.ListLiteral);
    }

    /** Whether a reference names one dataset. */
    static boolean isOne(Expression.Reference reference, int rank) {
        return reference
                .indices()
                .map(indices -> indices.stream().allMatch(Index.Point.class::isInstance))
                .orElse(rank == 0);
    }

    /** Types of names, at no point in particular. */
    private final class Shallow implements PlainNames {
        @Override
        public ScalarType type(Expression.Reference reference) {
            String name = reference.name().text();
            if (!constants.isDim(name)) {
                return constants.value(reference).type();
            }
            List<Object> coordinates = constants.coordinates(name, reference.span());
            return !coordinates.isEmpty() && coordinates.get(0) instanceof String ? ScalarType.STRING : ScalarType.INT;
        }

        @Override
        public PlainValue value(Expression.Reference reference) {
            throw Refusal.of(reference.span(), "no value at no point");
        }

        @Override
        public Constants constants() {
            return constants;
        }
    }
}
