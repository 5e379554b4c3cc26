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

    @Test
    void everyConstructHasItsText() {
        assertThat(format(Flows.example("everything"))).isEqualTo(Flows.resource("formatted/everything.flow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ensemble", "cholesky", "forecast", "revenue", "everything"})
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
    void longStatementsAreBroken() {
        String text = format("x[i] = lib.task(" + "argument_of_some_length, ".repeat(12) + "last) @cost(time: 1s)");
        assertThat(text.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(Formatter.WIDEST));
        assertThat(text.lines().skip(1)).allSatisfy(l -> assertThat(l).startsWith("    "));
        assertThat(format(text)).isEqualTo(text);
    }
}
