package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"ensemble", "cholesky", "forecast", "revenue", "everything", "queries"})
    void parsesWithoutComplaint(String name) {
        SyntaxTree tree = Flows.tree(Flows.example(name));
        assertThat(tree.header().orElseThrow().name().text()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ensemble", "cholesky", "forecast", "revenue", "everything", "queries"})
    void spansHoldTheStatements(String name) {
        int end = 0;
        for (Statement statement : Flows.tree(Flows.example(name)).statements()) {
            assertThat(statement.span().start()).isGreaterThanOrEqualTo(end);
            end = statement.span().end();
            assertThat(statement.span().text())
                    .isEqualTo(statement.span().text().strip());
        }
    }

    @Test
    void ensembleHoldsWhatItSays() {
        SyntaxTree tree = Flows.tree(Flows.example("ensemble"));
        assertThat(tree.libraries()).extracting(u -> u.localName().text()).containsExactly("grid");
        assertThat(tree.params()).extracting(p -> p.name().text()).containsExactly("root", "limit");
        assertThat(tree.dims()).extracting(d -> d.name().text()).containsExactly("member", "step", "day");
        assertThat(tree.equations())
                .extracting(e -> e.targets().get(0).text())
                .containsExactly("t2", "mean", "spread", "frost", "low", "trend");
        assertThat(tree.publishes()).hasSize(2);
        assertThat(tree.header().orElseThrow().documentation().orElseThrow().text())
                .isEqualTo("Ensemble statistics of 2 m temperature.");
        assertThat(tree.equations().get(0).annotation("cost").orElseThrow().labelled("size"))
                .map(TreeText::of)
                .contains("SizeLiteral(6.6, MEBIBYTES)");
    }

    @Test
    void interpolationsPointIntoTheFile() {
        SyntaxTree tree = Flows.tree(Flows.example("ensemble"));
        String text = TreeText.of(tree.equations().get(0).value());
        assertThat(text).contains("Interpolation(Reference(QualifiedName([Name('member')])");
        var call =
                (dev.anabranch.dsl.tree.Expression.Call) tree.equations().get(0).value();
        var path = (dev.anabranch.dsl.tree.Expression.StringLiteral)
                call.arguments().get(0).value();
        assertThat(path.parts())
                .extracting(p -> p.span().text())
                .containsExactly("{root}", "/", "{member}", "_", "{step}", ".grib");
    }
}
