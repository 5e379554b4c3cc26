package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Proves a plan from the graph that was planned, which {@link ReductionVerifier} proved to make what was written, from
 * the cluster and from the plan's own tables: every sink is published exactly once, every needed task runs, at most
 * once on a worker, or is rightly another name of an equal one, every input is at its worker before its reader, nothing is used after its
 * purge and everything is purged but what is kept, gangs are whole and start together, nobody waits in a circle, hosts send only what they hold, times follow
 * the cost model, memory fits, demands for workers are met, nothing is used while it is on disk, and what is kept against a
 * crash may stand for its task. Shares no code with the passes, the schedulers and the planner.
 */
public final class PlanVerifier {
    private PlanVerifier() {}

    /** What is wrong with a plan, at most a hundred things; empty if nothing is. */
    public static List<Violation> verify(TaskGraph graph, Cluster cluster, Plan plan) {
        Findings findings = new Findings();
        new TableCheck(graph, cluster, plan, findings).run();
        if (!findings.isEmpty()) {
            return findings.list();
        }
        PlanFacts facts = new PlanFacts(graph, cluster, plan, findings);
        new SinkCheck(facts).run();
        new GangCheck(facts).run();
        new StepCheck(facts).run();
        new WaitCheck(facts).run();
        new CheckpointCheck(facts).run();
        WriteTimes writes = new WriteTimes(facts);
        new TimeCheck(facts, writes).run();
        new PortCheck(facts).run();
        new SenderCheck(facts).run();
        new MemoryCheck(facts, new DiskTimes(facts, writes), writes).run();
        return findings.list();
    }

    /**
     * Throws if anything is wrong: a plan that does not hold is the compiler's own mistake.
     *
     * @throws IllegalStateException with all that is wrong
     */
    public static void requireValid(TaskGraph graph, Cluster cluster, Plan plan) {
        List<Violation> violations = verify(graph, cluster, plan);
        if (!violations.isEmpty()) {
            throw new IllegalStateException("the plan of " + graph.flow() + " does not hold: "
                    + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        }
    }
}
