package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/**
 * Source of a read that may find no dataset: the question whether there is one, and its slot. Each task of the family is
 * tried, so that no question is asked whose answer is always the same.
 */
final class OptionalRead {
    private final TaskGraph graph;
    private final TaskFamily family;
    private final Argument.Read read;
    private final DatasetArray array;
    private final int[] slotOf;
    private final boolean[] below;
    private final boolean[] above;
    private final boolean[] between;
    private boolean holes;

    OptionalRead(TaskGraph graph, TaskFamily family, Argument.Read read) {
        this.graph = graph;
        this.family = family;
        this.read = read;
        this.array = graph.arrays().get(read.array());
        int rank = array.axes().size();
        this.below = new boolean[rank];
        this.above = new boolean[rank];
        this.between = new boolean[rank];
        this.slotOf = new int[graph.taskCount(family.id())];
        tryEach();
    }

    private void tryEach() {
        List<CoordinateLookup> lookups = array.axes().stream()
                .map(axis -> new CoordinateLookup(axis.domain()))
                .toList();
        int[] positions = new int[family.axes().size()];
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), positions);
        int[] at = new int[lookups.size()];
        for (int i = 0; i < slotOf.length; i++) {
            for (int axis = 0; axis < positions.length; axis++) {
                positions[axis] = graph.position(graph.firstTask(family.id()) + i, axis);
            }
            boolean inside = true;
            for (int axis = 0; axis < at.length; axis++) {
                Object coordinate = evaluator.evaluate(read.at().get(axis).coordinate());
                at[axis] = lookups.get(axis).position(coordinate);
                if (at[axis] < 0) {
                    inside = false;
                    outside(axis, coordinate);
                }
            }
            boolean defined = inside && graph.producer(array.slot(at)) >= 0;
            holes |= inside && !defined;
            slotOf[i] = defined ? array.slot(at) : -1;
        }
    }

    private void outside(int axis, Object coordinate) {
        if (array.axes().get(axis).domain() instanceof Domain.Regular regular) {
            long value = (Long) coordinate;
            below[axis] |= value < regular.first();
            above[axis] |= value > regular.value(regular.size() - 1);
            between[axis] |= value > regular.first() && value < regular.value(regular.size() - 1);
        } else {
            between[axis] = true;
        }
    }

    /** Whether every task finds a dataset. */
    boolean always() {
        return Arrays.stream(slotOf).allMatch(slot -> slot >= 0);
    }

    /** Whether no task does. */
    boolean never() {
        return Arrays.stream(slotOf).allMatch(slot -> slot < 0);
    }

    /**
     * A question in Java.
     *
     * @param condition whether there is a dataset; binds as tightly as {@code &&}
     * @param slot its slot, where the condition holds
     */
    record Question(CodeBlock condition, CodeBlock slot) {}

    /** The question for the task at hand; may add statements to the method that it needs. */
    Question question(List<AxisBinding> axes, MethodBody body, SlotCode slots) {
        ScalarCode scalars =
                new ScalarCode(axes, slots.axisNames(), body.owner().constants(), "span");
        List<CodeBlock> conditions = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        for (int axis = 0; axis < array.axes().size(); axis++) {
            Scalar coordinate = read.at().get(axis).coordinate();
            boolean leaves = below[axis] || above[axis] || between[axis];
            if (leaves && !bounds(axis, coordinate, new AffineScalars(axes), scalars, conditions)) {
                return lookedUp(body, slots);
            }
            positions.add(slots.position(array, axis, coordinate));
        }
        CodeBlock slot = slots.slot(array, positions);
        if (holes) {
            conditions.add(CodeBlock.of("worker.defined($L)", slot));
        }
        return new Question(CodeBlock.join(conditions, " && "), slot);
    }

    /** Adds what makes a coordinate one of its axis; false if only a table can tell. */
    private boolean bounds(
            int axis, Scalar coordinate, AffineScalars sums, ScalarCode scalars, List<CodeBlock> conditions) {
        if (!(array.axes().get(axis).domain() instanceof Domain.Regular domain)) {
            return false;
        }
        Expression code = scalars.of(coordinate);
        long last = domain.value(domain.size() - 1);
        if (code.kind() != Expression.Kind.INT || domain.first() < -(1 << 30) || last > 1 << 30) {
            return false;
        }
        // A sum reads better with its constant on the other side: step >= 12 instead of step - 6 >= 6.
        long constant = sums.of(coordinate)
                .filter(sum -> !sum.isConstant())
                .map(Affine::constant)
                .orElse(0L);
        CodeBlock left = constant == 0
                ? code.in(Expression.ADDITIVE)
                : sums.of(coordinate).orElseThrow().plus(-constant).code();
        if (domain.size() == 1) {
            conditions.add(CodeBlock.of("$L == $L", left, Affine.literal(domain.first() - constant)));
            return true;
        }
        if (below[axis]) {
            conditions.add(CodeBlock.of("$L >= $L", left, Affine.literal(domain.first() - constant)));
        }
        if (above[axis]) {
            conditions.add(CodeBlock.of("$L <= $L", left, Affine.literal(last - constant)));
        }
        if (between[axis]) {
            Expression distance = sums.of(coordinate)
                    .map(sum -> Expression.integer(sum.minus(domain.first())))
                    .orElseGet(() -> SlotCode.distance(domain, code));
            conditions.add(CodeBlock.of("$L % $L == 0", distance.in(Expression.MULTIPLICATIVE), domain.step()));
        }
        return true;
    }

    /** By a table that has the slots of all tasks, and -1 for none. */
    private Question lookedUp(MethodBody body, SlotCode slots) {
        SortedSet<Integer> used = UsedAxes.of(List.copyOf(read.at()));
        int size = 1;
        for (int axis : used) {
            size = Math.multiplyExact(size, family.axes().get(axis).size());
        }
        long[] table = new long[size];
        Arrays.fill(table, -1);
        for (int i = 0; i < slotOf.length; i++) {
            int row = 0;
            for (int axis : used) {
                row = row * family.axes().get(axis).size() + graph.position(graph.firstTask(family.id()) + i, axis);
            }
            table[row] = slotOf[i];
        }
        String name = body.owner()
                .constants()
                .table(
                        array.name() + "_slots",
                        table,
                        "Number of the table of slots of " + CommentText.safe(array.name())
                                + ", -1 where there is none.");
        String slot = body.unique("slot");
        body.code().addStatement("int $L = (int) worker.value($L, $L)", slot, name, slots.row(used));
        return new Question(CodeBlock.of("$L >= 0", slot), CodeBlock.of("$L", slot));
    }
}
