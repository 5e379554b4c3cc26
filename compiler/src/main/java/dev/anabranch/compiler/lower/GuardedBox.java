package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Walks the points of a box for which a guard holds, in the order of their positions. Each part of a conjunction is
 * asked as soon as its indices have positions; parts that compare affine indices narrow the range of a position
 * instead, so that a triangle costs a triangle and a diagonal costs a line.
 */
final class GuardedBox {
    private final ScalarCompiler scalars;
    private final int[] positions;
    private final List<BooleanSupplier> always = new ArrayList<>();
    private final List<List<BooleanSupplier>> tests = new ArrayList<>();
    private final List<List<Affine>> atMostZero = new ArrayList<>();

    GuardedBox(ScalarCompiler scalars, Optional<Scalar> guard) {
        this.scalars = scalars;
        this.positions = scalars.positions();
        for (int i = 0; i < scalars.axes().size(); i++) {
            tests.add(new ArrayList<>());
            atMostZero.add(new ArrayList<>());
        }
        guard.ifPresent(this::add);
    }

    private void add(Scalar part) {
        if (part instanceof Scalar.Binary binary && binary.operator() == Operator.AND) {
            add(binary.left());
            add(binary.right());
            return;
        }
        if (part instanceof Scalar.Binary binary && solved(binary)) {
            return;
        }
        int deepest = UsedAxes.of(part).length() - 1;
        (deepest < 0 ? always : tests.get(deepest)).add(scalars.condition(part));
    }

    private boolean solved(Scalar.Binary binary) {
        boolean integers =
                binary.left().type() == ScalarType.INT && binary.right().type() == ScalarType.INT;
        Optional<Affine> left = integers ? Affine.of(binary.left(), scalars.axes()) : Optional.empty();
        Optional<Affine> right = integers ? Affine.of(binary.right(), scalars.axes()) : Optional.empty();
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        Affine a = left.get();
        Affine b = right.get();
        return switch (binary.operator()) {
            case LESS -> bound(a.minus(b), 1);
            case LESS_OR_EQUAL -> bound(a.minus(b), 0);
            case GREATER -> bound(b.minus(a), 1);
            case GREATER_OR_EQUAL -> bound(b.minus(a), 0);
            case EQUAL -> bound(a.minus(b), 0) && bound(b.minus(a), 0);
            default -> false;
        };
    }

    private boolean bound(Affine difference, long more) {
        int axis = difference.lastAxis();
        if (axis < 0) {
            return false;
        }
        atMostZero.get(axis).add(difference.plus(more));
        return true;
    }

    /** What is done at a point; the positions are those of the walk. */
    interface Visitor {
        /** Returns whether to go on. */
        boolean visit();
    }

    /**
     * Visits the points.
     *
     * @param most how many points may be tried
     * @return whether the walk came to its end
     */
    boolean walk(long most, Visitor visitor) {
        for (BooleanSupplier condition : always) {
            if (!condition.getAsBoolean()) {
                return true;
            }
        }
        int rank = scalars.axes().size();
        if (rank == 0) {
            return visitor.visit();
        }
        int[] end = new int[rank];
        long tried = 0;
        int depth = 0;
        enter(0, end);
        while (depth >= 0) {
            if (positions[depth] >= end[depth]) {
                depth--;
                if (depth >= 0) {
                    positions[depth]++;
                }
                continue;
            }
            if (++tried > most) {
                return false;
            }
            if (!holds(tests.get(depth))) {
                positions[depth]++;
            } else if (depth < rank - 1) {
                enter(++depth, end);
            } else {
                if (!visitor.visit()) {
                    return false;
                }
                positions[depth]++;
            }
        }
        return true;
    }

    private static boolean holds(List<BooleanSupplier> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Sets the position of an axis to where it starts, and how far it goes, given the positions before it. */
    private void enter(int axis, int[] end) {
        long from = 0;
        long to = scalars.axes().get(axis).size() - 1L;
        positions[axis] = 0;
        List<Affine> bounds = atMostZero.get(axis);
        for (int i = 0; i < bounds.size(); i++) {
            Affine bound = bounds.get(i);
            long factor = bound.factor(axis);
            long rest = bound.base();
            for (int k = 0; k < axis; k++) {
                rest += bound.factor(k) * positions[k];
            }
            if (factor > 0) {
                to = Math.min(to, Math.floorDiv(-rest, factor));
            } else {
                from = Math.max(from, -Math.floorDiv(-rest, -factor));
            }
        }
        positions[axis] = (int) Math.min(from, Integer.MAX_VALUE);
        end[axis] = (int) Math.max(Math.min(to + 1, Integer.MAX_VALUE), 0);
    }
}
