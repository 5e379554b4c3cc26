package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.util.Optional;

/** Whether a text is one that a person may have written: no control characters besides blanks. */
final class TextCheck {
    private TextCheck() {}

    static Optional<Diagnostic> firstControlCharacter(SourceText source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                String what = c == 0 ? "a NUL character" : String.format("the control character U+%04X", (int) c);
                return Optional.of(Diagnostic.error(
                                SyntaxCodes.CONTROL_CHARACTER,
                                new Span(source, i, i + 1),
                                "the file is not a text: it holds " + what)
                        .withHelp("a flow file is plain text in UTF-8"));
            }
        }
        return Optional.empty();
    }
}
