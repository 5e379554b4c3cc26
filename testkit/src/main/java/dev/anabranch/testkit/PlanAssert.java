package dev.anabranch.testkit;

import dev.anabranch.compiler.verify.KernelVerifier;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ReductionVerifier;
import dev.anabranch.compiler.verify.Violation;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about plans. */
public final class PlanAssert extends AbstractAssert<PlanAssert, Plan> {
    private final TaskGraph written;
    private final TaskGraph graph;
    private final Cluster cluster;

    private PlanAssert(TaskGraph written, TaskGraph graph, Cluster cluster, Plan plan) {
        super(plan, PlanAssert.class);
        this.written = written;
        this.graph = graph;
        this.cluster = cluster;
    }

    /** Begins assertions about a plan of a graph, as it was written, on a cluster. */
    public static PlanAssert assertThatPlan(TaskGraph graph, Cluster cluster, Plan plan) {
        return new PlanAssert(graph, graph, cluster, plan);
    }

    /** Begins assertions about a plan of an optimised graph on a cluster. */
    public static PlanAssert assertThatPlan(OptimizedGraph graph, Cluster cluster, Plan plan) {
        return new PlanAssert(graph.written(), graph.graph(), cluster, plan);
    }

    /** The verifiers find nothing. */
    public PlanAssert isValid() {
        Optional<String> difference =
                ReductionVerifier.difference(written, graph).or(() -> KernelVerifier.difference(written, graph));
        if (difference.isPresent()) {
            failWithMessage("expected a graph that makes what was written, but: %s", difference.get());
        }
        List<Violation> violations = PlanVerifier.verify(graph, cluster, actual);
        if (!violations.isEmpty()) {
            failWithMessage("expected a plan that holds, but: %s", violations);
        }
        return this;
    }

    /** The verifier finds at least a violation of this kind. */
    public PlanAssert violates(ViolationKind kind) {
        List<Violation> violations = PlanVerifier.verify(graph, cluster, actual);
        if (violations.stream().noneMatch(v -> v.kind() == kind)) {
            failWithMessage("expected %s, found %s", kind, violations);
        }
        return this;
    }

    /** Carrying out the plan shows what the flow as written shows. */
    public PlanAssert keepsTheMeaning() {
        Observed expected = ReferenceExecutor.run(written);
        Observed found = VirtualCluster.run(graph, actual);
        if (!expected.equals(found)) {
            failWithMessage("expected the run to show %s, it shows %s", expected, found);
        }
        return this;
    }

    /** The predicted makespan is not below the lower bound. */
    public PlanAssert respectsItsLowerBound() {
        double makespan = actual.summary().makespan();
        double bound = actual.summary().lowerBound();
        if (makespan < bound * (1 - 1e-12)) {
            failWithMessage("makespan %s s is below the lower bound of %s s", makespan, bound);
        }
        return this;
    }

    /** The predicted makespan, in seconds. */
    public PlanAssert hasMakespan(double seconds) {
        double makespan = actual.summary().makespan();
        if (Math.abs(makespan - seconds) > 1e-9 * Math.max(Math.abs(makespan), Math.abs(seconds))) {
            failWithMessage("expected a makespan of %s s, found %s s", seconds, makespan);
        }
        return this;
    }
}
