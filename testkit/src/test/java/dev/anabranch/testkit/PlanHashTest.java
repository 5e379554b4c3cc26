package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class PlanHashTest {
    private static final Cluster ONE = Cluster.threads("a", 1, 0);

    private static PlanHashes hashes(TaskGraph graph) {
        return PlanHash.of(graph, Map.of("a", "1", "b", "2"), ONE, "1");
    }

    @Property(tries = 50)
    void whereSomethingIsWrittenIsNotPartOfIt(@ForAll TaskGraph graph) {
        assertThat(hashes(moved(graph))).isEqualTo(hashes(graph));
    }

    /** The same flow under another file name, further down. */
    private static TaskGraph moved(TaskGraph graph) {
        List<TaskFamily> families = graph.families().stream()
                .map(f -> new TaskFamily(
                        f.id(),
                        f.name(),
                        f.axes(),
                        f.signature(),
                        f.arguments(),
                        f.outputs(),
                        f.cost(),
                        f.requirements(),
                        new Origin(
                                "other.flow",
                                f.origin().line() + 7,
                                "// " + f.origin().text())))
                .toList();
        return Costs.withFamilies(graph, families);
    }

    @Test
    void eachPartChangesItsOwnHashAndThePlans() {
        TaskGraph graph = Graphs.forkJoin(3);
        PlanHashes before = hashes(graph);
        PlanHashes costs = hashes(Costs.of(graph, task -> 1, slot -> 2));
        assertThat(costs.costs()).isNotEqualTo(before.costs());
        assertThat(costs.graph()).isEqualTo(before.graph());
        assertThat(costs.plan()).isNotEqualTo(before.plan());
        PlanHashes wider = hashes(Graphs.forkJoin(4));
        assertThat(wider.graph()).isNotEqualTo(before.graph());
        PlanHashes cluster = PlanHash.of(graph, Map.of("a", "1", "b", "2"), Cluster.threads("a", 2, 0), "1");
        assertThat(cluster.cluster()).isNotEqualTo(before.cluster());
        assertThat(cluster.plan()).isNotEqualTo(before.plan());
        PlanHashes library = PlanHash.of(graph, Map.of("a", "1", "b", "3"), ONE, "1");
        assertThat(library.libraries()).isNotEqualTo(before.libraries());
        assertThat(library.plan()).isNotEqualTo(before.plan());
        assertThat(PlanHash.of(graph, Map.of("a", "1", "b", "2"), ONE, "2").plan())
                .isNotEqualTo(before.plan());
    }

    @Test
    void theOrderOfTheLibrariesIsNotPartOfIt() {
        Map<String, String> forth = new LinkedHashMap<>();
        forth.put("a", "1");
        forth.put("b", "2");
        Map<String, String> back = new LinkedHashMap<>();
        back.put("b", "2");
        back.put("a", "1");
        TaskGraph graph = Graphs.forkJoin(3);
        assertThat(PlanHash.of(graph, forth, ONE, "1")).isEqualTo(PlanHash.of(graph, back, ONE, "1"));
    }

    @Test
    void functionsAndListsArePartOfIt() {
        Scalar two = new Scalar.Literal(ScalarType.INT, 2L);
        Scalar one = new Scalar.Literal(ScalarType.INT, 1L);
        List<Scalar> values = List.of(
                two,
                new Scalar.Apply(Function.MIN, List.of(two, one), ScalarType.INT),
                new Scalar.Apply(Function.MAX, List.of(two, one), ScalarType.INT),
                new Scalar.Apply(Function.MAX, List.of(one, two), ScalarType.INT),
                new Scalar.Element("w", ScalarType.INT, List.of(7L, 8L), one),
                new Scalar.Element("w", ScalarType.INT, List.of(7L, 9L), one),
                new Scalar.Element("w", ScalarType.INT, List.of(7L, 9L, 9L), one));
        assertThat(values.stream().map(PlanHashTest::graphHash)).doesNotHaveDuplicates();
        assertThat(graphHash(new Scalar.Element("v", ScalarType.INT, List.of(7L, 8L), one)))
                .as("what a list is called is not its meaning")
                .isEqualTo(graphHash(values.get(4)));
    }

    private static String graphHash(Scalar value) {
        GraphBuilder graph = new GraphBuilder("values");
        int made = graph.array("made");
        graph.call("make").value(value).makes(made);
        return hashes(graph.build()).graph();
    }
}
