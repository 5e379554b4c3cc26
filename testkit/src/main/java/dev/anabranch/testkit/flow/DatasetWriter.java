package dev.anabranch.testkit.flow;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Writes expressions over datasets: references, calls, operators, choices. */
final class DatasetWriter {
    static final ValueType F64 = new ValueType.TensorOf(ElementType.F64);
    static final ValueType MASK = new ValueType.TensorOf(ElementType.BOOL);
    private static final List<String> ARITHMETIC = List.of(" + ", " - ", " * ", " / ", " % ");
    private static final List<String> COMPARISONS = List.of(" <= ", " < ", " > ", " >= ", " == ", " != ");

    /** More of them in one equation would split it too often. */
    private static final int MOST_CHOICES_BY_INDEX = 3;

    private final Choices choices;
    private final PlainWriter plain;
    private int choicesByIndex;

    DatasetWriter(Choices choices) {
        this.choices = choices;
        this.plain = new PlainWriter(choices);
    }

    private static boolean isPlain(ValueType type) {
        return type instanceof ScalarType;
    }

    private static List<DraftArray> arrays(Scope scope, ValueType type) {
        return scope.draft().arrays(type).stream()
                .filter(a -> scope.target().filter(t -> t == a).isEmpty())
                .toList();
    }

    /** One dataset of a type, of an array or made on the spot. */
    Term single(ValueType type, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        List<DraftArray> arrays = arrays(scope, type);
        if (!arrays.isEmpty()) {
            // Twice: most operands are references.
            options.add(() -> reference(choices.of(arrays), scope, depth));
            options.add(() -> reference(choices.of(arrays), scope, depth));
        }
        options.add(() -> {
            scope.draft().use(Feature.NESTED_CALL);
            return call(choices.of(makers(scope, type, depth > 0)), scope, depth - 1);
        });
        if (depth > 0) {
            operator(type, scope, depth - 1).ifPresent(options::add);
            options.add(() -> choice(scope, s -> single(type, s, depth - 1)));
        }
        return choices.of(options).get();
    }

    /** What an equation defines: a call, an operator, or a choice of such. */
    Term defined(ValueType type, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        List<TaskSignature> makers = makers(scope, type, true);
        options.add(() -> call(choices.of(makers), scope, depth));
        options.add(() -> call(choices.of(makers), scope, depth));
        operator(type, scope, depth).ifPresent(options::add);
        if (depth > 0) {
            options.add(() -> choice(scope, s -> defined(type, s, depth - 1)));
        }
        return choices.of(options).get();
    }

    /** Tasks that make one dataset of a type; those whose results cannot be told apart stand in no expression. */
    private static List<TaskSignature> makers(Scope scope, ValueType type, boolean any) {
        return scope.draft().tasks().stream()
                .filter(t -> t.outputs().size() == 1 && !t.generator() && t.deterministic())
                .filter(t -> t.outputs().get(0).type().equals(type))
                .filter(t -> any || t.parameters().stream().allMatch(p -> isPlain(p.type())))
                .toList();
    }

    /** A dataset of an array, at coordinates of the point, near it, or fixed ones. */
    Term reference(DraftArray array, Scope scope, int depth) {
        scope.draft().use(Feature.REFERENCE);
        if (array.rank() == 0) {
            return Term.dataset(array.name(), Term.PRIMARY, array.type(), point -> true);
        }
        List<Object> anchor = choices.of(List.copyOf(array.defined()));
        List<Term> indices = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            indices.add(index(array, i, anchor.get(i), scope, depth));
        }
        return at(array, indices);
    }

    /** {@code array[indices]}. */
    static Term at(DraftArray array, List<Term> indices) {
        String text = array.name() + "["
                + String.join(", ", indices.stream().map(Term::text).toList()) + "]";
        return Term.dataset(
                text,
                Term.PRIMARY,
                array.type(),
                point -> array.defined()
                        .contains(indices.stream()
                                .map(i -> i.value().apply(point))
                                .toList()));
    }

    /** A dataset that may be absent, for a place where it need not be there. */
    Optional<Term> maybe(ValueType type, Scope scope, int depth) {
        List<DraftArray> arrays = arrays(scope, type);
        if (arrays.isEmpty()) {
            return Optional.empty();
        }
        scope.draft().use(Feature.OPTIONAL_REFERENCE);
        DraftArray array = choices.of(arrays);
        array.close();
        return Optional.of(
                Term.dataset(reference(array, scope, depth).text() + "?", Term.PRIMARY, type, point -> true));
    }

    private Term index(DraftArray array, int index, Object anchor, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        for (DraftDim dim : array.isText(index) ? scope.texts() : scope.numbers()) {
            // Twice: an index is usually a dim.
            options.add(() -> own(dim));
            options.add(() -> array.isText(index) ? own(dim) : moved(dim, scope));
        }
        options.add(() -> constant(anchor));
        if (!array.isText(index) && depth > 0) {
            options.add(() -> {
                scope.draft().use(Feature.COMPUTED_INDEX);
                return plain.integer(scope, 2);
            });
        }
        return choices.of(options).get();
    }

    static Term own(DraftDim dim) {
        ScalarType type = dim.isText() ? ScalarType.STRING : ScalarType.INT;
        return Term.known(dim.name(), Term.PRIMARY, type, point -> point.at(dim.name()));
    }

    private Term moved(DraftDim dim, Scope scope) {
        scope.draft().use(Feature.OFFSET_REFERENCE);
        return moved(dim, Math.max(1, dim.step()) * choices.of(-1, 1, -2, 2));
    }

    /** {@code dim + offset}. */
    static Term moved(DraftDim dim, long offset) {
        String text = dim.name() + (offset < 0 ? " - " : " + ") + Math.abs(offset);
        return Term.known(text, Term.SUM, ScalarType.INT, point -> point.number(dim.name()) + offset);
    }

    static Term constant(Object coordinate) {
        return coordinate instanceof Long number
                ? Term.number(number)
                : Term.known(
                        PlainWriter.quoted((String) coordinate), Term.PRIMARY, ScalarType.STRING, point -> coordinate);
    }

    /** A list of datasets, or of values where single values are wanted. */
    Term list(ValueType element, Scope scope, int depth) {
        List<Supplier<Term>> options = new ArrayList<>();
        List<DraftArray> arrays = arrays(scope, element);
        List<DraftArray> indexed = arrays.stream().filter(a -> a.rank() > 0).toList();
        if (!indexed.isEmpty()) {
            options.add(() -> some(choices.of(indexed), scope));
            options.add(() -> some(choices.of(indexed), scope));
            options.add(() -> whole(choices.of(indexed), scope));
            options.add(() -> {
                scope.draft().use(Feature.OPTIONAL_LIST);
                Term list = some(choices.of(indexed), scope);
                return Term.dataset(list.text() + "?", Term.PRIMARY, list.type(), point -> true);
            });
        }
        options.add(() -> written(element, scope, depth));
        scope.draft().lists().stream().filter(l -> element.accepts(l.type())).forEach(l -> options.add(l::term));
        if (depth > 0) {
            listOperator(element, scope).ifPresent(operator -> {
                options.add(operator);
                options.add(operator);
            });
            options.add(() -> choice(scope, s -> list(element, s, depth - 1)));
        }
        return choices.of(options).get();
    }

    private Term whole(DraftArray array, Scope scope) {
        scope.draft().use(Feature.WHOLE_ARRAY);
        array.close();
        return Term.dataset(array.name(), Term.PRIMARY, new ValueType.ListOf(array.type()), point -> true);
    }

    private Term written(ValueType element, Scope scope, int depth) {
        scope.draft().use(Feature.WRITTEN_LIST);
        List<Term> elements = new ArrayList<>();
        for (int i = choices.below(3); i >= 0; i--) {
            boolean value = element instanceof ScalarType && choices.below(3) < 2;
            elements.add(value ? plain.value((ScalarType) element, scope, 1) : element(element, scope, depth - 1));
        }
        String text = "[" + String.join(", ", elements.stream().map(Term::text).toList()) + choices.of("", ",") + "]";
        return Term.dataset(text, Term.PRIMARY, new ValueType.ListOf(element), all(elements));
    }

    /** A dataset, or one that may be absent. */
    Term element(ValueType type, Scope scope, int depth) {
        Optional<Term> maybe = choices.oneIn(4) ? maybe(type, scope, 0) : Optional.empty();
        return maybe.orElseGet(() -> single(type, scope, depth));
    }

    private static Predicate<Point> all(List<Term> terms) {
        return point -> terms.stream().allMatch(t -> t.need().test(point));
    }

    /** {@code x[*, i]}, {@code x[i - 1..i + 1]} and the like. */
    private Term some(DraftArray array, Scope scope) {
        array.close();
        List<Object> anchor = choices.of(List.copyOf(array.defined()));
        int ranged = choices.below(array.rank());
        List<String> texts = new ArrayList<>();
        List<Function<Point, Predicate<Object>>> tests = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            boolean single = i != ranged && choices.below(3) > 0;
            if (single) {
                Term index = index(array, i, anchor.get(i), scope, 0);
                texts.add(index.text());
                tests.add(point -> index.value().apply(point)::equals);
            } else if (array.isText(i) || choices.below(2) == 0) {
                scope.draft().use(Feature.ALL_OF_AN_INDEX);
                texts.add("*");
                tests.add(point -> coordinate -> true);
            } else {
                Span span = span((Long) anchor.get(i), scope);
                texts.add(span.text());
                tests.add(span::test);
            }
        }
        Predicate<Point> need = point -> {
            List<Predicate<Object>> here =
                    tests.stream().map(t -> t.apply(point)).toList();
            return array.defined().stream().anyMatch(at -> matches(here, at));
        };
        String text = array.name() + "[" + String.join(", ", texts) + "]";
        return Term.dataset(text, Term.PRIMARY, new ValueType.ListOf(array.type()), need);
    }

    private static boolean matches(List<Predicate<Object>> tests, List<Object> at) {
        for (int i = 0; i < at.size(); i++) {
            if (!tests.get(i).test(at.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A range of an index. */
    private record Span(Term from, Term to, boolean below, long by) {
        String text() {
            boolean tight = from.binding() == Term.PRIMARY && to.binding() == Term.PRIMARY;
            return from.text()
                    + (tight ? "" : " ")
                    + (below ? "..<" : "..")
                    + (tight ? "" : " ")
                    + to.text()
                    + (by == 1 ? "" : " by " + by);
        }

        Predicate<Object> test(Point point) {
            long first = from.integer(point);
            long last = to.integer(point) - (below ? 1 : 0);
            return coordinate -> {
                long c = (Long) coordinate;
                return c >= first && c <= last && (c - first) % by == 0;
            };
        }
    }

    private Span span(long anchor, Scope scope) {
        scope.draft().use(Feature.RANGE_OF_AN_INDEX);
        boolean below = choices.oneIn(4);
        List<DraftDim> dims = scope.numbers();
        if (dims.isEmpty() || choices.below(3) == 2) {
            long before = choices.below(4);
            return new Span(
                    Term.number(anchor - before), Term.number(anchor + choices.below(5)), below, choices.of(1, 2, 3));
        }
        DraftDim dim = choices.of(dims);
        long step = Math.max(1, dim.step());
        return new Span(
                moved(dim, -step * (1 + choices.below(2))), choices.oneIn(3) ? own(dim) : moved(dim, step), below, 1);
    }

    /** An operator that makes one dataset of a type, if there is one. */
    private Optional<Supplier<Term>> operator(ValueType type, Scope scope, int depth) {
        Optional<Operands> operands = Operands.of(type);
        return operands.map(o -> () -> {
            scope.draft().use(Feature.OPERATOR);
            if (type instanceof ValueType.TensorOf && !o.logical() && choices.below(4) == 0) {
                return elements(o, type, scope, depth);
            }
            return switch (choices.below(3)) {
                case 0 -> binary(o, type, s -> single(s, scope, depth), scope);
                case 1 -> unary(o, type, scope, depth);
                default -> {
                    Term left = single(o.compares() ? o.operand() : type, scope, depth);
                    Term right = single(o.compares() ? o.operand() : type, scope, depth);
                    yield joined(left, o.symbol(choices), right, o.compares(), type);
                }
            };
        });
    }

    /** What operators make of what. */
    private record Operands(ValueType operand, ScalarType number, boolean compares, boolean logical) {
        static Optional<Operands> of(ValueType type) {
            if (type instanceof ValueType.TensorOf tensor) {
                return Optional.of(
                        switch (tensor.element()) {
                            case F64, F32 -> new Operands(type, ScalarType.FLOAT, false, false);
                            case I64, I32 -> new Operands(type, ScalarType.INT, false, false);
                            case BOOL -> new Operands(F64, ScalarType.FLOAT, true, true);
                        });
            }
            if (type == ScalarType.BOOL) {
                return Optional.of(new Operands(ScalarType.FLOAT, ScalarType.FLOAT, true, true));
            }
            return type == ScalarType.FLOAT || type == ScalarType.INT
                    ? Optional.of(new Operands(type, (ScalarType) type, false, false))
                    : Optional.empty();
        }

        String symbol(Choices choices) {
            return choices.of(compares ? COMPARISONS : ARITHMETIC);
        }
    }

    /** One dataset or list and one plain value, either first. */
    private Term binary(Operands operands, ValueType type, Function<ValueType, Term> operand, Scope scope) {
        Term dataset = operand.apply(operands.operand());
        Term value = plain.value(operands.number(), scope, 1);
        String symbol = operands.symbol(choices);
        return choices.below(3) == 2
                ? joined(value, symbol, dataset, operands.compares(), type)
                : joined(dataset, symbol, value, operands.compares(), type);
    }

    private static Term joined(Term left, String symbol, Term right, boolean compares, ValueType type) {
        boolean product = "*/%".contains(symbol.strip());
        int binding = compares ? Term.COMPARISON : product ? Term.PRODUCT : Term.SUM;
        int loosest = compares ? Term.SUM : binding;
        String text = left.within(loosest) + symbol + right.within(loosest + 1);
        return Term.dataset(text, binding, type, left.need()).needing(right.need());
    }

    private Term unary(Operands operands, ValueType type, Scope scope, int depth) {
        Term operand = single(type, scope, depth);
        if (operands.logical() && choices.below(2) == 1) {
            Term right = single(type, scope, depth);
            boolean and = choices.below(2) == 0;
            int binding = and ? Term.AND : Term.OR;
            String text = operand.within(binding) + (and ? " && " : " || ") + right.within(binding + 1);
            return Term.dataset(text, binding, type, operand.need()).needing(right.need());
        }
        String sign = operands.logical() ? "!" : "-";
        return Term.dataset(sign + operand.within(Term.SIGN), Term.SIGN, type, operand.need());
    }

    /** {@code if c then a else b}, where a tensor chooses element by element. */
    private Term elements(Operands operands, ValueType type, Scope scope, int depth) {
        Term condition = single(new ValueType.TensorOf(ElementType.BOOL), scope, depth);
        Term then = single(type, scope, depth);
        Term otherwise = choices.below(2) == 0 ? single(type, scope, depth) : plain.value(operands.number(), scope, 1);
        String text = "if " + condition.text() + " then " + then.text() + " else " + otherwise.text();
        return Term.dataset(text, Term.LOOSE, type, condition.need())
                .needing(then.need())
                .needing(otherwise.need());
    }

    private Optional<Supplier<Term>> listOperator(ValueType element, Scope scope) {
        return Operands.of(element).flatMap(operands -> {
            List<DraftArray> indexed = arrays(scope, operands.operand()).stream()
                    .filter(a -> a.rank() > 0)
                    .toList();
            return indexed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(() -> listOperator(operands, element, indexed, scope));
        });
    }

    private Term listOperator(Operands operands, ValueType element, List<DraftArray> indexed, Scope scope) {
        scope.draft().use(Feature.OPERATOR_ON_A_LIST);
        ValueType list = new ValueType.ListOf(element);
        if (choices.below(2) == 1) {
            DraftArray first = choices.of(indexed);
            // Lists pair by coordinate: arrays with the same datasets do, under the same indices.
            DraftArray second = choices.of(indexed.stream()
                    .filter(a -> a.rank() == first.rank() && a.defined().equals(first.defined()))
                    .toList());
            second.close();
            if (!second.name().equals(first.name())) {
                scope.draft().use(Feature.OPERATOR_ON_LISTS);
            }
            Term one = some(first, scope);
            Term other = Term.dataset(
                    second.name() + one.text().substring(first.name().length()),
                    Term.PRIMARY,
                    one.type(),
                    point -> true);
            return joined(one, operands.symbol(choices), other, operands.compares(), list);
        }
        return binary(operands, list, t -> some(choices.of(indexed), scope), scope);
    }

    /** {@code if c then a else b}; only the branch that holds at a point must be there. */
    private Term choice(Scope scope, Function<Scope, Term> branch) {
        boolean byIndex = choicesByIndex < MOST_CHOICES_BY_INDEX && choices.below(2) == 0;
        choicesByIndex += byIndex ? 1 : 0;
        Term condition = plain.truth(byIndex ? scope : Scope.ofConstants(scope.draft()), 1);
        scope.draft().use(byIndex ? Feature.CONDITIONAL_ON_AN_INDEX : Feature.PLAIN_CONDITIONAL);
        Term then = branch.apply(scope);
        Term otherwise = branch.apply(scope);
        return Term.dataset(
                "if " + condition.text() + " then " + then.text() + " else " + otherwise.text(),
                Term.LOOSE,
                then.type(),
                point -> (condition.truth(point) ? then : otherwise).need().test(point));
    }

    /** A call of a task. */
    Term call(TaskSignature task, Scope scope, int depth) {
        return new CallWriter(choices, plain, this).call(task, scope.draft().library(), scope, depth);
    }
}
