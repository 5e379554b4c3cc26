package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.SyntaxTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {
    private static String format(String text) {
        return Formatter.format(Flows.tree(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "queries"})
    void everyConstructHasItsText(String name) {
        assertThat(format(Flows.example(name))).isEqualTo(Flows.resource("formatted/" + name + ".flow"));
    }

    @Test
    void equationsInARowAreAligned() {
        assertThat(format("l[k, k] = a.b(k)\nl[i, k] where i > k = a.c(k)\ns[i, i, k + 1] where i == k = 1\n\nt = 2"))
                .isEqualTo("""
                        l[k, k]                     = a.b(k)
                        l[i, k]        where i > k  = a.c(k)
                        s[i, i, k + 1] where i == k = 1

                        t = 2
                        """);
        assertThat(format("a = 1\n// why\nbcd = 2 // x\nef = 3")).isEqualTo("""
                a = 1
                // why
                bcd = 2  // x
                ef  = 3
                """);
        assertThat(format("a = 1\n/// why\nbcd = 2\ndim i = 1..2\ndim member = 1..2"))
                .isEqualTo("""
                a = 1
                /// why
                bcd = 2
                dim i      = 1..2
                dim member = 1..2
                """);
    }

    @Test
    void publishesInARowAreAligned() {
        assertThat(
                        format(
                                "publish mean as \"m\" with { a: 1 }\npublish x, yyyyyyyyyy\npublish s as \"st\" with { b: 1 }"))
                .isEqualTo("""
                        publish mean as "m"  with { a: 1 }
                        publish x, yyyyyyyyyy
                        publish s    as "st" with { b: 1 }
                        """);
    }

    @Test
    void whatWouldGetTooWideIsNotAligned() {
        String wide = "some_long_name[i] where " + "i > 0 && ".repeat(6) + "i < 9 = a.b(i)\n";
        String text = wide + "x = a.c(\"" + "t".repeat(20) + "\")\n";
        assertThat(format(text)).isEqualTo(text);
    }

    @Test
    void lineBreaksOfTextBlocksAreMadeOurs() {
        assertThat(format("x = \"\"\"\r\n  a\r  b\r\n\"\"\"\r\n")).isEqualTo("x = \"\"\"\n  a\n  b\n\"\"\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ensemble", "cholesky", "forecast", "revenue", "everything", "queries"})
    void examplesKeepTheirMeaningAndStayAsFormatted(String name) {
        SyntaxTree tree = Flows.tree(Flows.example(name));
        String formatted = Formatter.format(tree);
        SyntaxTree again = Flows.tree(formatted);
        assertThat(TreeText.of(again.header())).isEqualTo(TreeText.of(tree.header()));
        assertThat(TreeText.of(again.statements())).isEqualTo(TreeText.of(tree.statements()));
        assertThat(again.comments()).hasSameSizeAs(tree.comments());
        assertThat(Formatter.format(again)).isEqualTo(formatted);
    }

    @Test
    void commentsKeepTheirPlaceBetweenStatements() {
        assertThat(format("// top\n\n\n\nx = 1   // one\n// below\ny = f.g(  // in\n a)\n/* end */"))
                .isEqualTo("// top\n\nx = 1  // one\n// below\n// in\ny = f.g(a)\n/* end */\n");
    }

    @Test
    void aCommentEndsAtACarriageReturn() {
        assertThat(format("a = 1 // one\r// two\r/* three */\nb = 2")).isEqualTo("""
                a = 1  // one
                // two
                /* three */
                b = 2
                """);
    }

    @Test
    void longStatementsAreBroken() {
        String text = format("x[i] = lib.task(" + "argument_of_some_length, ".repeat(12) + "last) @cost(time: 1s)");
        assertThat(text.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(Formatter.WIDEST));
        assertThat(text.lines().skip(1)).allSatisfy(l -> assertThat(l).startsWith("    "));
        assertThat(format(text)).isEqualTo(text);
    }
}
