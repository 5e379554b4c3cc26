package dev.anabranch.model.diagnostic;

/**
 * The identity of a kind of diagnostic. Codes are grouped: F00xx text and syntax, F01xx names, F02xx shapes and
 * indices, F03xx types and arguments, F04xx instances (undefined, defined twice, cycles), F05xx annotations and costs,
 * F06xx limits, F07xx clusters and plans. A code is never re-used for another mistake.
 *
 * @param id {@code F} and four digits
 * @param title the mistake in a few words, for the index of errors
 * @param explanation what it means and how to mend it, a few sentences
 */
public record DiagnosticCode(String id, String title, String explanation) {
    public DiagnosticCode {
        if (!id.matches("F\\d{4}")) {
            throw new IllegalArgumentException("not a diagnostic code: " + id);
        }
    }
}
