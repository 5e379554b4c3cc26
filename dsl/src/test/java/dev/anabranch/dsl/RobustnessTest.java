package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile files: one clear error each, soon. */
@Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RobustnessTest {
    private static void refused(String text, DiagnosticCode code) {
        List<Diagnostic> diagnostics =
                Parser.parseWithErrors(Flows.source(text)).diagnostics();
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly(code);
    }

    private static void decodingRefused(byte[] bytes, DiagnosticCode code) {
        var checked = SourceDecoder.decode("random.flow", bytes);
        assertThat(checked.value()).isEmpty();
        assertThat(checked.diagnostics()).extracting(Diagnostic::code).containsExactly(code);
    }

    @Test
    void hundredThousandNestedBrackets() {
        refused("x = " + "(".repeat(100_000) + "1" + ")".repeat(100_000), SyntaxCodes.TOO_DEEP);
        refused("x = " + "[".repeat(100_000), SyntaxCodes.TOO_DEEP);
        refused("x" + "[y".repeat(100_000) + "]".repeat(100_000) + " = 1", SyntaxCodes.TOO_DEEP);
        refused("{".repeat(100_000), SyntaxCodes.TOO_DEEP);
    }

    @Test
    void tenMillionBrackets() {
        refused("(".repeat(10_000_000), SyntaxCodes.FILE_TOO_LARGE);
    }

    @Test
    void tenMillionBracketPairs() {
        refused("[]".repeat(5_000_000), SyntaxCodes.FILE_TOO_LARGE);
    }

    @Test
    void randomBytes() {
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        var checked = SourceDecoder.decode("random.flow", bytes);
        assertThat(checked.value()).isEmpty();
        assertThat(checked.diagnostics()).hasSize(1);
    }

    @Test
    void nulBytes() {
        decodingRefused("flow a\0b".getBytes(StandardCharsets.UTF_8), SyntaxCodes.CONTROL_CHARACTER);
        refused("flow a\0b", SyntaxCodes.CONTROL_CHARACTER);
    }

    @Test
    void seventeenMebibytes() {
        decodingRefused(new byte[17 << 20], SyntaxCodes.FILE_TOO_LARGE);
    }

    @Test
    void emptyFiles() {
        refused("", SyntaxCodes.EMPTY_FILE);
        refused(" \n\n// nothing\n", SyntaxCodes.EMPTY_FILE);
    }

    @Test
    void fiveMebibytesOnOneLine() {
        refused("x = 1" + " + 1".repeat((5 << 20) / 4), SyntaxCodes.FILE_TOO_LARGE);
        refused("x = \"" + "a".repeat(5 << 20), SyntaxCodes.UNCLOSED_STRING);
        refused("x = " + "1".repeat(5 << 20), SyntaxCodes.NUMBER_OUT_OF_RANGE);
        refused("dim " + "a".repeat(5 << 20), SyntaxCodes.UNEXPECTED);
        refused("/*" + "*".repeat(5 << 20), SyntaxCodes.UNCLOSED_COMMENT);
        refused("#".repeat(900_000), SyntaxCodes.STRAY_CHARACTER);
        refused("dim x = [0" + ", 1".repeat(150_000) + "]", SyntaxCodes.STATEMENT_TOO_LONG);
    }

    @Test
    void quotesAndBracesOnOneLine() {
        assertThat(Parser.parseWithErrors(Flows.source("x = " + "\"{\"".repeat(200_000)))
                        .diagnostics())
                .hasSize(1);
        assertThat(Parser.parseWithErrors(Flows.source("x = \"{" + "\"".repeat(500_000)))
                        .diagnostics())
                .hasSize(1);
    }

    @Test
    void textBlocksWithoutEnd() {
        refused("x = " + "\"".repeat(100_000), SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\"", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\"\"", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\"\"\"", SyntaxCodes.TEXT_BLOCK_OPENING);
        refused("x = \"\"\"\n\\", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n{\\", SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n" + "a\n".repeat(1 << 19), SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n" + "{\"".repeat(1 << 19), SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n" + "{\"\\".repeat(1 << 18), SyntaxCodes.UNCLOSED_STRING);
        refused("x = \"\"\"\n" + "{a} ".repeat(1 << 15) + "\n{\n\"\"\"", SyntaxCodes.BAD_INTERPOLATION);
    }

    @Test
    void manyTextBlocks() {
        for (String line : List.of("dim x = \"\"\"\n", "use \\\"\"\"\n", "x = f(\"\"\"\n", "\"\"\"", "\"\"\"{\n")) {
            ParseResult result = Parser.parseWithErrors(Flows.source("x = \"\"\"\n" + line.repeat(10_000)));
            assertThat(result.diagnostics()).hasSizeBetween(1, Parser.MOST_ERRORS + 1);
        }
        assertThat(Flows.tree("x = \"\"\"\n" + "a\n".repeat(1 << 18) + "\"\"\"").statements())
                .hasSize(1);
        assertThat(Flows.tree("x = \"\"\"\n a\n \"\"\"\n".repeat(5_000)).statements())
                .hasSize(5_000);
    }

    @Test
    void hundredThousandSigns() {
        refused("x = " + "-".repeat(100_000) + "1", SyntaxCodes.TOO_DEEP);
        refused("x = " + "!".repeat(100_000) + "a", SyntaxCodes.TOO_DEEP);
        refused("x = " + "-(".repeat(50_000) + "a", SyntaxCodes.TOO_DEEP);
    }

    @Test
    void longConditionals() {
        refused("x = " + "if a then b else ".repeat(20_000) + "c", SyntaxCodes.TOO_DEEP);
        refused("x = " + "if ".repeat(20_000) + "c", SyntaxCodes.TOO_DEEP);
    }

    @Test
    void longChains() {
        refused("x = 1" + " + 1".repeat(20_000), SyntaxCodes.TOO_DEEP);
        refused("param x : " + "list<".repeat(20_000), SyntaxCodes.TOO_DEEP);
        refused("x = \"{" + "(".repeat(10_000) + "}\"", SyntaxCodes.TOO_DEEP);
    }

    @Test
    void manyWrongStatements() {
        List<Diagnostic> diagnostics =
                Parser.parseWithErrors(Flows.source("x = ]\n".repeat(100_000))).diagnostics();
        assertThat(diagnostics).hasSize(Parser.MOST_ERRORS + 1);
    }

    @Test
    void whatIsAllowedIsRead() {
        assertThat(Flows.tree("x = " + "(".repeat(250) + "1" + ")".repeat(250)).statements())
                .hasSize(1);
        assertThat(Flows.tree("x = 1" + " + -1".repeat(400)).statements()).hasSize(1);
        assertThat(Flows.tree("dim x = [0" + ", 1".repeat(90_000) + "]").dims()).hasSize(1);
        assertThat(Flows.tree("x = " + "if a then b else ".repeat(200) + "c").statements())
                .hasSize(1);
    }

    @Test
    void notUtf8() {
        decodingRefused(new byte[] {'f', (byte) 0xc3}, SyntaxCodes.NOT_UTF8);
        decodingRefused("flow a\n// \u00e4".getBytes(StandardCharsets.ISO_8859_1), SyntaxCodes.NOT_UTF8);
        assertThat(SourceDecoder.decode("a.flow", "\ufeffflow \u00e4".getBytes(StandardCharsets.UTF_8))
                        .value()
                        .orElseThrow()
                        .text())
                .isEqualTo("flow \u00e4");
    }
}
