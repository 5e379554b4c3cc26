package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.Diagnostic;

/**
 * Leaves the reading of one statement with what is wrong in it; caught where the next statement begins. It never leaves
 * this package.
 */
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    SyntaxError(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
