package dev.anabranch.compiler.resolve;

import dev.anabranch.model.graph.ScalarException;

/** Says why a value cannot be computed. */
public final class NoValue {
    private NoValue() {}

    /**
     * The reason for a person.
     *
     * @param otherwise what it may be where the exception is Java's own, whose message says nothing to them
     */
    public static String reason(ArithmeticException why, String otherwise) {
        String message = why instanceof ScalarException ? why.getMessage() : null;
        return message == null ? otherwise : message;
    }
}
