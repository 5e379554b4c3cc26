package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the language, from text to graph. */
class ExampleFlowsTest {
    private static TaskFamily family(TaskGraph graph, String name) {
        return graph.families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ensembleHasOneTaskForEachInstance() {
        TaskGraph graph = Flows.graph(Flows.ENSEMBLE, "root=/data");
        int fields = 50 * 41;
        assertThat(graph.taskCount()).isEqualTo(fields + 41 + 41 + (fields + 41) + 50 * 10 + 50 * 40);
        assertThat(graph.inputs().total()).isEqualTo(fields * 2 + (fields + fields) + 50 * 10 * 4 + 50 * 40 * 2);
        assertThat(Flows.reads(graph, "low[member: 3, day: 2]"))
                .containsExactly(
                        "t2[member: 3, step: 48]",
                        "t2[member: 3, step: 54]",
                        "t2[member: 3, step: 60]",
                        "t2[member: 3, step: 66]");
        assertThat(Flows.reads(graph, "trend[member: 3, step: 6]"))
                .containsExactly("t2[member: 3, step: 6]", "t2[member: 3, step: 0]");
        assertThat(Flows.reads(graph, "frost.1[step: 6, member: 2]")).containsExactly("t2[member: 2, step: 6]");
        assertThat(Flows.reads(graph, "frost[step: 6]")).hasSize(50).startsWith("frost.1[step: 6, member: 1]");
        assertThat(graph.publications()).hasSize(4);
        TaskFamily t2 = family(graph, "t2");
        assertThat(t2.cost().time()).isEqualTo(CostSource.ANNOTATED);
        assertThat(graph.work(graph.firstTask(t2.id()))).isEqualTo(0.04);
        assertThat(graph.bytes(graph.arrays().get(0).firstSlot())).isEqualTo(Math.round(6.6 * (1 << 20)));
    }

    @Test
    void choleskyHasTheTextbooksTasks() {
        TaskGraph graph = Flows.graph(Flows.CHOLESKY);
        int n = 16;
        int pairs = n * (n - 1) / 2;
        int triples = n * (n - 1) * (n - 2) / 6;
        int tiles = n * (n + 1) / 2;
        assertThat(graph.taskCount()).isEqualTo(tiles + n + pairs + pairs + triples);
        assertThat(graph.inputs().total()).isEqualTo(n + 2 * pairs + 2 * pairs + 3 * triples);
        assertThat(graph.arrays().get(0).axes()).extracting(a -> a.name()).containsExactly("i", "j", "k");
        assertThat(graph.arrays().get(0).axes().get(2).domain()).isEqualTo(new Domain.Regular(0, 1, n));
        assertThat(Flows.reads(graph, "l[i: 5, k: 2]")).containsExactly("l[i: 2, k: 2]", "s[i: 5, j: 2, k: 2]");
        assertThat(graph.publications().get(0).slots()).hasSize(tiles);
    }

    @Test
    void forecastYieldsItsStepsInOrder() {
        TaskGraph graph = Flows.graph(Flows.FORECAST);
        assertThat(graph.taskCount()).isEqualTo(32 + 32 + 40);
        assertThat(graph.inputs().total()).isEqualTo(32 + 40 * 32);
        int task = graph.firstTask(1) + 6;
        assertThat(graph.taskName(task)).isEqualTo("state[member: 7]");
        assertThat(graph.outputs().size(task)).isEqualTo(40);
        assertThat(graph.datasetName(graph.outputs().get(task, 2))).isEqualTo("state[member: 7, step: 3]");
        assertThat(graph.readiness(graph.outputs().get(task, 9))).isEqualTo(0.25);
    }

    @Test
    void revenueReadsFiles() {
        TaskGraph graph = Flows.graph(Flows.REVENUE);
        assertThat(graph.taskCount()).isEqualTo(3 + 3 + 1 + 1);
        assertThat(graph.inputs().total()).isEqualTo(3 + 3 + 1);
        assertThat(Flows.reads(graph, "daily[part: orders/b.parquet]"))
                .containsExactly("orders[part: orders/b.parquet]");
        assertThat(Flows.reads(graph, "total")).containsExactly("total.1");
        assertThat(family(graph, "total").arguments().get(1)).isInstanceOf(Argument.Named.class);
        assertThat(graph.publications().get(0).slots())
                .isEqualTo(List.of(graph.arrays().get(2).firstSlot()));
    }
}
