package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.lower.BoxRanges.Verdict;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Walks the points of a box for which a guard holds, in the order of their positions. Each part of a conjunction is
 * asked as soon as its indices have positions. Parts that compare a multiple of an index with whatever the indices
 * before it give narrow the range of its position instead, so that a triangle costs a triangle and a diagonal costs a
 * line. What is left is asked for long stretches of positions at once: those where it cannot hold are passed over.
 */
final class GuardedBox {
    /** Stretches of so many positions are not halved any more: trying each is as cheap. */
    private static final int SHORT = 32;

    private final ScalarCompiler scalars;
    private final int[] positions;
    private final int[] first;
    private final int[] last;
    private final BoxRanges ranges;
    private final List<BooleanSupplier> always = new ArrayList<>();
    private final List<List<BooleanSupplier>> tests = new ArrayList<>();
    private final List<List<Bound>> bounds = new ArrayList<>();
    private final List<List<BoxRanges.Condition>> prospects = new ArrayList<>();
    private final List<Stretches> stretches = new ArrayList<>();

    GuardedBox(ScalarCompiler scalars, Optional<Scalar> guard) {
        this.scalars = scalars;
        this.positions = scalars.positions();
        int rank = scalars.axes().size();
        this.first = new int[rank];
        this.last = new int[rank];
        this.ranges = new BoxRanges(scalars.axes(), first, last);
        for (int i = 0; i < rank; i++) {
            tests.add(new ArrayList<>());
            bounds.add(new ArrayList<>());
            prospects.add(new ArrayList<>());
            stretches.add(new Stretches());
            last[i] = scalars.axes().get(i).size() - 1;
        }
        guard.map(Conjuncts::of).orElse(List.of()).forEach(this::add);
    }

    /** A multiple of the position of one axis plus a rest that the positions before it give is at most 0. */
    private interface Bound {
        /** What it grows by with each position; not 0. */
        long factor();

        /** What it is at position 0. */
        long rest();
    }

    private void add(Scalar part) {
        BitSet used = UsedAxes.of(part);
        int deepest = used.length() - 1;
        if (deepest < 0) {
            always.add(scalars.condition(part));
            return;
        }
        boolean solved = part instanceof Scalar.Binary binary && solved(binary, deepest);
        if (!solved) {
            tests.get(deepest).add(scalars.condition(part));
        }
        BoxRanges.Condition prospect = ranges.condition(part);
        for (int axis = used.nextSetBit(0); axis >= 0; axis = used.nextSetBit(axis + 1)) {
            if (axis < deepest || !solved) {
                prospects.get(axis).add(prospect);
            }
        }
    }

    private boolean solved(Scalar.Binary binary, int axis) {
        boolean integers =
                binary.left().type() == ScalarType.INT && binary.right().type() == ScalarType.INT;
        if (!integers) {
            return false;
        }
        Optional<Bound> ascending = bound(binary.left(), binary.right(), axis, binary.operator() == Operator.LESS);
        return switch (binary.operator()) {
            case LESS, LESS_OR_EQUAL -> ascending.map(bounds.get(axis)::add).orElse(false);
            case EQUAL -> {
                Optional<Bound> descending = bound(binary.right(), binary.left(), axis, false);
                yield ascending.isPresent()
                        && descending.isPresent()
                        && bounds.get(axis).addAll(List.of(ascending.get(), descending.get()));
            }
            default -> false;
        };
    }

    /** That one integer is at most another, or less. */
    private Optional<Bound> bound(Scalar low, Scalar high, int axis, boolean less) {
        long more = less ? 1 : 0;
        Optional<Affine> a = Affine.of(low, scalars.axes());
        Optional<Affine> b = Affine.of(high, scalars.axes());
        if (a.isPresent() && b.isPresent()) {
            Affine difference = a.get().minus(b.get()).plus(more);
            return difference.lastAxis() == axis ? Optional.of(affine(difference, axis)) : Optional.empty();
        }
        return Separated.difference(low, high, axis, scalars.axes())
                .filter(s -> s.factor() != 0)
                .map(s -> separated(s, more));
    }

    private Bound affine(Affine difference, int axis) {
        long factor = difference.factor(axis);
        return new Bound() {
            @Override
            public long factor() {
                return factor;
            }

            @Override
            public long rest() {
                long rest = difference.base();
                for (int k = 0; k < axis; k++) {
                    rest += difference.factor(k) * positions[k];
                }
                return rest;
            }
        };
    }

    private Bound separated(Separated difference, long more) {
        LongSupplier[] plus = difference.plus().stream().map(scalars::integer).toArray(LongSupplier[]::new);
        LongSupplier[] minus = difference.minus().stream().map(scalars::integer).toArray(LongSupplier[]::new);
        return new Bound() {
            @Override
            public long factor() {
                return difference.factor();
            }

            @Override
            public long rest() {
                long rest = more;
                for (LongSupplier term : plus) {
                    rest = Math.addExact(rest, term.getAsLong());
                }
                for (LongSupplier term : minus) {
                    rest = Math.subtractExact(rest, term.getAsLong());
                }
                return rest;
            }
        };
    }

    /** What is done at a point; the positions are those of the walk. */
    interface Visitor {
        /** Returns whether to go on. */
        boolean visit();
    }

    /**
     * Visits the points.
     *
     * @param most how many points and stretches may be tried in vain
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
        long tried = 0;
        int depth = 0;
        enter(0);
        while (depth >= 0) {
            Stretches here = stretches.get(depth);
            if (positions[depth] >= here.end && !here.next(depth)) {
                last[depth] = scalars.axes().get(depth).size() - 1;
                first[depth] = 0;
                depth--;
                if (depth >= 0) {
                    positions[depth]++;
                }
                continue;
            }
            tried += here.asked + 1;
            here.asked = 0;
            if (tried > most) {
                return false;
            }
            if (!holds(tests.get(depth))) {
                positions[depth]++;
            } else if (depth < rank - 1) {
                first[depth] = positions[depth];
                last[depth] = positions[depth];
                enter(++depth);
            } else {
                if (!visitor.visit()) {
                    return false;
                }
                positions[depth]++;
                tried = Math.max(0, tried - rank);
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
    private void enter(int axis) {
        long from = 0;
        long to = scalars.axes().get(axis).size() - 1L;
        positions[axis] = 0;
        List<Bound> atMostZero = bounds.get(axis);
        for (int i = 0; i < atMostZero.size(); i++) {
            Bound bound = atMostZero.get(i);
            long factor = bound.factor();
            long rest = bound.rest();
            if (factor > 0) {
                to = Math.min(to, Math.floorDiv(Math.negateExact(rest), factor));
            } else {
                from = Math.max(from, -Math.floorDiv(Math.negateExact(rest), -factor));
            }
        }
        stretches.get(axis).begin(axis, from, to);
    }

    /** The positions of one axis that are still to be walked, in halves of halves. */
    private final class Stretches {
        private final long[] stack = new long[2 * Integer.SIZE + 2];
        private int top;
        private int end;
        private long asked;

        void begin(int axis, long from, long to) {
            top = 0;
            end = 0;
            positions[axis] = 0;
            if (from <= to) {
                push((int) from, (int) to + 1);
            }
        }

        private void push(int from, int to) {
            stack[top++] = ((long) from << Integer.SIZE) | to;
        }

        /** Moves to the next stretch that may have a point; false if there is none. */
        boolean next(int axis) {
            while (top > 0) {
                long stretch = stack[--top];
                int from = (int) (stretch >>> Integer.SIZE);
                int to = (int) stretch;
                if (to - from <= SHORT || prospects.get(axis).isEmpty()) {
                    positions[axis] = from;
                    end = to;
                    return true;
                }
                asked++;
                first[axis] = from;
                last[axis] = to - 1;
                if (possible(prospects.get(axis))) {
                    int middle = (from + to) >>> 1;
                    push(middle, to);
                    push(from, middle);
                }
            }
            return false;
        }

        private static boolean possible(List<BoxRanges.Condition> conditions) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).verdict() == Verdict.NEVER) {
                    return false;
                }
            }
            return true;
        }
    }
}
