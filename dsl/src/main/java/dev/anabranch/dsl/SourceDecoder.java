package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** From the bytes of a file to its text, with one clear diagnostic if they are no text. */
public final class SourceDecoder {
    /** How many bytes a flow file may have. */
    public static final int LARGEST_FILE = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private SourceDecoder() {}

    /**
     * Decodes UTF-8, with or without a byte order mark.
     *
     * @param name how the file is shown to its author
     * @param bytes the file's content; a caller may stop reading a file after {@link #LARGEST_FILE} + 1 bytes
     * @return the text, or one diagnostic: too large, not UTF-8, or a control character
     */
    public static Checked<SourceText> decode(String name, byte[] bytes) {
        if (bytes.length > LARGEST_FILE) {
            SourceText none = SourceText.of(name, "");
            return failed(Diagnostic.error(
                            SyntaxCodes.FILE_TOO_LARGE, new Span(none, 0, 0), "the file has more than 16 MiB")
                    .withHelp("write large families with dims; put long lists in a file that `lines(...)` reads"));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult outcome = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        out.flip();
        if (outcome.isError()) {
            return failed(notUtf8(name, out, in.position(), bytes[in.position()] & 0xff));
        }
        boolean marked = out.hasRemaining() && out.charAt(0) == BYTE_ORDER_MARK;
        SourceText source = SourceText.of(
                name, out.subSequence(marked ? 1 : 0, out.remaining()).toString());
        return TextCheck.firstControlCharacter(source)
                .map(SourceDecoder::failed)
                .orElseGet(() -> Checked.of(source));
    }

    private static Diagnostic notUtf8(String name, CharBuffer decoded, int offset, int value) {
        SourceText source = SourceText.of(name, decoded.toString());
        int end = source.text().length();
        return Diagnostic.error(
                        SyntaxCodes.NOT_UTF8,
                        new Span(source, end, end),
                        String.format("the file is not UTF-8 text: byte 0x%02X at offset %d", value, offset))
                .withHelp("if this is meant to be text, save it again with the encoding UTF-8");
    }

    private static Checked<SourceText> failed(Diagnostic diagnostic) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.add(diagnostic);
        return Checked.failed(diagnostics);
    }
}
