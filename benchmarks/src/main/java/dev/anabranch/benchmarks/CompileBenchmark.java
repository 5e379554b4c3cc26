package dev.anabranch.benchmarks;

import dev.anabranch.codegen.source.GeneratedSources;
import dev.anabranch.model.graph.TaskGraph;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long each stage of the compiler takes, in milliseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls prepare() before it measures
public class CompileBenchmark {
    private static final int WIDTH = 100;

    /** What is compiled. */
    public enum Flow {
        ENSEMBLE {
            @Override
            String text() {
                return FlowTexts.ensemble();
            }
        },
        STENCIL_10K {
            @Override
            String text() {
                return FlowTexts.stencil(WIDTH, 10_000 / WIDTH);
            }
        },
        STENCIL_100K {
            @Override
            String text() {
                return FlowTexts.stencil(WIDTH, 100_000 / WIDTH);
            }
        };

        abstract String text();
    }

    @Param
    public Flow flow;

    private final CompileStages stages = new CompileStages();
    private String text;
    private TaskGraph graph;
    private CompileStages.Planned planned;

    /** Makes what each stage starts from. */
    @Setup(Level.Trial)
    public void prepare() {
        text = flow.text();
        graph = stages.graph(text);
        planned = stages.plan(graph);
    }

    @Benchmark
    public TaskGraph textToGraph() {
        return stages.graph(text);
    }

    @Benchmark
    public CompileStages.Planned graphToPlan() {
        return stages.plan(graph);
    }

    @Benchmark
    public GeneratedSources planToSources() {
        return stages.sources(planned);
    }
}
