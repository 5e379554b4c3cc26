package dev.anabranch.testkit.flow;

import static dev.anabranch.testkit.flow.FlowAssert.assertThatFlow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.Parser;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.testkit.reference.Elaboration;
import dev.anabranch.testkit.reference.ReferenceMistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds for every flow that is right, and for every flow with a mistake. */
@Domain(FlowsProvider.class)
@Domain(DomainContext.Global.class)
class FlowLawsTest {
    @Property(tries = 250)
    void formattingKeepsWhatAFlowSays(@ForAll GeneratedFlow flow) {
        assertThatFlow(flow).keepsItsMeaningWhenFormatted();
        assertThat(Parser.parseWithErrors(SourceText.of("test.flow", flow.text()))
                        .tree()
                        .comments())
                .hasSize(flow.comments());
    }

    @Property(tries = 250)
    void theCompilerMakesWhatTheTextSays(@ForAll GeneratedFlow flow) {
        TaskGraph graph =
                assertThatFlow(flow).isDiagnosedSoundly().meansWhatItSays().graph();
        assertThat(instances(graph)).isEqualTo(flow.instances());
        assertThat(graph.publications().stream().map(p -> p.slots().size()).sorted())
                .isEqualTo(flow.published().stream().sorted().toList());
    }

    private static Map<String, Integer> instances(TaskGraph graph) {
        Map<String, Integer> instances = new LinkedHashMap<>();
        for (DatasetArray array : graph.arrays()) {
            if (array.name().indexOf('.') < 0) {
                int defined = 0;
                for (int slot = array.firstSlot(); slot < array.firstSlot() + array.size(); slot++) {
                    defined += graph.producer(slot) >= 0 ? 1 : 0;
                }
                if (defined > 0) {
                    instances.put(array.name(), defined);
                }
            }
        }
        return instances;
    }

    /** A cost of nothing would be planned with, and nobody would be told. */
    @Example
    void fractionsOfANanosecondAreNotRoundedToNothing() {
        String text = """
                flow f
                use lab
                a = lab.make(0) @cost(time: %s * 1000, size: 8B)
                publish a
                """;
        assertThat(assertThatFlow(text.formatted("0.3ns")).diagnostics())
                .extracting(d -> d.code().id() + " " + d.message())
                .containsExactly("F0311 `0.3ns` is not a whole number of nanoseconds, in which times are counted");
        assertThat(assertThatFlow(text.formatted("1.5ns")).diagnostics()).hasSize(1);
        TaskGraph graph = assertThatFlow(text.formatted("1.2345678us")).graph();
        assertThat(graph.work(0)).isEqualTo(1.235e-3);
    }

    @Property(tries = 250)
    void everyPlanShowsWhatTheTextSays(@ForAll GeneratedFlow flow, @ForAll Cluster cluster) {
        assertThatFlow(flow).runsTheSameOn(cluster);
    }

    /** The first equation's type is known last, and what the second gives is read as if it were of the first's. */
    @Example
    void ofEquationsThatDisagreeTheFirstCounts() {
        List<Diagnostic> told = assertThatFlow("""
                        flow f
                        use lab
                        state = -later
                        double = state * 2.0
                        later = lab.make(0)
                        state = lab.mask(1)
                        publish double
                        """).diagnostics();
        assertThat(told)
                .extracting(d -> d.code().id() + " " + d.span().line() + " " + d.message())
                .containsExactly("F0310 6 `state` is of type tensor<bool> here and of type tensor<f64> on line 3");
    }

    /** One mistake is one message, at its place; where it shows in instances, the naive elaboration finds it in the same. */
    @Property(tries = 400)
    void aMistakeIsToldAtItsPlace(@ForAll WrongFlow flow) {
        FlowAssert asserted = assertThatFlow(flow);
        List<Diagnostic> errors = asserted.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .toList();
        assertThat(errors)
                .extracting(d -> d.code().id())
                .containsExactly(flow.mistake().code());
        assertThat(errors.get(0).span().start()).isEqualTo(flow.place());
        Elaboration elaboration =
                asserted.isDiagnosedSoundly().isUnderstoodAlike().elaboration();
        assertThat(elaboration.graph()).isEmpty();
        flow.instance().ifPresent(instance -> {
            ReferenceMistake.Kind kind =
                    ReferenceMistake.Kind.valueOf(flow.mistake().name());
            assertThat(elaboration.mistakes())
                    .filteredOn(m -> m.kind() == kind)
                    .anySatisfy(m -> assertThat(m.instances()).contains(instance));
            assertThat(errors.get(0).message().replaceAll("[A-Za-z0-9_]+: ", ""))
                    .contains(instance.toString());
        });
    }
}
