package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the expression of an equation at one of its points. */
final class Expressions {
    private final FlowPart part;
    private final DatasetTypes types;
    private final Tasks tasks;
    private final String equation;
    private final Point point;
    private final List<Instance> outputs;
    private final Consumer<ReferenceMistake> mistakes;
    private final PlainNames names;

    /**
     * @param part the flow that the expression stands in
     * @param equation the name of its equation
     * @param outputs what the equation defines at the point
     */
    Expressions(
            FlowPart part, String equation, Point point, List<Instance> outputs, Consumer<ReferenceMistake> mistakes) {
        this.part = part;
        this.types = part.types();
        this.tasks = part.tasks();
        this.equation = equation;
        this.point = point;
        this.outputs = outputs;
        this.mistakes = mistakes;
        this.names = new PointNames(part.constants(), point);
    }

    /** Values of names at the point. */
    PlainNames names() {
        return names;
    }

    /** The task that the equation stands for at the point. */
    ReferenceTask task(Expression value, ReferenceTask.Demands demands) {
        if (value instanceof Expression.Conditional conditional && !types.choosesElements(conditional)) {
            return task(chosen(conditional), demands);
        }
        if (value instanceof Expression.Call call) {
            TaskSignature task = tasks.find(call);
            return made(task, new CallArguments(this, call, task).arguments(), demands);
        }
        boolean operator = isOperator(value);
        if (!operator || types.isPlain(value)) {
            throw Refusal.of(value.span(), "no task");
        }
        Operand operand = operand(value);
        if (operand instanceof Operand.One one && one.dataset() instanceof ReferenceArgument.Made made) {
            return made(made.task().signature(), made.task().arguments(), demands);
        }
        throw Refusal.of(value.span(), "a list where one dataset is defined");
    }

    private ReferenceTask made(
            TaskSignature signature, List<ReferenceArgument> arguments, ReferenceTask.Demands demands) {
        return new ReferenceTask(equation, point.values(), signature, arguments, outputs, demands);
    }

    private ReferenceArgument unnamed(TaskSignature signature, List<ReferenceArgument> arguments) {
        return new ReferenceArgument.Made(new ReferenceTask(
                equation, point.values(), signature, arguments, List.of(), ReferenceTask.Demands.NONE));
    }

    private Expression chosen(Expression.Conditional conditional) {
        boolean holds =
                PlainValues.of(conditional.condition(), names, ScalarType.BOOL).truth();
        return holds ? conditional.whenTrue() : conditional.whenFalse();
    }

    /** What an expression stands for. */
    Operand operand(Expression expression) {
        Operand operand = part(expression, false);
        if (isOperator(expression)
                && operand instanceof Operand.Many many
                && many.elements().isEmpty()
                && !hasOptional(expression)) {
            emptyList(expression.span());
        }
        return operand;
    }

    private boolean isOperator(Expression expression) {
        return expression instanceof Expression.Unary
                || expression instanceof Expression.Binary
                || (expression instanceof Expression.Conditional conditional && types.choosesElements(conditional));
    }

    private static boolean hasOptional(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            return hasOptional(unary.operand());
        }
        if (expression instanceof Expression.Binary binary) {
            return hasOptional(binary.left()) || hasOptional(binary.right());
        }
        if (expression instanceof Expression.Conditional conditional) {
            return hasOptional(conditional.condition())
                    || hasOptional(conditional.whenTrue())
                    || hasOptional(conditional.whenFalse());
        }
        return expression instanceof Expression.Reference reference && reference.optional();
    }

    /** @param elementwise whether an operator takes its elements one by one: then there may be none of them so far */
    private Operand part(Expression expression, boolean elementwise) {
        if (types.isPlain(expression)) {
            return new Operand.Plain(PlainValues.of(expression, names));
        }
        if (expression instanceof Expression.Conditional conditional && types.choosesElements(conditional)) {
            List<Operand> operands = List.of(
                    part(conditional.condition(), true),
                    part(conditional.whenTrue(), true),
                    part(conditional.whenFalse(), true));
            TaskSignature task = tasks.choice(
                    conditional, operands.stream().map(o -> type(o, expression)).toList());
            return applied(task, operands, expression);
        }
        if (expression instanceof Expression.Conditional conditional) {
            return elementwise ? part(chosen(conditional), true) : operand(chosen(conditional));
        }
        if (expression instanceof Expression.ListLiteral list) {
            return new Operand.Listed(
                    list.elements().stream().map(this::operand).toList());
        }
        if (expression instanceof Expression.Unary unary) {
            Operand operand = part(unary.operand(), true);
            TaskSignature task = tasks.operator(unary, List.of(type(operand, expression)));
            return applied(task, List.of(operand), expression);
        }
        if (expression instanceof Expression.Binary binary) {
            List<Operand> operands = List.of(part(binary.left(), true), part(binary.right(), true));
            TaskSignature task = tasks.operator(
                    binary, operands.stream().map(o -> type(o, expression)).toList());
            return applied(task, operands, expression);
        }
        if (expression instanceof Expression.Call call) {
            TaskSignature task = tasks.find(call);
            if (task.outputs().size() != 1 || task.generator()) {
                throw Refusal.of(call.span(), "not exactly one dataset within an expression");
            }
            List<ReferenceArgument> arguments = new CallArguments(this, call, task).arguments();
            return new Operand.One(
                    unnamed(task, arguments), task.outputs().get(0).type());
        }
        Expression.Reference reference = (Expression.Reference) expression;
        return part.isArray(reference.name().text())
                ? dataset(reference, elementwise)
                : new Operand.Listed(part.constants().list(reference).stream()
                        .<Operand>map(Operand.Plain::new)
                        .toList());
    }

    private static ValueType type(Operand operand, Expression expression) {
        if (operand instanceof Operand.Plain plain) {
            return plain.value().type();
        }
        if (operand instanceof Operand.One one) {
            return one.type();
        }
        if (operand instanceof Operand.Many many) {
            return many.type();
        }
        throw Refusal.of(expression.span(), "an operator on a list that is written out");
    }

    /** An operator on one dataset makes one, on a list one for each of it. */
    private Operand applied(TaskSignature task, List<Operand> operands, Expression expression) {
        ValueType made = task.outputs().get(0).type();
        Optional<Operand.Many> list = operands.stream()
                .filter(Operand.Many.class::isInstance)
                .map(Operand.Many.class::cast)
                .findFirst();
        if (list.isEmpty()) {
            return new Operand.One(unnamed(task, arguments(task, operands, expression)), made);
        }
        List<Operand.Element> elements = new ArrayList<>();
        for (Operand.Element element : list.get().elements()) {
            List<Operand> single = new ArrayList<>();
            operands.forEach(operand -> partner(operand, list.get(), element).ifPresent(single::add));
            if (single.size() == operands.size()) {
                elements.add(new Operand.Element(element.at(), unnamed(task, arguments(task, single, expression))));
            }
        }
        boolean paired = operands.stream()
                .filter(Operand.Many.class::isInstance)
                .map(Operand.Many.class::cast)
                .allMatch(many -> at(many).equals(at(list.get())));
        if (!paired) {
            mistakes.accept(new ReferenceMistake(
                    ReferenceMistake.Kind.LISTS_DIFFER,
                    expression.span(),
                    List.of(),
                    reader() + " pairs lists over different coordinates"));
        }
        return new Operand.Many(elements, made);
    }

    private static Set<List<Object>> at(Operand.Many many) {
        Set<List<Object>> at = new HashSet<>();
        many.elements().forEach(e -> at.add(e.at()));
        return at;
    }

    /** The operand for one element of the first list: of other lists the element at the same coordinates. */
    private static Optional<Operand> partner(Operand operand, Operand.Many first, Operand.Element element) {
        if (!(operand instanceof Operand.Many many)) {
            return Optional.of(operand);
        }
        return operand == first
                ? Optional.of(new Operand.One(element.dataset(), many.type()))
                : many.elements().stream()
                        .filter(e -> e.at().equals(element.at()))
                        .findFirst()
                        .map(e -> new Operand.One(e.dataset(), many.type()));
    }

    private List<ReferenceArgument> arguments(TaskSignature task, List<Operand> operands, Expression expression) {
        List<Parameter> parameters = task.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE)
                .toList();
        List<ReferenceArgument> arguments = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            arguments.add(
                    CallArguments.argument(operands.get(i), parameters.get(i).type(), expression.span()));
        }
        return arguments;
    }

    private Operand dataset(Expression.Reference reference, boolean elementwise) {
        ReadableArray array = part.array(reference.name().text(), reference.span());
        int rank = array.rank();
        if (reference.indices().isPresent() && reference.indices().get().size() != rank) {
            throw Refusal.of(reference.span(), "another number of indices");
        }
        if (DatasetTypes.isOne(reference, rank)) {
            List<Object> at = new ArrayList<>();
            reference.indices().orElse(List.of()).forEach(index -> at.add(point((Index.Point) index)));
            return single(reference, array, at);
        }
        List<Operand.Element> elements = new ArrayList<>();
        List<Optional<Index>> indices = reference
                .indices()
                .map(list -> list.stream().map(Optional::of).toList())
                .orElseGet(() -> Collections.nCopies(rank, Optional.empty()));
        List<List<Object>> named = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            named.add(coordinates(indices.get(i), array.order().get(i)));
        }
        List<Boolean> ranged = indices.stream()
                .map(i -> i.filter(Index.Point.class::isInstance).isEmpty())
                .toList();
        collect(array, named, ranged, new ArrayList<>(), elements);
        if (elements.isEmpty() && !reference.optional() && !elementwise) {
            emptyList(reference.span());
        }
        return new Operand.Many(elements, array.type());
    }

    private void emptyList(Span span) {
        mistakes.accept(new ReferenceMistake(
                ReferenceMistake.Kind.EMPTY_LIST, span, List.of(), reader() + " reads an empty list: " + span.text()));
    }

    private Operand single(Expression.Reference reference, ReadableArray array, List<Object> at) {
        Optional<ReferenceArgument> dataset = array.at(at);
        if (reference.optional()) {
            return new Operand.Maybe(dataset, array.type());
        }
        Instance instance = array instanceof OwnArray own
                ? own.instance(at)
                : new Instance(part.prefix() + reference.name().text(), at);
        if (dataset.isEmpty()) {
            mistakes.accept(new ReferenceMistake(
                    ReferenceMistake.Kind.NEVER_DEFINED,
                    reference.span(),
                    List.of(instance),
                    reader() + " reads " + instance));
        }
        return new Operand.One(dataset.orElse(new ReferenceArgument.Named(instance)), array.type());
    }

    private String reader() {
        return outputs.isEmpty() ? equation : outputs.get(0).toString();
    }

    private Object point(Index.Point written) {
        PlainValue value = PlainValues.of(written.coordinate(), names);
        if (value.type() != ScalarType.INT && !PlainTypes.text(value.type())) {
            throw Refusal.of(written.span(), "an index of type " + value.type().label());
        }
        return value.value();
    }

    /** The coordinates that an index names, in order; of those outside of the array only single ones. */
    private List<Object> coordinates(Optional<Index> index, List<Object> order) {
        if (index.isEmpty() || index.get() instanceof Index.All) {
            return order;
        }
        return index.get() instanceof Index.Range range
                ? within(range, names, order)
                : List.of(point((Index.Point) index.get()));
    }

    /** Those of an array's coordinates that a range names, ascending. */
    static List<Object> within(Index.Range range, PlainNames names, List<Object> order) {
        long from = PlainValues.of(range.from(), names, ScalarType.INT).integer();
        long to = PlainValues.of(range.to(), names, ScalarType.INT).integer();
        long by = range.by()
                .map(e -> PlainValues.of(e, names, ScalarType.INT).integer())
                .orElse(1L);
        if (by <= 0) {
            throw Refusal.of(range.span(), "a step of " + by);
        }
        return order.stream()
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(c -> c >= from && (range.toExclusive() ? c < to : c <= to))
                .filter(c -> Long.remainderUnsigned(c - from, by) == 0)
                .sorted()
                .map(Object.class::cast)
                .toList();
    }

    /** The last index varies fastest. */
    private static void collect(
            ReadableArray array,
            List<List<Object>> named,
            List<Boolean> ranged,
            List<Object> at,
            List<Operand.Element> elements) {
        if (at.size() < named.size()) {
            for (Object coordinate : named.get(at.size())) {
                at.add(coordinate);
                collect(array, named, ranged, at, elements);
                at.remove(at.size() - 1);
            }
            return;
        }
        array.at(List.copyOf(at)).ifPresent(dataset -> {
            List<Object> own = new ArrayList<>();
            for (int i = 0; i < at.size(); i++) {
                if (ranged.get(i)) {
                    own.add(at.get(i));
                }
            }
            elements.add(new Operand.Element(own, dataset));
        });
    }
}
