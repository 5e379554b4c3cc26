package dev.anabranch.compiler.verify;

/**
 * One thing that is wrong with a plan.
 *
 * @param kind what kind of thing
 * @param message one sentence that names the instances
 */
public record Violation(ViolationKind kind, String message) {
    @Override
    public String toString() {
        return kind + ": " + message;
    }
}
