package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.inspect.Instance;
import dev.anabranch.compiler.inspect.Instance.Coordinate;
import dev.anabranch.compiler.inspect.InstanceInspection;
import dev.anabranch.compiler.inspect.InstanceReport;
import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Input;
import dev.anabranch.compiler.inspect.InstanceReport.Output;
import dev.anabranch.compiler.inspect.InstanceReport.Reader;
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

    private static InstanceReport find(InstanceInspection inspection, String task, String worker) {
        return inspection.reports(Instance.of(task)).stream()
                .filter(report ->
                        report.task().equals(task) && report.place().worker().equals(worker))
                .findFirst()
                .orElseThrow();
    }

    /** Of the run in a row of the plan's tasks. */
    private static InstanceReport find(InstanceInspection inspection, Plan plan, int row) {
        return find(
                inspection,
                plan.tasks().name()[row],
                plan.workers().name()[plan.tasks().worker()[row]]);
    }

    @Property(tries = 40)
    void everyTaskIsFoundByItsNameAndItsTimesHold(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        double makespan = plan.summary().makespan();
        double allowed = ROUNDING * (1 + makespan);
        InstanceInspection inspection = new InstanceInspection(plan, cluster);
        for (int row = 0; row < plan.tasks().task().length; row++) {
            InstanceReport report = find(inspection, plan, row);
            double start = plan.tasks().start()[row];
            double finish = plan.tasks().finish()[row];
            assertThat(report.place().start()).isEqualTo(start);
            assertThat(report.place().worker())
                    .isEqualTo(cluster.workerName(plan.tasks().worker()[row]));
            assertThat(report.place().workerFree()).isLessThanOrEqualTo(start + allowed);
            assertThat(report.inputs()).extracting(Input::there).allMatch(there -> there <= start + allowed);
            assertThat(report.inputs()).allMatch(input -> input.made() <= input.there() + allowed);
            assertThat(report.slack().slack()).isBetween(0.0, Math.max(0, makespan - finish) + allowed);
            assertThat(report.slack().chain())
                    .isLessThanOrEqualTo(report.slack().criticalPath() + allowed);
            for (Alternative other : report.elsewhere()) {
                assertThat(other.worker()).isNotEqualTo(report.place().worker());
                assertThat(other.start()).isGreaterThanOrEqualTo(other.inputsThere() - allowed);
                assertThat(other.finish() - other.start())
                        .isCloseTo(plan.tasks().work()[row] / other.speed(), within(allowed));
                assertThat(other.later()).isEqualTo(other.finish() - finish);
            }
            assertThat(report.elsewhere().size() + report.excluded()).isEqualTo(cluster.workers() - 1);
        }
    }

    @Property(tries = 40)
    void whatEndsLastHasNoSlackNorHasWhatItStartsAt(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        int last = 0;
        for (int row = 1; row < plan.tasks().finish().length; row++) {
            last = plan.tasks().finish()[row] > plan.tasks().finish()[last] ? row : last;
        }
        InstanceInspection inspection = new InstanceInspection(plan, cluster);
        InstanceReport report = find(inspection, plan, last);
        assertThat(report.slack().slack()).isCloseTo(0, within(ROUNDING));
        for (Input input : report.inputs()) {
            if (input.binding()) {
                assertThat(find(inspection, input.by(), input.from()).slack().slack())
                        .isCloseTo(0, within(ROUNDING * (1 + plan.summary().makespan())));
            }
        }
    }

    @Property(tries = 40)
    void whoeverReadsItIsAmongTheReadersAndTheOtherWayRound(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        InstanceInspection inspection = new InstanceInspection(plan, cluster);
        for (int row = 0; row < plan.tasks().task().length; row++) {
            InstanceReport reader = find(inspection, plan, row);
            for (Input input : reader.inputs()) {
                assertThat(find(inspection, input.by(), input.from()).outputs())
                        .flatExtracting(Output::readers)
                        .extracting(Reader::task, Reader::worker)
                        .contains(tuple(reader.task(), reader.place().worker()));
            }
        }
    }

    @Test
    void whatBindsIsWhatArrivesWhenTheTaskStarts() {
        Plan plan = Inputs.plan(Graphs.forkJoin(4), Cluster.threads("a", 2, 0));
        InstanceInspection inspection = new InstanceInspection(plan, Cluster.threads("a", 2, 0));
        int bound = 0;
        for (int row = 0; row < plan.tasks().task().length; row++) {
            InstanceReport report = find(inspection, plan, row);
            for (Input input : report.inputs()) {
                bound += input.binding() ? 1 : 0;
                assertThat(input.binding())
                        .isEqualTo(input.there() > report.place().workerFree()
                                && input.there() >= report.place().start() * (1 - ROUNDING));
            }
        }
        assertThat(bound).isPositive();
    }

    @Test
    void theNamesOfIndicesMayBeLeftOut() {
        assertThat(Instance.of("mean[ step:24 , member : 3]"))
                .isEqualTo(new Instance("mean", List.of(new Coordinate("step", "24"), new Coordinate("member", "3"))));
        assertThat(Instance.of("mean[24, 3]"))
                .isEqualTo(new Instance("mean", List.of(new Coordinate("", "24"), new Coordinate("", "3"))));
        assertThat(Instance.of("x[\"north, up\"]"))
                .isEqualTo(new Instance("x", List.of(new Coordinate("", "north, up"))));
        assertThat(Instance.of(" total ")).isEqualTo(new Instance("total", List.of()));
    }
}
