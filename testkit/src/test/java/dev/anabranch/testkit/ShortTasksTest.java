package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanTasks;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Tasks that take nanoseconds are placed and ordered by what hand-offs and look-ups cost as well. */
@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class ShortTasksTest {
    /** What is added to a makespan for each task, at most: a look-up and a line of another core. */
    private static final double FOR_EACH = 70e-9;

    private static final Cluster TWO = Cluster.threads("a", 2, 0);

    @Property
    void theirPlansHoldAndKeepTheMeaning(
            @ForAll TaskGraph shape, @ForAll Cluster cluster, @ForAll @IntRange(min = 1, max = 900) int nanos) {
        TaskGraph graph = Costs.of(shape, task -> (1 + task * 37 % nanos) * 1e-9, slot -> 8);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = Inputs.plan(optimized, cluster);
        assertThatPlan(optimized, cluster, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
        Plan heft = new Planner(List.of(new Heft()), RecomputeOrTransmit.never())
                .plan(optimized, cluster, Inputs.hashes(graph, cluster));
        int edges = graph.inputs().total();
        assertThat(plan.summary().makespan())
                .isLessThanOrEqualTo(heft.summary().makespan() + FOR_EACH * (graph.taskCount() + edges));
    }

    @Example
    void wideRowsAreCutInPiecesWithOneSeam() {
        TaskGraph graph = Costs.of(Graphs.stencil(128, 30), task -> 10e-9, slot -> 8);
        Plan plan = Inputs.plan(graph, TWO);
        assertThatPlan(graph, TWO, plan).isValid().keepsTheMeaning();
        // Two datasets a row, and half of the last row for its sum.
        assertThat(plan.transfers().slot()).hasSizeLessThanOrEqualTo(2 * 30 + 64);
        assertThat(plan.summary().gap()).isLessThan(0.1);
        assertThat(inRows(plan, graph)).isTrue();
    }

    @Example
    void whereHandOffsCostMoreThanTasksNothingIsHandedOver() {
        TaskGraph graph = Costs.of(Graphs.stencil(2, 2_000), task -> 10e-9, slot -> 8);
        Plan plan = Inputs.plan(graph, TWO);
        assertThatPlan(graph, TWO, plan).isValid().keepsTheMeaning();
        assertThat(plan.transfers().slot()).isEmpty();
    }

    @Example
    void longTasksStayWhereTheSearchPutThem() {
        TaskGraph graph = Costs.of(Graphs.stencil(128, 30), task -> 10e-6, slot -> 8);
        Plan plan = Inputs.plan(graph, TWO);
        assertThat(String.join("; ", plan.decisions().reason())).doesNotContain("row by row");
    }

    /** Whether each worker's tasks are in the order of their numbers, which are by row here. */
    private static boolean inRows(Plan plan, TaskGraph graph) {
        PlanTasks tasks = plan.tasks();
        return IntStream.range(1, graph.taskCount())
                .filter(row -> tasks.worker()[row] == tasks.worker()[row - 1])
                .allMatch(row -> tasks.task()[row] > tasks.task()[row - 1]);
    }
}
