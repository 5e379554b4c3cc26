package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/**
 * What scalars can be while each position moves within a range: interval arithmetic (Moore, "Interval Analysis", 1966).
 * Bounds may be wider than need be, never narrower; where a value could be missing, nothing is said.
 */
final class BoxRanges {
    private final List<Axis> axes;
    private final int[] from;
    private final int[] to;

    /**
     * @param from for each axis the first position; read at each question, as is {@code to}
     * @param to for each axis the last position
     */
    BoxRanges(List<Axis> axes, int[] from, int[] to) {
        this.axes = axes;
        this.from = from;
        this.to = to;
    }

    /** Whether a condition holds at the positions of the box. */
    enum Verdict {
        NEVER,
        ALWAYS,
        PERHAPS;

        private Verdict opposite() {
            return this == PERHAPS ? PERHAPS : this == NEVER ? ALWAYS : NEVER;
        }

        private static Verdict of(boolean always, boolean never) {
            return always ? ALWAYS : never ? NEVER : PERHAPS;
        }
    }

    /** A condition over the box. */
    interface Condition {
        /** What can be said of it. */
        Verdict verdict();
    }

    /** An integer over the box. */
    private abstract static class Range {
        long low;
        long high;

        /** Finds the bounds anew; false if nothing is known. */
        abstract boolean measure();

        boolean set(long least, long most) {
            low = least;
            high = most;
            return true;
        }
    }

    Condition condition(Scalar scalar) {
        if (scalar instanceof Scalar.Literal literal && literal.value() instanceof Boolean truth) {
            return () -> truth ? Verdict.ALWAYS : Verdict.NEVER;
        }
        if (scalar instanceof Scalar.Not not) {
            Condition operand = condition(not.operand());
            return () -> operand.verdict().opposite();
        }
        if (scalar instanceof Scalar.Binary binary) {
            return binary(binary);
        }
        return () -> Verdict.PERHAPS;
    }

    private Condition binary(Scalar.Binary binary) {
        if (binary.operator() == Operator.AND || binary.operator() == Operator.OR) {
            Condition a = condition(binary.left());
            Condition b = condition(binary.right());
            Verdict decisive = binary.operator() == Operator.AND ? Verdict.NEVER : Verdict.ALWAYS;
            return () -> {
                Verdict first = a.verdict();
                Verdict second = first == decisive ? first : b.verdict();
                return first == second || second == decisive ? second : Verdict.PERHAPS;
            };
        }
        boolean integers =
                binary.left().type() == ScalarType.INT && binary.right().type() == ScalarType.INT;
        return integers
                ? comparison(binary.operator(), range(binary.left()), range(binary.right()))
                : () -> Verdict.PERHAPS;
    }

    private static Condition comparison(Operator operator, Range a, Range b) {
        return () -> {
            if (!a.measure() || !b.measure()) {
                return Verdict.PERHAPS;
            }
            return switch (operator) {
                case LESS -> Verdict.of(a.high < b.low, a.low >= b.high);
                case LESS_OR_EQUAL -> Verdict.of(a.high <= b.low, a.low > b.high);
                case GREATER -> Verdict.of(a.low > b.high, a.high <= b.low);
                case GREATER_OR_EQUAL -> Verdict.of(a.low >= b.high, a.high < b.low);
                case EQUAL -> equal(a, b);
                case NOT_EQUAL -> equal(a, b).opposite();
                default -> Verdict.PERHAPS;
            };
        };
    }

    private static Verdict equal(Range a, Range b) {
        boolean single = a.low == a.high && b.low == b.high;
        return Verdict.of(single && a.low == b.low, a.high < b.low || b.high < a.low);
    }

    private Range range(Scalar scalar) {
        return scalar.accept(new Ranges());
    }

    private static Range unknown() {
        return new Range() {
            @Override
            boolean measure() {
                return false;
            }
        };
    }

    /** What a list of numbers holds between two places; a long stretch counts as all of it. */
    private static final class Numbers {
        private static final int LONGEST = 64;

        private final long[] values;
        private final long least;
        private final long most;

        Numbers(List<?> values) {
            this.values = values.stream().mapToLong(v -> (Long) v).toArray();
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            for (long value : this.values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            this.least = low;
            this.most = high;
        }

        boolean between(long first, long last, Range range) {
            if (first < 0 || last >= values.length) {
                return false;
            }
            if (last - first >= LONGEST) {
                return range.set(least, most);
            }
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            for (long i = first; i <= last; i++) {
                low = Math.min(low, values[(int) i]);
                high = Math.max(high, values[(int) i]);
            }
            return range.set(low, high);
        }
    }

    /** From scalars of type int to their ranges. */
    private final class Ranges implements Scalar.Visitor<Range> {
        @Override
        public Range literal(Scalar.Literal scalar) {
            if (!(scalar.value() instanceof Long value)) {
                return unknown();
            }
            return new Range() {
                @Override
                boolean measure() {
                    return set(value, value);
                }
            };
        }

        @Override
        public Range coordinate(Scalar.Coordinate scalar) {
            int axis = scalar.axis();
            if (axes.get(axis).domain() instanceof Domain.Regular regular) {
                return new Range() {
                    @Override
                    boolean measure() {
                        return set(regular.value(from[axis]), regular.value(to[axis]));
                    }
                };
            }
            if (axes.get(axis).domain() instanceof Domain.Integers integers) {
                Numbers numbers = new Numbers(integers.values());
                return new Range() {
                    @Override
                    boolean measure() {
                        return numbers.between(from[axis], to[axis], this);
                    }
                };
            }
            return unknown();
        }

        @Override
        public Range negate(Scalar.Negate scalar) {
            Range a = range(scalar.operand());
            return new Range() {
                @Override
                boolean measure() {
                    return a.measure() && a.low > Long.MIN_VALUE && set(-a.high, -a.low);
                }
            };
        }

        @Override
        public Range binary(Scalar.Binary scalar) {
            Range a = range(scalar.left());
            Range b = range(scalar.right());
            return switch (scalar.operator()) {
                case ADD, SUBTRACT -> sum(a, b, scalar.operator() == Operator.ADD);
                case MULTIPLY -> product(a, b);
                case DIVIDE -> quotient(a, b);
                case REMAINDER -> remainder(a, b);
                default -> unknown();
            };
        }

        @Override
        public Range not(Scalar.Not scalar) {
            return unknown();
        }

        @Override
        public Range conditional(Scalar.Conditional scalar) {
            Condition condition = condition(scalar.condition());
            Range a = range(scalar.then());
            Range b = range(scalar.otherwise());
            return new Range() {
                @Override
                boolean measure() {
                    return switch (condition.verdict()) {
                        case ALWAYS -> a.measure() && set(a.low, a.high);
                        case NEVER -> b.measure() && set(b.low, b.high);
                        case PERHAPS ->
                            a.measure() && b.measure() && set(Math.min(a.low, b.low), Math.max(a.high, b.high));
                    };
                }
            };
        }

        @Override
        public Range concat(Scalar.Concat scalar) {
            return unknown();
        }

        @Override
        public Range apply(Scalar.Apply scalar) {
            if (scalar.type() != ScalarType.INT) {
                return unknown();
            }
            List<Range> all = new ArrayList<>();
            scalar.arguments().forEach(argument -> all.add(range(argument)));
            Range a = all.get(0);
            return switch (scalar.function()) {
                case MIN -> extreme(all, true);
                case MAX -> extreme(all, false);
                case ABS -> absolute(a);
                case POWER -> power(a, all.get(1));
                case LOG2 -> logarithm(a);
            };
        }

        @Override
        public Range element(Scalar.Element scalar) {
            if (scalar.type() != ScalarType.INT) {
                return unknown();
            }
            Range index = range(scalar.index());
            Numbers numbers = new Numbers(scalar.values());
            return new Range() {
                @Override
                boolean measure() {
                    return index.measure() && numbers.between(index.low, index.high, this);
                }
            };
        }
    }

    private static Range sum(Range a, Range b, boolean plus) {
        return new Range() {
            @Override
            boolean measure() {
                if (!a.measure() || !b.measure() || b.low == Long.MIN_VALUE) {
                    return false;
                }
                long least = plus ? b.low : -b.high;
                long most = plus ? b.high : -b.low;
                // An overflow changes the sign that both have in common.
                boolean overflow = ((a.low ^ (a.low + least)) & (least ^ (a.low + least))) < 0
                        || ((a.high ^ (a.high + most)) & (most ^ (a.high + most))) < 0;
                return !overflow && set(a.low + least, a.high + most);
            }
        };
    }

    private static Range product(Range a, Range b) {
        return new Range() {
            @Override
            boolean measure() {
                if (!a.measure() || !b.measure() || wide(a) || wide(b)) {
                    return false;
                }
                long first = a.low * b.low;
                long second = a.low * b.high;
                long third = a.high * b.low;
                long fourth = a.high * b.high;
                return set(
                        Math.min(Math.min(first, second), Math.min(third, fourth)),
                        Math.max(Math.max(first, second), Math.max(third, fourth)));
            }

            /** Whether a product of two such might not fit. */
            private boolean wide(Range range) {
                return range.low < -Integer.MAX_VALUE || range.high > Integer.MAX_VALUE;
            }
        };
    }

    private static Range quotient(Range a, Range b) {
        return new Range() {
            @Override
            boolean measure() {
                return a.measure()
                        && b.measure()
                        && b.low > 0
                        && set(
                                Math.floorDiv(a.low, a.low < 0 ? b.low : b.high),
                                Math.floorDiv(a.high, a.high < 0 ? b.high : b.low));
            }
        };
    }

    private static Range remainder(Range a, Range b) {
        return new Range() {
            @Override
            boolean measure() {
                if (!a.measure() || !b.measure() || b.low <= 0) {
                    return false;
                }
                boolean oneTurn = b.low == b.high && Math.floorDiv(a.low, b.low) == Math.floorDiv(a.high, b.low);
                return oneTurn ? set(Math.floorMod(a.low, b.low), Math.floorMod(a.high, b.low)) : set(0, b.high - 1);
            }
        };
    }

    private static Range extreme(List<Range> all, boolean least) {
        return new Range() {
            @Override
            boolean measure() {
                for (int i = 0; i < all.size(); i++) {
                    Range a = all.get(i);
                    if (!a.measure()) {
                        return false;
                    }
                    low = i == 0 ? a.low : least ? Math.min(low, a.low) : Math.max(low, a.low);
                    high = i == 0 ? a.high : least ? Math.min(high, a.high) : Math.max(high, a.high);
                }
                return true;
            }
        };
    }

    private static Range absolute(Range a) {
        return new Range() {
            @Override
            boolean measure() {
                if (!a.measure() || a.low == Long.MIN_VALUE) {
                    return false;
                }
                long most = Math.max(Math.abs(a.low), Math.abs(a.high));
                boolean both = a.low <= 0 && a.high >= 0;
                return set(both ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high)), most);
            }
        };
    }

    private static Range power(Range base, Range exponent) {
        return new Range() {
            @Override
            boolean measure() {
                boolean growing = base.measure()
                        && exponent.measure()
                        && base.low >= 1
                        && exponent.low >= 0
                        && exponent.high < Long.SIZE;
                return growing
                        && set(positive(base.low, exponent.low), positive(base.high, exponent.high))
                        && low > 0
                        && high > 0;
            }

            /** A power, or 0 if it does not fit. */
            private long positive(long a, long b) {
                long power = 1;
                for (long i = 0; i < b && power > 0; i++) {
                    power = power > Long.MAX_VALUE / a ? 0 : power * a;
                }
                return power;
            }
        };
    }

    private static Range logarithm(Range a) {
        return new Range() {
            @Override
            boolean measure() {
                return a.measure()
                        && a.low >= 1
                        && set(63 - Long.numberOfLeadingZeros(a.low), 63 - Long.numberOfLeadingZeros(a.high));
            }
        };
    }
}
