package dev.anabranch.model.graph;

import java.util.List;
import java.util.Map;

/** What a family's call passes for one parameter. */
public sealed interface Argument {
    /** Calls the visitor's method for this kind of argument. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of argument. */
    interface Visitor<R> {
        R value(Value argument);

        R read(Read argument);

        R readIfDefined(ReadIfDefined argument);

        R absent(Absent argument);

        R readAll(ReadAll argument);

        R part(Part argument);

        R list(ListOf argument);

        R named(Named argument);
    }

    /** A value known before the run. */
    record Value(Scalar scalar) implements Argument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.value(this);
        }
    }

    /**
     * One dataset.
     *
     * @param array which array
     * @param at its coordinate on each axis of the array
     */
    record Read(int array, List<Subscript.At> at) implements Argument {
        public Read {
            at = List.copyOf(at);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    /**
     * One dataset where there is one at the given coordinates, and something else where there is none.
     *
     * @param read the dataset; its coordinates may be outside of the array
     * @param otherwise what stands in its place: {@link Absent}, or a {@link Value} if the parameter has a default
     */
    record ReadIfDefined(Read read, Argument otherwise) implements Argument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readIfDefined(this);
        }
    }

    /**
     * Nothing. Lists and maps leave it out; a parameter of its own takes it as an empty {@code java.util.Optional}, and
     * only {@linkplain dev.anabranch.model.task.TaskSignature.Parameter#optional() optional} ones do.
     */
    record Absent() implements Argument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.absent(this);
        }
    }

    /**
     * A list of datasets: those that exist among the given coordinates, the last axis varying fastest.
     *
     * @param array which array
     * @param subscripts one for each axis of the array
     */
    record ReadAll(int array, List<Subscript> subscripts) implements Argument {
        public ReadAll {
            subscripts = List.copyOf(subscripts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readAll(this);
        }
    }

    /**
     * Consecutive elements of a list: those at the places {@code first}, {@code first + 1}, ..., at most {@code length},
     * as far as the list has them. Flows do not write it; the optimiser does.
     *
     * @param list the list as a whole
     * @param first the place of the first element, counted from 0
     * @param length how many elements at most
     */
    record Part(ReadAll list, Scalar first, int length) implements Argument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.part(this);
        }
    }

    /** A list written out. */
    record ListOf(List<Argument> elements) implements Argument {
        public ListOf {
            elements = List.copyOf(elements);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.list(this);
        }
    }

    /** A map from names to arguments, in the order of the call; passed as {@code java.util.Map}. */
    record Named(List<Map.Entry<String, Argument>> entries) implements Argument {
        public Named {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.named(this);
        }
    }
}
