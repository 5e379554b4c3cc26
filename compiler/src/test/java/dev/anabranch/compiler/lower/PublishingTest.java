package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which datasets a flow publishes, where an index depends on another. */
class PublishingTest {
    private static final String START = """
            flow f
            use grid
            param lead : int = 2
            dim i = 0..3
            dim j = [3, 1, 2]
            dim name = ["a", "b"]
            x[i, j] = grid.read("{i}{j}")
            n[name, i] where i > 0 = grid.read("{name}{i}")
            """;

    private static List<String> published(String statement) {
        TaskGraph graph = Flows.graph(START + statement);
        return graph.publications().get(0).slots().stream()
                .map(graph::datasetName)
                .toList();
    }

    @Test
    void anIndexMayBeComputedFromAnother() {
        assertThat(published("publish x[a, a + 1] as \"diagonal/{a}\" with { next: a + 1, wait: 6h * a }\n"))
                .containsExactly("x[i: 0, j: 1]", "x[i: 1, j: 2]", "x[i: 2, j: 3]");
        assertThat(published("publish x[b - lead, b]\n")).containsExactly("x[i: 0, j: 2]", "x[i: 1, j: 3]");
        assertThat(published("publish n[k, if k == \"a\" then 1 else 2]\n"))
                .containsExactly("n[name: a, i: 1]", "n[name: b, i: 2]");
    }

    @Test
    void aRangeMayDependOnAnIndex() {
        assertThat(published("publish x[a, a + 1 .. 3 by 2]\n"))
                .containsExactly("x[i: 0, j: 3]", "x[i: 0, j: 1]", "x[i: 1, j: 2]", "x[i: 2, j: 3]");
        assertThat(published("publish x[a, 0 ..< a]\n"))
                .containsExactly("x[i: 2, j: 1]", "x[i: 3, j: 1]", "x[i: 3, j: 2]");
    }

    @Test
    void rangesAndConstantsSelectInTheirOrder() {
        assertThat(published("publish x[1, 1..3]\n"))
                .containsExactly("x[i: 1, j: 1]", "x[i: 1, j: 2]", "x[i: 1, j: 3]");
        assertThat(published("publish n[\"a\", *]\n"))
                .containsExactly("n[name: a, i: 1]", "n[name: a, i: 2]", "n[name: a, i: 3]");
    }

    @Test
    void theNameNeedNotUseWhatFollows() {
        assertThat(Flows.report(START + "publish x[a, 0..a] as \"x/{a}\"\n"))
                .contains("error[F0213]: `x` publishes 3 datasets under one name");
    }

    @Test
    void whatCannotBeComputed() {
        assertThat(Flows.report(START + "publish x[a, 6 / a]\n")).isEqualTo("""
                error[F0311]: an index of `x[a, 6 / a]` cannot be computed
                 --> test.flow:9:9
                  |
                9 | publish x[a, 6 / a]
                  |         ^^^^^^^^^^^ division by zero, or a number outside its range
                """);
        assertThat(Flows.report(START + "publish x[a, b] with { part: b / a }\n"))
                .contains("error[F0311]: the name or the metadata of `x[i: 0, j: 3]` cannot be computed");
    }

    @Test
    void anIndexThatHasNoNameCannotBeUsed() {
        assertThat(Flows.report(START + "publish x[a, i]\npublish x[*, i + 1]\npublish x[a, a]\n"))
                .contains("error[F0202]: `i` is neither an index of `x` nor a param")
                .contains("error[F0216]: `a` names two indices");
    }
}
