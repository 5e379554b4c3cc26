package dev.anabranch.benchmarks.fuzz;

import dev.anabranch.codegen.source.GeneratedSources;
import dev.anabranch.codegen.source.ProgramGenerator;
import dev.anabranch.compiler.lower.Limits;
import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.testkit.flow.FlowAssert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compiles an input and asks whether everything holds that holds for every input. */
final class Subject {
    /** So small that a graph within them takes little of a heap of 512 MiB. */
    static final Limits LIMITS = new Limits(20_000, 200_000, 200_000, 1_000_000);

    private static final int MOST_PLANNED_TASKS = 300;
    private static final int MOST_PLANNED_READS = 3_000;

    private final FuzzTasks tasks = new FuzzTasks();
    private final FuzzFiles files = new FuzzFiles();

    /**
     * Compiles an input.
     *
     * @param seed of what else is random: the cluster, and which of the dearer laws are asked
     * @throws AssertionError if a law does not hold
     */
    Outcome check(FuzzInput input, long seed) {
        Checked<SourceText> source = SourceDecoder.decode("fuzz.flow", input.bytes());
        if (source.value().isEmpty()) {
            return refused(source.diagnostics());
        }
        Random random = new Random(seed);
        String text = source.value().get().text();
        FlowAssert flow = asserted(text, input);
        flow.isDiagnosedSoundly().keepsItsMeaningWhenFormatted().isUnderstoodAlike();
        List<String> codes = new ArrayList<>();
        flow.diagnostics().forEach(d -> codes.add(d.code().id()));
        if (!flow.isAccepted()) {
            return new Outcome(false, false, codes);
        }
        TaskGraph graph = flow.graph();
        boolean small =
                graph.taskCount() <= MOST_PLANNED_TASKS && graph.inputs().total() <= MOST_PLANNED_READS;
        if (small) {
            planned(flow, graph, random, codes);
        }
        return new Outcome(true, small, codes);
    }

    private FlowAssert asserted(String text, FuzzInput input) {
        FlowAssert flow =
                FlowAssert.assertThatFlow(text).calling(tasks).finding(files).within(LIMITS);
        input.others().forEach(flow::beside);
        input.params().forEach(flow::given);
        return flow;
    }

    private static Outcome refused(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()
                || DiagnosticPrinter.plain().print(diagnostics).isBlank()) {
            throw new AssertionError("refused without a reason");
        }
        return new Outcome(
                false, false, diagnostics.stream().map(d -> d.code().id()).toList());
    }

    private static void planned(FlowAssert flow, TaskGraph graph, Random random, List<String> codes) {
        Cluster cluster = cluster(random);
        try {
            flow.runsTheSameOn(cluster);
            if (random.nextInt(8) == 0) {
                generated(graph, cluster);
            }
        } catch (PlanningFailure failure) {
            codes.add(failure.code().id());
        }
    }

    private static void generated(TaskGraph graph, Cluster cluster) {
        OptimizedGraph optimized = Optimizer.standard(cluster).optimize(graph);
        Plan plan = Planner.standard().plan(optimized, cluster, PlanHash.of(graph, Map.of(), cluster, "fuzz"));
        GeneratedSources sources = ProgramGenerator.generate(optimized, plan, "fuzz");
        if (sources.files().isEmpty()) {
            throw new AssertionError("a plan without programs");
        }
    }

    private static Cluster cluster(Random random) {
        List<Host> hosts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Double> speeds = new ArrayList<>();
            for (int worker = random.nextInt(3); worker >= 0; worker--) {
                speeds.add(0.5 + random.nextInt(4) / 2.0);
            }
            String name = String.valueOf((char) ('a' + hosts.size()));
            hosts.add(new Host(name, speeds, 0, hosts.isEmpty() ? List.of("gpu") : List.of()));
        }
        return Cluster.of(hosts, Cluster.BY_REFERENCE, new Link(1e-3, 125e6));
    }
}
