package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ParserLawsTest {
    private static final List<String> PIECES = List.of(
            "flow",
            "use",
            "param",
            "dim",
            "publish",
            "where",
            "yields",
            "by",
            "as",
            "with",
            "if",
            "then",
            "else",
            "a",
            "b.c",
            "1",
            "2.5",
            "3ms",
            "\"s\"",
            "\"{x}\"",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "=",
            "==",
            "..",
            "..<",
            ",",
            ":",
            "?",
            "@",
            "+",
            "-",
            "*",
            "<",
            ">",
            "!",
            "&&",
            "||",
            "\n",
            " ",
            "// c\n",
            "/// d\n",
            "/* e */",
            "\"\"\"\n",
            "\"\"\"",
            "\"\"\"\n {a} \\n\n\"\"\"");

    @Property(tries = 500)
    void mutatedFlowsNeverCrash(@ForAll @IntRange(max = 5) int example, @ForAll long seed) {
        byte[] bytes = Flows.example(Flows.EXAMPLES.get(example)).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 32 + random.nextInt(95));
        }
        saysWhatIsWrong(bytes);
    }

    @Property(tries = 500)
    void shortenedFlowsNeverCrash(@ForAll @IntRange(max = 5) int example, @ForAll long seed) {
        String text = Flows.example(Flows.EXAMPLES.get(example));
        Random random = new Random(seed);
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(30));
        saysWhatIsWrong((text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void wordsInAnyOrderNeverCrash(@ForAll List<@IntRange(max = 90) Integer> pieces) {
        StringBuilder text = new StringBuilder();
        for (int piece : pieces) {
            text.append(PIECES.get(piece % PIECES.size())).append(piece % 3 == 0 ? "" : " ");
        }
        saysWhatIsWrong(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void textsNeverCrash(@ForAll @StringLength(max = 60) String text) {
        ParseResult result = Parser.parseWithErrors(Flows.source(text));
        assertThat(DiagnosticPrinter.plain().print(result.diagnostics())).isNotNull();
    }

    private static void saysWhatIsWrong(byte[] bytes) {
        Checked<SourceText> decoded = SourceDecoder.decode("test.flow", bytes);
        if (decoded.value().isEmpty()) {
            assertThat(DiagnosticPrinter.plain().print(decoded.diagnostics())).startsWith("error[F00");
            return;
        }
        SourceText source = decoded.value().get();
        ParseResult result = Parser.parseWithErrors(source);
        if (result.hasErrors()) {
            assertThat(DiagnosticPrinter.plain().print(result.diagnostics())).startsWith("error[F00");
            assertThat(result.diagnostics()).allSatisfy(d -> {
                assertThat(d.span().source()).isSameAs(source);
                assertThat(d.message() + d.label()).doesNotContain("something else", "nothing more");
            });
        } else {
            assertThat(Parser.parse(source).value()).isPresent();
        }
    }
}
