package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.inspect.Instance;
import dev.anabranch.compiler.inspect.InstanceInspection;
import dev.anabranch.compiler.inspect.InstanceReport;
import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Run;
import dev.anabranch.compiler.inspect.InstanceReport.Wait;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class InstanceInspectionTest {
    private static final double ROUNDING = 1e-9;

    @Property(tries = 40)
    void everyTaskIsFoundByItsNameAndItsTimesHold(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        double makespan = plan.summary().makespan();
        double allowed = ROUNDING * (1 + makespan);
        InstanceInspection inspection = new InstanceInspection(plan, cluster);
        for (String name : plan.tasks().name()) {
            List<InstanceReport> reports = inspection.reports(Instance.of(name));
            assertThat(reports).extracting(InstanceReport::task).contains(name);
            for (Run run : reports.get(0).runs()) {
                assertThat(run.waits()).extracting(Wait::there).allMatch(there -> there <= run.start() + allowed);
                assertThat(run.workerFree()).isLessThanOrEqualTo(run.start() + allowed);
                assertThat(run.slack()).isBetween(0.0, Math.max(0, makespan - run.finish()) + allowed);
                for (Alternative other : run.elsewhere()) {
                    assertThat(other.finish()).isGreaterThanOrEqualTo(other.start());
                    assertThat(other.start()).isGreaterThanOrEqualTo(other.inputsThere() - allowed);
                }
            }
        }
    }

    @Property(tries = 40)
    void whatEndsLastHasNoSlack(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        int last = 0;
        for (int row = 1; row < plan.tasks().finish().length; row++) {
            last = plan.tasks().finish()[row] > plan.tasks().finish()[last] ? row : last;
        }
        InstanceReport report = new InstanceInspection(plan, cluster)
                .reports(Instance.of(plan.tasks().name()[last]))
                .get(0);
        assertThat(report.runs().get(0).slack()).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void whoeverReadsItIsAmongTheReaders() {
        TaskGraph graph = Graphs.forkJoin(4);
        Cluster cluster = Cluster.threads("a", 2, 0);
        Plan plan = Inputs.plan(graph, cluster);
        InstanceInspection inspection = new InstanceInspection(plan, cluster);
        for (String name : plan.tasks().name()) {
            for (InstanceReport report : inspection.reports(Instance.of(name))) {
                report.outputs()
                        .forEach(output -> output.readers()
                                .forEach(reader -> assertThat(inspection
                                                .reports(Instance.of(reader.task()))
                                                .get(0)
                                                .runs()
                                                .get(0)
                                                .waits())
                                        .extracting(Wait::dataset)
                                        .contains(output.dataset())));
            }
        }
    }

    @Test
    void aPersonMayLeaveOutTheNamesOfIndices() {
        assertThat(Instance.of("mean[ step:24 , member : 3]")).isEqualTo(Instance.of("mean[24,3]"));
        assertThat(Instance.of("x[\"north\"]")).isEqualTo(Instance.of("x[region: north]"));
        assertThat(Instance.of(" total ")).isEqualTo(new Instance("total", List.of()));
    }
}
