package dev.anabranch.codegen.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocCommentTest {
    @Test
    void aCommentIsItsTextAndItsTags() {
        DocComment comment = DocComment.of("""
                Reads one field of a file. More is
                said later.

                <p>A {@code [rows, columns]} tensor.
                @param file the {@code file}
                    on two lines
                @param <T> a type
                @param bare
                @return the field:
                    {@code
                @Task is no tag here}
                @throws java.io.IOException if it
                    cannot be read
                @throws IllegalStateException first
                @throws IllegalStateException second
                @see Other
                """);
        assertThat(comment.blocks())
                .containsExactly(
                        new DocBlock(DocBlock.Kind.PARAGRAPH, "Reads one field of a file. More is said later."),
                        new DocBlock(DocBlock.Kind.PARAGRAPH, "A `[rows, columns]` tensor."));
        assertThat(comment.summary()).isEqualTo("Reads one field of a file.");
        assertThat(comment.parameters())
                .isEqualTo(Map.of("file", "the `file` on two lines", "<T>", "a type", "bare", ""));
        assertThat(comment.result()).isEqualTo("the field: `@Task is no tag here`");
        assertThat(comment.errors())
                .isEqualTo(Map.of("IOException", "if it cannot be read", "IllegalStateException", "first; second"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{@link Model}| `Model`",
                "{@link Model#run(int, long)}| `Model.run`",
                "{@link dev.acme.Model#run}| `Model.run`",
                "{@link #run()}| `run`",
                "{@link Model#run(int, long) runs it}| runs it",
                "{@linkplain java.util.List<String> lists}| lists",
                "{@literal a < b}| a < b",
                "{@code Map<String, List<Long>>}| `Map<String, List<Long>>`",
                "{@code {a} and {b}}| `{a} and {b}`",
                "{@code unclosed| {@code unclosed",
                "a &lt;b&gt; &amp;c; &unknown;| a <b> &c; &unknown;",
                "<i>so</i> <b>much</b> <a href='x'>for</a> <code>that</code>| so much for `that`",
                "1 < 2 and 3 > 2| 1 < 2 and 3 > 2",
                "x<br>y| x y",
            })
    void inlineTagsBecomeMarkdown(String javadoc, String markdown) {
        assertThat(DocComment.of(javadoc).blocks()).containsExactly(new DocBlock(DocBlock.Kind.PARAGRAPH, markdown));
    }

    @Test
    void codeKeepsItsLinesAndItemsStandAlone() {
        DocComment comment = DocComment.of("""
                Before <ul>
                  <li>one
                  <li>two {@code 2}</li>
                </ul> between
                <pre>{@code
                  x[i] = grid.mean(y[*])
                      @cost(time: 1s)

                  publish x
                }</pre>
                <pre>
                a &lt; <b>b</b>
                </pre>
                {@snippet :
                  z = 1
                }
                after""");
        assertThat(comment.blocks().stream().map(block -> block.kind() + " " + block.text()))
                .containsExactly(
                        "PARAGRAPH Before",
                        "ITEM one",
                        "ITEM two `2`",
                        "PARAGRAPH between",
                        "CODE x[i] = grid.mean(y[*])\n    @cost(time: 1s)\n\npublish x",
                        "CODE a < b",
                        "CODE z = 1",
                        "PARAGRAPH after");
        assertThat(comment.markdown()).isEqualTo("""
                Before

                - one
                - two `2`

                between

                ```text
                x[i] = grid.mean(y[*])
                    @cost(time: 1s)

                publish x
                ```

                ```text
                a < b
                ```

                ```text
                z = 1
                ```

                after""");
    }

    @Test
    void aSentenceDoesNotEndWithAnAbbreviation() {
        assertThat(DocComment.of("Some fields, e.g. of rain. And more.").summary())
                .isEqualTo("Some fields, e.g. of rain.");
        assertThat(DocComment.of("Version 1.5 of it").summary()).isEqualTo("Version 1.5 of it");
        assertThat(DocComment.of("").summary()).isEmpty();
        assertThat(DocComment.of("<pre>x</pre>").summary()).isEmpty();
    }

    @Property
    void anyTextCanBeRead(@ForAll("javadoc") String text) {
        DocComment comment = DocComment.of(text);
        for (DocBlock block : comment.blocks()) {
            assertThat(block.text()).isNotBlank();
            assertThat(block.kind() == DocBlock.Kind.CODE || !block.text().contains("\n"))
                    .isTrue();
        }
        assertThat(comment.parameters()).doesNotContainValue(null);
    }

    @Property
    void plainWordsStayInTheirOrder(@ForAll("words") List<String> words) {
        String text = String.join(" ", words);
        assertThat(DocComment.of(text.replace("z ", "z\n")).blocks())
                .isEqualTo(text.isEmpty() ? List.of() : List.of(new DocBlock(DocBlock.Kind.PARAGRAPH, text)));
    }

    @Provide
    Arbitrary<String> javadoc() {
        return Arbitraries.of(
                        "{@code ",
                        "{@link ",
                        "{@snippet :",
                        "}",
                        "{",
                        "<p>",
                        "<pre>",
                        "</pre>",
                        "<li>",
                        "</ul>",
                        "<",
                        ">",
                        "&lt;",
                        "&",
                        ";",
                        "\n",
                        "\n\n",
                        " ",
                        "a",
                        "#",
                        "(",
                        ")",
                        ".",
                        "@param",
                        "@param x ",
                        "@return ",
                        "@throws ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars("az()#.,;:'*")
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMaxSize(20);
    }
}
