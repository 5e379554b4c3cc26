package dev.anabranch.benchmarks;

import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.codegen.source.GeneratedSources;
import dev.anabranch.codegen.source.ProgramGenerator;
import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.dsl.Parser;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanHashes;
import java.util.Map;

/**
 * The stages of the compiler one by one, in the order of the driver, without its files. Class files of tasks are read
 * once, when the first flow asks for them.
 */
public final class CompileStages {
    /** Two threads of one process, without a limit on memory. */
    private static final Cluster CLUSTER = Cluster.threads("local", 2, 0);

    private final FrontEnd frontEnd = new FrontEnd(
            ClassPathCatalog.over(CompileStages.class.getClassLoader()),
            glob -> {
                throw new IllegalStateException("no measured flow lists files, and one asks for " + glob);
            },
            FlowSources.none());

    /**
     * A plan, and what its programs are generated from.
     *
     * @param optimized the graph after all passes
     * @param plan proved by the verifier
     */
    public record Planned(OptimizedGraph optimized, Plan plan) {}

    /**
     * Parses, types and lowers.
     *
     * @throws IllegalArgumentException if the text has mistakes
     */
    public TaskGraph graph(String text) {
        return Checks.value(frontEnd.compile(Parser.parseWithErrors(SourceText.of("measured.flow", text)), Map.of()));
    }

    /** Hashes, optimises, schedules, and proves the plan. */
    public Planned plan(TaskGraph graph) {
        PlanHashes hashes = PlanHash.of(graph, Map.of(), CLUSTER, "benchmark");
        OptimizedGraph optimized = Optimizer.standard(CLUSTER).optimize(graph);
        Plan plan = Planner.standard().plan(optimized, CLUSTER, hashes);
        PlanVerifier.requireValid(optimized.graph(), CLUSTER, plan);
        return new Planned(optimized, plan);
    }

    /** Writes the programs' sources. */
    public GeneratedSources sources(Planned planned) {
        return ProgramGenerator.generate(
                planned.optimized(), planned.plan(), planned.plan().hashes().plan());
    }
}
