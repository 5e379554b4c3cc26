package dev.anabranch.model.graph;

import java.util.List;

/** The coordinates of an axis, a finite ordered set. A position counts them from 0. */
public sealed interface Domain {
    /** How many coordinates there are. */
    int size();

    /** The coordinate at a position as a person writes it. */
    String text(int position);

    /** The position of a coordinate, a Long or a String as the domain has them, or -1; lists are searched. */
    int positionOf(Object coordinate);

    /** Calls the visitor's method for this kind of domain. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of domain. */
    interface Visitor<R> {
        R regular(Regular domain);

        R integers(Integers domain);

        R texts(Texts domain);
    }

    /** Integers at equal distances: {@code first, first + step, ...}. The step is positive. */
    record Regular(long first, long step, int size) implements Domain {
        /** The coordinate at a position. */
        public long value(int position) {
            return first + step * position;
        }

        /** The position of a coordinate, or -1. */
        public int position(long value) {
            long distance = value - first;
            return distance >= 0 && distance % step == 0 && distance / step < size ? (int) (distance / step) : -1;
        }

        @Override
        public int positionOf(Object coordinate) {
            return position(((Long) coordinate).longValue());
        }

        @Override
        public String text(int position) {
            return Long.toString(value(position));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.regular(this);
        }
    }

    /** Integers in the order of a list, without repetition. */
    record Integers(List<Long> values) implements Domain {
        public Integers {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public int positionOf(Object coordinate) {
            return values.indexOf(coordinate);
        }

        @Override
        public String text(int position) {
            return values.get(position).toString();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.integers(this);
        }
    }

    /** Strings in the order of a list, without repetition: names or files. */
    record Texts(List<String> values) implements Domain {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public int positionOf(Object coordinate) {
            return values.indexOf(coordinate);
        }

        @Override
        public String text(int position) {
            return values.get(position);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.texts(this);
        }
    }
}
