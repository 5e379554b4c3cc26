package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Turns references of one family into closures that find slots for the instance at hand. */
final class References {
    private final ScalarCompiler scalars;

    References(ScalarCompiler scalars) {
        this.scalars = scalars;
    }

    /** Takes places of a box, counted from 0. */
    interface Places {
        /** Takes one. */
        void take(int place);
    }

    /** One dataset: its place in the box, or -1 if the box has none. */
    IntSupplier one(Box box, List<Subscript.At> at) {
        int rank = at.size();
        IntSupplier[] axes = new IntSupplier[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = position(box.axis(i), at.get(i).coordinate());
        }
        if (rank == 1) {
            return axes[0];
        }
        return () -> {
            int place = 0;
            for (int i = 0; i < rank; i++) {
                int position = axes[i].getAsInt();
                if (position < 0) {
                    return -1;
                }
                place += position * box.stride(i);
            }
            return place;
        };
    }

    /** The position of a coordinate on an axis, or -1. */
    private IntSupplier position(Locator axis, Scalar coordinate) {
        if (coordinate.type() == ScalarType.INT) {
            LongSupplier value = scalars.integer(coordinate);
            return () -> axis.position(value.getAsLong());
        }
        if (coordinate instanceof Scalar.Literal literal) {
            int position = axis.position((String) literal.value());
            return () -> position;
        }
        if (coordinate instanceof Scalar.Coordinate own) {
            Domain domain = scalars.axes().get(own.axis()).domain();
            int[] table = new int[domain.size()];
            for (int i = 0; i < table.length; i++) {
                table[i] = axis.position(domain.text(i));
            }
            int[] positions = scalars.positions();
            return () -> table[positions[own.axis()]];
        }
        return () -> axis.position((String) scalars.evaluate(coordinate));
    }

    /** A list of datasets: the defined places among the coordinates, the last axis varying fastest. */
    final class Many {
        private final Box box;
        private final List<AxisWalk> axes = new ArrayList<>();

        Many(Box box, List<Subscript> subscripts) {
            this.box = box;
            for (int i = 0; i < subscripts.size(); i++) {
                axes.add(walk(box.axis(i), subscripts.get(i)));
            }
        }

        /** Hands over the places for the instance at hand. */
        void each(Places places) {
            for (AxisWalk axis : axes) {
                axis.start();
                if (axis.count == 0) {
                    return;
                }
            }
            int[] at = new int[axes.size()];
            while (true) {
                int place = 0;
                for (int i = 0; i < at.length; i++) {
                    place += axes.get(i).positions[at[i]] * box.stride(i);
                }
                if (box.defined(place)) {
                    places.take(place);
                }
                int axis = at.length - 1;
                while (axis >= 0 && ++at[axis] == axes.get(axis).count) {
                    at[axis--] = 0;
                }
                if (axis < 0) {
                    return;
                }
            }
        }
    }

    /** The positions that a subscript names on one axis, for the instance at hand. */
    private abstract static class AxisWalk {
        int[] positions = new int[1];
        int count;

        abstract void start();

        void add(int position) {
            if (position >= 0) {
                if (count == positions.length) {
                    positions = Arrays.copyOf(positions, count * 2);
                }
                positions[count++] = position;
            }
        }
    }

    private AxisWalk walk(Locator axis, Subscript subscript) {
        return subscript.accept(new Subscript.Visitor<>() {
            @Override
            public AxisWalk at(Subscript.At at) {
                IntSupplier position = position(axis, at.coordinate());
                return new AxisWalk() {
                    @Override
                    void start() {
                        count = 0;
                        add(position.getAsInt());
                    }
                };
            }

            @Override
            public AxisWalk range(Subscript.Range range) {
                LongSupplier from = scalars.integer(range.from());
                LongSupplier to = scalars.integer(range.to());
                LongSupplier by = scalars.integer(range.by());
                return new AxisWalk() {
                    @Override
                    void start() {
                        count = 0;
                        addRange(this, axis, from.getAsLong(), to.getAsLong(), by.getAsLong());
                    }
                };
            }

            @Override
            public AxisWalk all(Subscript.All all) {
                return new AxisWalk() {
                    {
                        positions = new int[Math.max(1, axis.size())];
                        Arrays.setAll(positions, i -> i);
                        count = axis.size();
                    }

                    @Override
                    void start() {}
                };
            }
        });
    }

    /** Walks the range or the axis, whichever has fewer coordinates. */
    private static void addRange(AxisWalk walk, Locator axis, long from, long to, long by) {
        if (by <= 0) {
            throw new ArithmeticException("the step of a range is " + by);
        }
        if (to < from || axis.size() == 0) {
            return;
        }
        long steps = Long.divideUnsigned(to - from, by);
        if (Long.compareUnsigned(steps, axis.size()) < 0) {
            for (long i = 0; i <= steps; i++) {
                walk.add(axis.position(from + i * by));
            }
            return;
        }
        for (int k = 0; k < axis.size(); k++) {
            long value = axis.ascending(k);
            if (value >= from && value <= to && Long.remainderUnsigned(value - from, by) == 0) {
                walk.add(axis.position(value));
            }
        }
    }
}
