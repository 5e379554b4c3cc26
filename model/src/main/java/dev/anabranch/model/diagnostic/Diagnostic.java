package dev.anabranch.model.diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing the author of a flow should know: a code to look up, what was found, where, what was expected and a way
 * out.
 *
 * @param code stable identity such as {@code F0107}
 * @param severity whether it stops the compilation
 * @param message one sentence without a full stop; names in backquotes
 * @param span where in the author's file
 * @param label what stands under the caret; empty for none
 * @param help ways out, each one sentence; may be empty
 */
public record Diagnostic(
        DiagnosticCode code, Severity severity, String message, Span span, String label, List<String> help) {
    public Diagnostic {
        help = List.copyOf(help);
    }

    /** An error without label and help. */
    public static Diagnostic error(DiagnosticCode code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, message, span, "", List.of());
    }

    /** A warning without label and help. */
    public static Diagnostic warning(DiagnosticCode code, Span span, String message) {
        return new Diagnostic(code, Severity.WARNING, message, span, "", List.of());
    }

    /** The same with a text under the caret. */
    public Diagnostic withLabel(String text) {
        return new Diagnostic(code, severity, message, span, text, help);
    }

    /** The same with one more way out. */
    public Diagnostic withHelp(String text) {
        List<String> more = new ArrayList<>(help);
        more.add(text);
        return new Diagnostic(code, severity, message, span, label, more);
    }
}
