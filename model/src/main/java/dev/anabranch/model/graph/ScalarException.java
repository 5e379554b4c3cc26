package dev.anabranch.model.graph;

/** A scalar has no value at an instance, for a reason that its author can read: {@code `stride` has 3 elements ...}. */
public final class ScalarException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    /** @param reason a sentence without its full stop */
    public ScalarException(String reason) {
        super(reason);
    }
}
