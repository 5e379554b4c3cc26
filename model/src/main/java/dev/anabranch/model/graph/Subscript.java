package dev.anabranch.model.graph;

/** One index of a reference, in the coordinates of the array that is read. */
public sealed interface Subscript {
    /** Calls the visitor's method for this kind of subscript. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of subscript. */
    interface Visitor<R> {
        R at(At subscript);

        R range(Range subscript);

        R all(All subscript);
    }

    /** One coordinate. */
    record At(Scalar coordinate) implements Subscript {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.at(this);
        }
    }

    /** The coordinates {@code from, from + by, ...} up to and including {@code to}; {@code by} is positive. */
    record Range(Scalar from, Scalar to, Scalar by) implements Subscript {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.range(this);
        }
    }

    /** Every coordinate of the axis at which the array has an instance, in the axis' order. */
    record All() implements Subscript {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.all(this);
        }
    }
}
