package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong files and every word that their authors read about them. */
class SyntaxErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyword",
                "brackets",
                "assignment",
                "strings",
                "range",
                "numbers",
                "characters",
                "unfinished",
                "left",
                "publish",
                "types",
                "header",
                "names",
                "middle",
                "comment",
                "braces",
                "use",
                "blocks",
                "unclosed",
                "foreign",
                "habits"
            })
    void areSaidInOurWords(String name) {
        SourceText source = SourceText.of(name + ".flow", Flows.resource("wrong/" + name + ".flow"));
        List<Diagnostic> diagnostics = Parser.parseWithErrors(source).diagnostics();
        assertThat(DiagnosticPrinter.plain().print(diagnostics)).isEqualTo(Flows.resource("wrong/" + name + ".txt"));
    }

    @Test
    void whatParsedIsKept() {
        ParseResult result =
                Parser.parseWithErrors(Flows.source("use grid\ndim i = 1..\nx[i] = grid.a(1\ny = 2\n(p, q = 3"));
        assertThat(result.tree().statements()).hasSize(2);
        assertThat(result.diagnostics()).hasSize(3);
        assertThat(result.brokenNames()).containsExactly("i", "x", "p", "q");
        assertThat(Parser.parse(Flows.source("dim i = 1..")).value()).isEmpty();
    }

    @Test
    void manyMistakesAreCounted() {
        String text = String.join(
                "\n", IntStream.range(0, 50).mapToObj(i -> "x" + i + " = ]").toList());
        List<Diagnostic> diagnostics =
                Parser.parseWithErrors(Flows.source(text)).diagnostics();
        assertThat(diagnostics).hasSize(Parser.MOST_ERRORS + 1);
        assertThat(diagnostics.get(Parser.MOST_ERRORS).message()).isEqualTo("30 more statements are wrong");
    }
}
