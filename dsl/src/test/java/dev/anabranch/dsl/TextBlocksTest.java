package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.dsl.tree.SyntaxTree;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextBlocksTest {
    private static final String QUOTES = "\"\"\"";

    private static Expression.StringLiteral block(String content) {
        Statement statement = Flows.statement("x = " + QUOTES + "\n" + content + QUOTES);
        return (Expression.StringLiteral) ((Statement.Equation) statement).value();
    }

    private static String constant(String content) {
        return block(content).constant().orElseThrow();
    }

    @Provide
    Arbitrary<String> layouts() {
        return Arbitraries.strings().withChars(" \t\f\n\r ab'").ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> contents() {
        return Arbitraries.of(
                        "\n",
                        " ",
                        "  ",
                        "\t",
                        "a",
                        "}",
                        "'",
                        "\"",
                        "\\n",
                        "\\\"",
                        "\\\\",
                        "\\{",
                        "\\u0020",
                        "{y[1]}",
                        "{f(\"b\")}",
                        "//",
                        "/*")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces))
                .filter(text -> !text.contains(QUOTES) && !text.endsWith("\""));
    }

    /** Java's own text blocks are stripped by the same method. */
    @Property
    void blanksAreStrippedAsInJava(@ForAll("layouts") String content) {
        assertThat(constant(content)).isEqualTo(content.stripIndent());
    }

    @Property
    void formattingKeepsTheTextAsWritten(@ForAll("contents") String content) {
        SyntaxTree tree = Flows.tree("first = 1\nx   =  f.g( " + QUOTES + "\n" + content + QUOTES + " ,a )");
        String formatted = Formatter.format(tree);
        assertThat(formatted).contains("x     = f.g(" + QUOTES + "\n" + content + QUOTES + ", a)\n");
        SyntaxTree again = Flows.tree(formatted);
        assertThat(TreeText.of(again.statements())).isEqualTo(TreeText.of(tree.statements()));
        assertThat(Formatter.format(again)).isEqualTo(formatted);
    }

    @Property
    void partsLieInOrderInTheFile(@ForAll("contents") String content) {
        Expression.StringLiteral literal = block(content);
        int end = literal.span().start() + QUOTES.length();
        for (StringPart part : literal.parts()) {
            assertThat(part.span().start()).isGreaterThanOrEqualTo(end);
            end = part.span().end();
            if (part instanceof StringPart.Interpolation hole) {
                assertThat(hole.span().text())
                        .isEqualTo("{" + hole.expression().span().text() + "}");
            }
        }
        assertThat(end).isLessThanOrEqualTo(literal.span().end() - QUOTES.length());
    }

    @Test
    void quotesOnALineOfTheirOwnEndWithALineBreak() {
        assertThat(constant("  a\n    b\n  ")).isEqualTo("a\n  b\n");
        assertThat(constant("  a\n    b")).isEqualTo("a\n  b");
        assertThat(constant("  a\n ")).isEqualTo(" a\n");
        assertThat(constant("")).isEmpty();
        assertThat(block("  ").parts()).isEmpty();
    }

    @Test
    void escapesAreReadAfterBlanksAreStripped() {
        assertThat(constant("  a\\u0020  \n  \\tb\\n\\\"\"\"\n  ")).isEqualTo("a \n\tb\n\"\"\"\n");
    }

    @Test
    void expressionsStandInTheirLines() {
        Expression.StringLiteral literal = block("  where a = '{b + 1}'\n    and {c}\n  ");
        assertThat(literal.parts())
                .extracting(p -> p.span().text())
                .containsExactly("where a = '", "{b + 1}", "'\n    and ", "{c}", "\n  ");
        String texts = literal.parts().stream()
                .filter(StringPart.Text.class::isInstance)
                .map(p -> ((StringPart.Text) p).value())
                .collect(Collectors.joining("|"));
        assertThat(texts).isEqualTo("where a = '|'\n  and |\n");
        assertThat(literal.isTextBlock()).isTrue();
    }

    @Test
    void mistakesBehindAreFound() {
        String text = "a = " + QUOTES + "\n x\n " + QUOTES + "\nb = ]\n";
        assertThat(Flows.complaints(text)).contains("test.flow:4:5");
    }

    @Test
    void anOpenBlockHidesNoOtherMistake() {
        List<Integer> lines = Parser.parseWithErrors(
                        Flows.source("a = f.g(" + QUOTES + "\n select\n\ndim b = 1..\nc = ]"))
                .diagnostics()
                .stream()
                .map(d -> d.span().line())
                .toList();
        assertThat(lines).containsExactly(1, 4, 5);
    }
}
