package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What families remember of the text that they are from. */
class OriginsTest {
    private static List<Origin> origins(String equation) {
        TaskGraph graph = Flows.graph("""
                flow origins
                use lorenz
                  %s
                publish a
                """.formatted(equation));
        return graph.families().stream().map(TaskFamily::origin).toList();
    }

    @Test
    void aFamilyKeepsItsLine() {
        assertThat(origins("a = lorenz.perturb(1) "))
                .containsExactly(new Origin("test.flow", 3, "a = lorenz.perturb(1)"));
    }

    @Test
    void theThousandSubexpressionsOfALineKeepItsBeginningOnly() {
        List<Origin> origins = origins("a = lorenz.perturb(0)" + " + lorenz.perturb(1)".repeat(500));

        assertThat(origins)
                .hasSizeGreaterThan(1000)
                .allSatisfy(origin -> assertThat(origin.text())
                        .startsWith("a = lorenz.perturb(0) + ")
                        .endsWith("...")
                        .hasSizeLessThan(250));
    }
}
