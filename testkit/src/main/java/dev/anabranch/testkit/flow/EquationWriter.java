package dev.anabranch.testkit.flow;

import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Adds one equation to a flow: its instances are new, and everything they read is there. */
final class EquationWriter {
    private static final int MOST_POINTS = 240;
    private static final List<ValueType> TYPES = List.of(
            DatasetWriter.F64,
            DatasetWriter.F64,
            DatasetWriter.MASK,
            new ValueType.TableType(),
            ScalarType.FLOAT,
            new ValueType.TensorOf(dev.anabranch.api.ElementType.I64),
            new ValueType.BytesType(),
            ScalarType.STRING,
            ScalarType.INT,
            new ValueType.TensorOf(dev.anabranch.api.ElementType.F32),
            new ValueType.TensorOf(dev.anabranch.api.ElementType.I32),
            new ValueType.JavaObject("com.example.Handle"),
            ScalarType.BOOL,
            ScalarType.DURATION,
            ScalarType.PATH);

    private final Draft draft;
    private final Choices choices;
    private final DatasetWriter datasets;
    private final PlainWriter plain;

    EquationWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
        this.datasets = new DatasetWriter(choices);
        this.plain = new PlainWriter(choices);
    }

    void write() {
        switch (choices.below(13)) {
            case 1, 2 -> generator();
            case 3 -> severalOutputs();
            case 4 -> effect();
            case 5, 6 -> new RecurrenceWriter(draft, choices).write();
            case 7, 8, 9 -> more();
            case 10 -> ofClass();
            case 11 -> nowhere();
            default -> fresh();
        }
    }

    /** An equation without instances: nothing of what it reads need be there. */
    private void nowhere() {
        List<DraftDim> dims = someDims(2);
        Scope scope = new Scope(draft, dims, false, Optional.empty());
        Term right = datasets.defined(DatasetWriter.F64, scope, choices.below(3));
        String never = choices.of("false", "1 > 2", "max(1, 2) < 2", "false && 3 / 1 == 3");
        String name = draft.freshName(choices);
        String left = dims.isEmpty() ? name : name + "[" + String.join(", ", names(dims)) + "]";
        draft.use(Feature.GUARD_THAT_NEVER_HOLDS);
        draft.add(left + " where " + never + " = " + right.text());
    }

    /** Dims for a left side, few enough that their points can be walked. */
    private List<DraftDim> someDims(int most) {
        List<DraftDim> chosen = new ArrayList<>();
        List<DraftDim> candidates = draft.dims();
        for (int i = candidates.isEmpty() ? 0 : choices.below(most + 1); i > 0; i--) {
            DraftDim dim = choices.of(candidates);
            chosen.add(dim);
            if (chosen.indexOf(dim) < chosen.size() - 1 || Points.count(chosen) > MOST_POINTS) {
                chosen.remove(chosen.size() - 1);
            }
        }
        return chosen;
    }

    private void fresh() {
        List<DraftDim> dims = someDims(3);
        List<Index> indices = new ArrayList<>();
        dims.forEach(d -> indices.add(indexOf(d)));
        if (choices.oneIn(6)) {
            indices.add(choices.below(indices.size() + 1), constantIndex());
        }
        ValueType type = choices.of(TYPES);
        Scope scope = new Scope(draft, dims, false, Optional.empty());
        Term right = datasets.defined(type, scope, choices.below(3));
        define(List.of(newArray(type, indices, false)), indices, dims, right, true);
    }

    private Index indexOf(DraftDim dim) {
        if (!dim.isText() && choices.oneIn(6)) {
            draft.use(Feature.OFFSET_ON_THE_LEFT);
            long offset = Math.max(1, dim.step()) * choices.of(1, -1, 10);
            return new Index(DatasetWriter.moved(dim, offset), Optional.of(dim));
        }
        return new Index(DatasetWriter.own(dim), Optional.of(dim));
    }

    private Index constantIndex() {
        draft.use(Feature.CONSTANT_ON_THE_LEFT);
        return choices.below(4) == 3
                ? new Index(DatasetWriter.constant(choices.of("north", "all")), Optional.empty())
                : new Index(plain.integer(Scope.ofConstants(draft), 1), Optional.empty());
    }

    /** One place between the brackets on the left. */
    private record Index(Term coordinate, Optional<DraftDim> dim) {
        boolean isText() {
            return coordinate.type() == ScalarType.STRING;
        }
    }

    private DraftArray newArray(ValueType type, List<Index> indices, boolean generated) {
        DraftArray array = new DraftArray(
                draft.freshName(choices),
                type,
                indices.stream().map(Index::isText).toList(),
                generated);
        draft.arrays().add(array);
        return array;
    }

    /** Another equation for an array that is there. */
    private void more() {
        List<DraftArray> open = draft.arrays().stream()
                .filter(a -> !a.isClosed()
                        && !a.isGenerated()
                        && a.rank() > 0
                        && !a.defined().isEmpty())
                .toList();
        if (open.isEmpty()) {
            fresh();
            return;
        }
        DraftArray array = choices.of(open);
        List<Index> indices = new ArrayList<>();
        List<DraftDim> dims = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            int place = i;
            List<DraftDim> fitting = draft.dims().stream()
                    .filter(d -> d.isText() == array.isText(place) && !dims.contains(d))
                    .toList();
            if (fitting.isEmpty() || choices.below(3) == 2) {
                indices.add(beside(array, i));
                continue;
            }
            DraftDim dim = choices.of(fitting);
            dims.add(dim);
            if (Points.count(dims) > MOST_POINTS) {
                dims.remove(dim);
                indices.add(beside(array, i));
            } else {
                indices.add(indexOf(dim));
            }
        }
        Scope scope = new Scope(draft, dims, false, Optional.of(array));
        Term right = datasets.defined(array.type(), scope, choices.below(2));
        if (define(List.of(array), indices, dims, right, false)) {
            draft.use(Feature.SEVERAL_EQUATIONS);
        }
    }

    /** A constant near those that are there. */
    private Index beside(DraftArray array, int index) {
        draft.use(Feature.CONSTANT_ON_THE_LEFT);
        List<Object> anchor = choices.of(List.copyOf(array.defined()));
        Object coordinate = anchor.get(index) instanceof Long number
                ? (Object) (number + choices.of(1, 0, -1, 100))
                : choices.below(2) == 0 ? "other" : anchor.get(index);
        return new Index(DatasetWriter.constant(coordinate), Optional.empty());
    }

    private void severalOutputs() {
        TaskSignature task = draft.task(choices.of("qr", "parts"));
        List<DraftDim> dims = someDims(2);
        List<Index> indices = new ArrayList<>();
        dims.forEach(d -> indices.add(indexOf(d)));
        Term right = datasets.call(task, new Scope(draft, dims, false, Optional.empty()), 1);
        List<DraftArray> arrays = new ArrayList<>();
        task.outputs().forEach(o -> arrays.add(newArray(o.type(), indices, false)));
        draft.use(Feature.SEVERAL_OUTPUTS);
        define(arrays, indices, dims, right, true);
    }

    private void effect() {
        TaskSignature task = draft.task(choices.of("save", "alarm"));
        List<DraftDim> dims = someDims(2);
        Term right = datasets.call(task, new Scope(draft, dims, false, Optional.empty()), 1);
        Optional<Optional<Term>> guard = guard(dims, right.need());
        if (guard.isPresent()) {
            draft.use(Feature.EFFECT);
            String name = draft.freshName(choices);
            String left = dims.isEmpty() ? name : name + "[" + String.join(", ", names(dims)) + "]";
            draft.add(left + where(guard.get()) + " = " + right.text());
        }
    }

    private static List<String> names(List<DraftDim> dims) {
        return dims.stream().map(DraftDim::name).toList();
    }

    private void ofClass() {
        List<DraftDim> dims = someDims(1);
        List<Index> indices = new ArrayList<>();
        dims.forEach(d -> indices.add(indexOf(d)));
        Scope scope = new Scope(draft, dims, false, Optional.empty());
        boolean level = choices.below(2) == 0;
        Term operand =
                level ? datasets.single(DatasetWriter.F64, scope, 1) : datasets.list(DatasetWriter.F64, scope, 1);
        Term right = Term.dataset(
                level ? "bench.level(" + operand.text() + ", by: 2)" : "bench.weigh(" + operand.text() + ")",
                Term.PRIMARY,
                level ? DatasetWriter.F64 : ScalarType.FLOAT,
                operand.need());
        draft.use(Feature.JAVA_CLASS);
        define(List.of(newArray(right.type(), indices, false)), indices, dims, right, false);
    }

    private void generator() {
        if (draft.dims().isEmpty()) {
            fresh();
            return;
        }
        DraftDim yielded = choices.of(draft.dims());
        List<DraftDim> dims = new ArrayList<>(someDims(2));
        dims.remove(yielded);
        TaskSignature task = draft.task(choices.of("roll", "feed", "weave"));
        List<Index> indices = new ArrayList<>();
        dims.forEach(d -> indices.add(indexOf(d)));
        int place = choices.below(indices.size() + 1);
        indices.add(place, indexOf(yielded));
        Scope scope = new Scope(draft, dims, false, Optional.empty());
        boolean again = task.name().equals("roll")
                && draft.arrays(DatasetWriter.F64).stream().anyMatch(DraftArray::isGenerated);
        Term right = datasets.call(task, scope, 1);
        Optional<Optional<Term>> guard = guard(dims, right.need());
        if (guard.isEmpty()) {
            return;
        }
        draft.use(Feature.GENERATOR);
        if (again
                && draft.arrays(DatasetWriter.F64).stream()
                        .filter(DraftArray::isGenerated)
                        .anyMatch(a -> right.text().contains("(" + a.name() + "["))) {
            draft.use(Feature.GENERATOR_OF_A_GENERATOR);
        }
        DraftArray array = newArray(right.type(), indices, true);
        List<DraftDim> all = new ArrayList<>(dims);
        all.add(yielded);
        Predicate<Point> holds = point -> guard.get().map(g -> g.truth(point)).orElse(true);
        Points.where(Points.of(all), holds).forEach(point -> array.defined().add(at(indices, point)));
        draft.add(left(List.of(array), indices) + where(guard.get()) + " = " + right.text() + " yields "
                + yielded.name());
    }

    private static List<Object> at(List<Index> indices, Point point) {
        return indices.stream().map(i -> i.coordinate().value().apply(point)).toList();
    }

    private static String left(List<DraftArray> arrays, List<Index> indices) {
        List<String> names = arrays.stream().map(DraftArray::name).toList();
        String targets = names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
        return indices.isEmpty()
                ? targets
                : targets + "["
                        + String.join(
                                ", ",
                                indices.stream().map(i -> i.coordinate().text()).toList()) + "]";
    }

    static String where(Optional<Term> guard) {
        return guard.map(g -> " where " + g.text()).orElse("");
    }

    /** A guard, or none, such that the need holds wherever it does; empty if there is no such guard. */
    private Optional<Optional<Term>> guard(List<DraftDim> dims, Predicate<Point> need) {
        Optional<Term> guard = Optional.empty();
        List<Point> points = Points.of(dims);
        if (choices.oneIn(3)) {
            Term wish = plain.truth(new Scope(draft, dims, false, Optional.empty()), choices.below(3));
            List<Point> left = Points.where(points, wish::truth);
            if (!left.isEmpty()) {
                draft.use(Feature.GUARD);
                guard = Optional.of(wish);
                points = left;
            }
        }
        if (points.stream().allMatch(need)) {
            return Optional.of(guard);
        }
        Optional<Term> repair = new GuardRepair(dims, points).find(need);
        if (repair.isEmpty()) {
            return Optional.empty();
        }
        draft.use(Feature.REPAIRED_GUARD);
        Term more = repair.get();
        return Optional.of(Optional.of(guard.map(g -> PlainWriter.both(g, more)).orElse(more)));
    }

    /**
     * Adds the equation if it can be made right; arrays that get no dataset by it are taken back.
     *
     * @return whether it was added
     */
    private boolean define(
            List<DraftArray> arrays, List<Index> indices, List<DraftDim> dims, Term right, boolean annotated) {
        Set<List<Object>> taken = new HashSet<>(arrays.get(0).defined());
        Predicate<Point> fresh = point -> !taken.contains(at(indices, point));
        Optional<Optional<Term>> guard = guard(dims, right.need().and(fresh));
        if (guard.isEmpty()) {
            draft.arrays().removeIf(a -> arrays.contains(a) && a.defined().isEmpty());
            return false;
        }
        Predicate<Point> holds = point -> guard.get().map(g -> g.truth(point)).orElse(true);
        Set<List<Object>> made = new LinkedHashSet<>();
        Points.where(Points.of(dims), holds).forEach(point -> made.add(at(indices, point)));
        arrays.forEach(a -> a.defined().addAll(made));
        String annotations = annotated ? annotations(dims) : "";
        draft.add(left(arrays, indices) + where(guard.get()) + " = " + right.text() + annotations);
        return true;
    }

    private void counted(String name, int most, Feature feature, StringBuilder text) {
        if (choices.oneIn(16)) {
            draft.use(feature);
            text.append(" @")
                    .append(name)
                    .append('(')
                    .append(1 + choices.below(most))
                    .append(')');
        }
    }

    private String annotations(List<DraftDim> dims) {
        Scope scope = new Scope(draft, dims, false, Optional.empty());
        StringBuilder text = new StringBuilder();
        if (choices.oneIn(4)) {
            draft.use(Feature.COST);
            String time = "time: " + plain.cost(ScalarType.DURATION, scope).text();
            String size = "size: " + plain.cost(ScalarType.SIZE, scope).text();
            text.append(" @cost(")
                    .append(choices.of(time, size, time + ", " + size, size + ", " + time))
                    .append(')');
        }
        if (choices.oneIn(8)) {
            draft.use(Feature.MEMORY);
            text.append(" @memory(")
                    .append(plain.value(ScalarType.SIZE, Scope.ofConstants(draft), 1)
                            .text())
                    .append(')');
        }
        if (choices.oneIn(8)) {
            draft.use(Feature.ON);
            text.append(choices.of(" @on(gpu)", " @on(\"a/0\")", " @on(\"gpu\")"));
        }
        counted("gpu", 2, Feature.GPU, text);
        counted("gang", 4, Feature.GANG, text);
        if (text.indexOf("@gang") < 0) {
            counted("retry", 5, Feature.RETRY, text);
        }
        if (choices.oneIn(12)) {
            draft.use(Feature.CHECKPOINT);
            text.append(" @checkpoint");
        }
        if (choices.oneIn(12)) {
            draft.use(Feature.KEEP);
            text.append(" @keep");
        }
        return text.toString();
    }
}
