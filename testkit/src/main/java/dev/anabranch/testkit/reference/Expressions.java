package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
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
    private final Constants constants;
    private final Datasets datasets;
    private final DatasetTypes types;
    private final Tasks tasks;
    private final Definition definition;
    private final Consumer<ReferenceMistake> mistakes;
    private final PlainNames names = new PointNames();

    Expressions(
            Constants constants,
            Datasets datasets,
            DatasetTypes types,
            Tasks tasks,
            Definition definition,
            Consumer<ReferenceMistake> mistakes) {
        this.constants = constants;
        this.datasets = datasets;
        this.types = types;
        this.tasks = tasks;
        this.definition = definition;
        this.mistakes = mistakes;
    }

    /** Values of names at the point. */
    PlainNames names() {
        return names;
    }

    /** The task that the equation stands for at the point. */
    ReferenceTask task(Expression value, ReferenceTask.Demands demands) {
        if (value instanceof Expression.Conditional conditional) {
            return task(chosen(conditional), demands);
        }
        if (value instanceof Expression.Call call) {
            TaskSignature task = tasks.find(call);
            return made(task, new CallArguments(this, call, task).arguments(), demands);
        }
        boolean operator = value instanceof Expression.Unary || value instanceof Expression.Binary;
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
        return new ReferenceTask(
                definition.equation().name(),
                definition.point().values(),
                signature,
                arguments,
                definition.all(),
                demands);
    }

    private ReferenceArgument unnamed(TaskSignature signature, List<ReferenceArgument> arguments) {
        return new ReferenceArgument.Made(new ReferenceTask(
                definition.equation().name(),
                definition.point().values(),
                signature,
                arguments,
                List.of(),
                ReferenceTask.Demands.NONE));
    }

    private Expression chosen(Expression.Conditional conditional) {
        boolean holds =
                PlainValues.of(conditional.condition(), names, ScalarType.BOOL).truth();
        return holds ? conditional.whenTrue() : conditional.whenFalse();
    }

    /** What an expression stands for. */
    Operand operand(Expression expression) {
        if (types.isPlain(expression)) {
            return new Operand.Plain(PlainValues.of(expression, names));
        }
        if (expression instanceof Expression.Conditional conditional) {
            return operand(chosen(conditional));
        }
        if (expression instanceof Expression.ListLiteral list) {
            return new Operand.Listed(
                    list.elements().stream().map(this::operand).toList());
        }
        if (expression instanceof Expression.Unary unary) {
            Operand operand = operand(unary.operand());
            TaskSignature task = tasks.operator(unary, List.of(type(operand, expression)));
            return applied(task, List.of(operand), expression);
        }
        if (expression instanceof Expression.Binary binary) {
            List<Operand> operands = List.of(operand(binary.left()), operand(binary.right()));
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
        return types.isArray(reference.name().text())
                ? dataset(reference)
                : new Operand.Listed(constants.list(reference).stream()
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

    private Operand dataset(Expression.Reference reference) {
        String array = reference.name().text();
        ValueType type = types.of(array).orElseThrow(() -> Refusal.of(reference.span(), "no type for `" + array + "`"));
        int rank = datasets.rank(array);
        if (reference.indices().isPresent() && reference.indices().get().size() != rank) {
            throw Refusal.of(reference.span(), "another number of indices");
        }
        if (DatasetTypes.isOne(reference, rank)) {
            List<Object> at = new ArrayList<>();
            reference.indices().orElse(List.of()).forEach(index -> at.add(point((Index.Point) index)));
            Instance instance = new Instance(array, at);
            ReferenceArgument named = new ReferenceArgument.Named(instance);
            if (reference.optional()) {
                return new Operand.Maybe(datasets.defined(instance) ? Optional.of(named) : Optional.empty(), type);
            }
            if (!datasets.defined(instance)) {
                mistakes.accept(new ReferenceMistake(
                        ReferenceMistake.Kind.NEVER_DEFINED,
                        reference.span(),
                        List.of(instance),
                        reader() + " reads " + instance));
            }
            return new Operand.One(named, type);
        }
        List<Operand.Element> elements = new ArrayList<>();
        List<Optional<Index>> indices = reference
                .indices()
                .map(list -> list.stream().map(Optional::of).toList())
                .orElseGet(() -> Collections.nCopies(rank, Optional.empty()));
        List<List<Object>> named = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            named.add(coordinates(indices.get(i), datasets.order(array).get(i)));
        }
        List<Boolean> ranged = indices.stream()
                .map(i -> i.filter(Index.Point.class::isInstance).isEmpty())
                .toList();
        collect(array, named, ranged, new ArrayList<>(), elements);
        if (elements.isEmpty() && !reference.optional()) {
            mistakes.accept(new ReferenceMistake(
                    ReferenceMistake.Kind.EMPTY_LIST,
                    reference.span(),
                    List.of(),
                    reader() + " reads an empty list of " + array));
        }
        return new Operand.Many(elements, type);
    }

    private String reader() {
        List<Instance> outputs = definition.all();
        return outputs.isEmpty() ? definition.equation().name() : outputs.get(0).toString();
    }

    private Object point(Index.Point point) {
        PlainValue value = PlainValues.of(point.coordinate(), names);
        if (value.type() != ScalarType.INT && !PlainTypes.text(value.type())) {
            throw Refusal.of(point.span(), "an index of type " + value.type().label());
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
    private void collect(
            String array,
            List<List<Object>> named,
            List<Boolean> ranged,
            List<Object> at,
            List<Operand.Element> elements) {
        if (at.size() == named.size()) {
            Instance instance = new Instance(array, at);
            if (datasets.defined(instance)) {
                List<Object> own = new ArrayList<>();
                for (int i = 0; i < at.size(); i++) {
                    if (ranged.get(i)) {
                        own.add(at.get(i));
                    }
                }
                elements.add(new Operand.Element(own, new ReferenceArgument.Named(instance)));
            }
            return;
        }
        for (Object coordinate : named.get(at.size())) {
            at.add(coordinate);
            collect(array, named, ranged, at, elements);
            at.remove(at.size() - 1);
        }
    }

    /** Dims are coordinates of the point, params what they are everywhere. */
    private final class PointNames implements PlainNames {
        @Override
        public ScalarType type(Expression.Reference reference) {
            return value(reference).type();
        }

        @Override
        public PlainValue value(Expression.Reference reference) {
            String name = reference.name().text();
            if (constants.isDim(name) && reference.indices().isEmpty()) {
                return definition.point().at(reference);
            }
            return constants.value(reference);
        }
    }
}
