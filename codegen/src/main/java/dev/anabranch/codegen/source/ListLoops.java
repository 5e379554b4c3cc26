package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.EvenList;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/** Source of the loops that collect a list of datasets. */
final class ListLoops {
    private final TaskGraph graph;
    private final TaskFamily family;
    private final List<AxisBinding> axes;
    private final MethodBody body;
    private final SlotCode slots;

    ListLoops(TaskGraph graph, TaskFamily family, List<AxisBinding> axes, MethodBody body, SlotCode slots) {
        this.graph = graph;
        this.family = family;
        this.axes = axes;
        this.body = body;
        this.slots = slots;
    }

    /** Adds statements that collect the datasets that exist. */
    void add(Collector into, Argument.ReadAll readAll) {
        if (isLoops(readAll)) {
            loops(into, readAll);
        } else {
            ReadSlots reads = new ReadSlots(graph, family);
            table(
                    into,
                    graph.arrays().get(readAll.array()),
                    UsedAxes.of(readAll.subscripts()),
                    positions -> reads.of(readAll, positions));
        }
    }

    /** Adds statements that collect a part of a list. */
    void add(Collector into, Argument.Part part) {
        Optional<EvenList> even = EvenList.of(graph, family, part.list());
        Expression first = code(part.first());
        Expression end = code(new Scalar.Binary(
                Scalar.Operator.ADD,
                part.first(),
                new Scalar.Literal(ScalarType.INT, (long) part.length()),
                ScalarType.INT));
        if (even.isEmpty() || end.kind() != Expression.Kind.INT) {
            DatasetArray array = graph.arrays().get(part.list().array());
            ReadSlots reads = new ReadSlots(graph, family);
            table(into, array, UsedAxes.of(part), positions -> reads.of(part, positions));
            return;
        }
        places(into, part, even.get(), first, end);
    }

    /** Counts the places in the list; the position on each axis follows from the place. */
    private void places(Collector into, Argument.Part part, EvenList even, Expression first, Expression end) {
        DatasetArray array = graph.arrays().get(part.list().array());
        int size = even.size();
        Variable place = body.variable("n", 0, size - 1);
        boolean whole = end.high().intValueExact() <= size;
        body.code()
                .beginControlFlow(
                        "for (int $1L = $2L; $1L < $3L; $1L++)",
                        place.name(),
                        first.code(),
                        whole
                                ? end.in(Expression.ADDITIVE)
                                : CodeBlock.of("$T.min($L, $L)", Math.class, end.code(), size));
        List<Position> positions = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int inner = size;
        for (int axis = 0; axis < array.axes().size(); axis++) {
            Subscript subscript = part.list().subscripts().get(axis);
            if (subscript instanceof Subscript.At at) {
                positions.add(slots.position(array, axis, at.coordinate()));
                strides.add(array.stride(axis));
                continue;
            }
            if (subscript instanceof Subscript.Range range) {
                positions.add(slots.position(array, axis, range.from()));
                strides.add(array.stride(axis));
            }
            int count = even.counts().get(axis);
            boolean outermost = inner == size;
            inner /= count;
            positions.add(count == 1 ? Position.of(Affine.ZERO) : along(place, inner, outermost ? 0 : count));
            strides.add(array.stride(axis) * even.steps().get(axis));
        }
        addOne(into, array, slots.slot(array, positions, strides));
        body.code().endControlFlow();
    }

    /** The place divided by what the axes behind take, and its remainder where there are axes before. */
    private static Position along(Variable place, int inner, int count) {
        if (inner == 1 && count == 0) {
            return Position.of(Affine.of(place));
        }
        String quotient = place.name() + (inner == 1 ? "" : " / " + inner);
        return Position.of(CodeBlock.of("$L", count == 0 ? quotient : quotient + " % " + count));
    }

    /** Whether the ranges count {@code int} coordinates; others are looked up in a table. */
    private boolean isLoops(Argument.ReadAll readAll) {
        DatasetArray array = graph.arrays().get(readAll.array());
        for (int axis = 0; axis < array.axes().size(); axis++) {
            if (readAll.subscripts().get(axis) instanceof Subscript.Range range
                    && !(IndexVariable.isCoordinate(array.axes().get(axis).domain())
                            && fits(range.from())
                            && fits(range.to())
                            && fits(range.by()))) {
                return false;
            }
        }
        return true;
    }

    private Expression code(Scalar scalar) {
        return new ScalarCode(axes, slots.axisNames(), body.owner().constants(), "span").of(scalar);
    }

    private boolean fits(Scalar scalar) {
        return code(scalar).kind() == Expression.Kind.INT;
    }

    private void loops(Collector into, Argument.ReadAll readAll) {
        DatasetArray array = graph.arrays().get(readAll.array());
        RangeCheck check = new RangeCheck(graph, family);
        List<Position> positions = new ArrayList<>();
        int open = 0;
        for (int axis = 0; axis < array.axes().size(); axis++) {
            Axis on = array.axes().get(axis);
            Subscript subscript = readAll.subscripts().get(axis);
            if (subscript instanceof Subscript.At at) {
                positions.add(slots.position(array, axis, at.coordinate()));
            } else if (on.size() == 1 && subscript instanceof Subscript.All) {
                positions.add(Position.of(Affine.ZERO));
            } else {
                Variable index =
                        body.variable(on.name(), IndexVariable.low(on.domain()), IndexVariable.high(on.domain()));
                open++;
                if (subscript instanceof Subscript.Range range) {
                    openRange(index, range);
                    open += guard(index, (Domain.Regular) on.domain(), check.of(range, on.domain()));
                } else {
                    openAll(index, on.domain());
                }
                positions.add(
                        IndexVariable.isCoordinate(on.domain())
                                ? SlotCode.regularPosition((Domain.Regular) on.domain(), Affine.of(index))
                                : Position.of(Affine.of(index)));
            }
        }
        CodeBlock slot = slots.slot(array, positions);
        if (array.isComplete(graph)) {
            addOne(into, array, slot);
        } else {
            String name = body.unique("slot");
            body.code().addStatement("int $L = $L", name, slot).beginControlFlow("if (worker.defined($L))", name);
            addOne(into, array, CodeBlock.of("$L", name));
            body.code().endControlFlow();
        }
        for (int i = 0; i < open; i++) {
            body.code().endControlFlow();
        }
    }

    private void openAll(Variable index, Domain domain) {
        int step = IndexVariable.step(domain);
        if (IndexVariable.isCoordinate(domain)) {
            body.code()
                    .beginControlFlow(
                            "for (int $1L = $2L; $1L <= $3L; $4L)",
                            index.name(),
                            index.low(),
                            index.high(),
                            next(index, step));
        } else {
            body.code().beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", index.name(), domain.size());
        }
    }

    private void openRange(Variable index, Subscript.Range range) {
        Expression by = code(range.by());
        CodeBlock next = by.isIntegerLiteral()
                ? next(index, by.low().intValueExact())
                : CodeBlock.of("$L += $L", index.name(), by.code());
        body.code()
                .beginControlFlow(
                        "for (int $1L = $2L; $1L <= $3L; $4L)",
                        index.name(),
                        code(range.from()).code(),
                        code(range.to()).in(Expression.ADDITIVE),
                        next);
    }

    private static CodeBlock next(Variable index, int step) {
        return step == 1 ? CodeBlock.of("$L++", index.name()) : CodeBlock.of("$L += $L", index.name(), step);
    }

    /** Skips coordinates that are not on the axis, where the range has such; returns how many blocks it opened. */
    private int guard(Variable index, Domain.Regular domain, RangeCheck.Outside outside) {
        List<CodeBlock> conditions = new ArrayList<>();
        if (outside.below()) {
            conditions.add(CodeBlock.of("$L >= $L", index.name(), index.low()));
        }
        if (outside.above()) {
            conditions.add(CodeBlock.of("$L <= $L", index.name(), index.high()));
        }
        if (outside.between()) {
            CodeBlock distance = domain.first() == 0
                    ? CodeBlock.of("$L", index.name())
                    : CodeBlock.of(
                            "($L)", Affine.of(index).minus(domain.first()).code());
            conditions.add(CodeBlock.of("$L % $L == 0", distance, domain.step()));
        }
        if (conditions.isEmpty()) {
            return 0;
        }
        body.code().beginControlFlow("if ($L)", CodeBlock.join(conditions, " && "));
        return 1;
    }

    private void addOne(Collector into, DatasetArray array, CodeBlock slot) {
        if (into.element() instanceof ValueType.ListOf) {
            body.unchecked();
        }
        body.code().addStatement(into.take(ValueConversion.dataset(slot, array.type(), into.element(), into.java())));
    }

    /** Two tables: where each task's part begins, and the slots, all parts one after the other. */
    private void table(Collector into, DatasetArray array, SortedSet<Integer> used, Function<int[], int[]> reads) {
        List<Long> starts = new ArrayList<>(List.of(0L));
        List<Long> all = new ArrayList<>();
        BoxWalk.over(family.axes(), used, (row, positions) -> {
            for (int slot : reads.apply(positions)) {
                all.add((long) slot);
            }
            starts.add((long) all.size());
        });
        ClassConstants constants = body.owner().constants();
        String what = CommentText.safe(array.name());
        String startTable = constants.table(
                array.name() + "_starts", longs(starts), "Number of the table of where lists of " + what + " begin.");
        String slotTable =
                constants.table(array.name() + "_lists", longs(all), "Number of the table of lists of " + what + ".");
        String row = body.unique("row");
        String end = body.unique("end");
        String n = body.unique("n");
        body.code()
                .addStatement("int $L = $L", row, slots.row(used))
                .addStatement("long $L = worker.value($L, $L + 1)", end, startTable, row)
                .beginControlFlow(
                        "for (int $1L = (int) worker.value($2L, $3L); $1L < $4L; $1L++)", n, startTable, row, end);
        addOne(into, array, CodeBlock.of("(int) worker.value($L, $L)", slotTable, n));
        body.code().endControlFlow();
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(v -> v).toArray();
    }
}
