package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private static List<String> split(String text) {
        SourceText source = Flows.source(text);
        Positions positions = new Positions(source);
        return StatementSplitter.split(
                        Tokens.of(new Span(source, 0, text.length())).words())
                .stream()
                .map(s -> positions.between(s.first(), s.last()).text())
                .toList();
    }

    @Test
    void lineBreaksEndStatements() {
        assertThat(split("a = 1\nb = 2\r\n\n  c = 3")).containsExactly("a = 1", "b = 2", "c = 3");
    }

    @Test
    void openBracketsGoOn() {
        assertThat(split("a = f.g(\n  b[i],\n  c)\nd = 1")).containsExactly("a = f.g(\n  b[i],\n  c)", "d = 1");
    }

    @Test
    void unfinishedLinesGoOn() {
        assertThat(split("a =\n 1 +\n 2\nb = 1")).containsExactly("a =\n 1 +\n 2", "b = 1");
        assertThat(split("publish a,\n b")).hasSize(1);
    }

    @Test
    void aTypeIsNoUnfinishedLine() {
        assertThat(
                        split(
                                "input a : tensor<f64>\nb[i]\n where i > 0 = 1\ninput c : a.list<tensor<f64>>\n(d, e)\n = f.g(1)"))
                .containsExactly(
                        "input a : tensor<f64>",
                        "b[i]\n where i > 0 = 1",
                        "input c : a.list<tensor<f64>>",
                        "(d, e)\n = f.g(1)");
        assertThat(split("param a : int = b < c >\n d\ne = f < g >\n h")).hasSize(2);
    }

    @Test
    void continuationsGoOn() {
        assertThat(split("a[i]\n  where i > 0\n  = f.g(b)\n  - 1\n  yields i\n  @cost(time: 1s)\n  @on(x)\nb = 1"))
                .hasSize(2);
        assertThat(split("publish a\n  as \"b\"\n  with { k: 1 }")).hasSize(1);
        assertThat(split("a = if b\n  then c\n  else d")).hasSize(1);
    }

    @Test
    void aStatementBeginsEvenWhereABracketWasLeftOpen() {
        assertThat(split("a[i = f.g(b\nc[i] = 1\n(q, r)[i] = 2\nd[i] where i > 1 = 3\nparam e : int"))
                .containsExactly("a[i = f.g(b", "c[i] = 1", "(q, r)[i] = 2", "d[i] where i > 1 = 3", "param e : int");
    }

    @Test
    void textBlocksAreOneWord() {
        assertThat(split("a = f.g(\"\"\"\nuse x\nb = 1\n\"\"\", c)\nd = \"\"\"\n\"\"\"\n- 1\ne = 2"))
                .containsExactly("a = f.g(\"\"\"\nuse x\nb = 1\n\"\"\", c)", "d = \"\"\"\n\"\"\"\n- 1", "e = 2");
    }

    @Test
    void aTextBlockWithoutEndGoesOnToTheNextStatement() {
        assertThat(split("a = f.g(\"\"\"\nb = 1\ndimension\ndim c = 1..2\nd = 1"))
                .containsExactly("a = f.g(\"\"\"\nb = 1\ndimension\n", "dim c = 1..2", "d = 1");
        assertThat(split("a = f.g(\"\"\"\n x\nb[i] = f.g(\"\"\"\n y\n\"\"\")"))
                .containsExactly("a = f.g(\"\"\"\n x\n", "b[i] = f.g(\"\"\"\n y\n\"\"\")");
    }

    @Test
    void labelsInBracketsBeginNothing() {
        assertThat(split("a = f.g(\n  input: 1,\n  use: 2)")).hasSize(1);
    }
}
