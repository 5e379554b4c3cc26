package dev.anabranch.benchmarks.micro;

import dev.anabranch.benchmarks.kernels.PreparedForms;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The forms in which an expression runs, in nanoseconds for inputs of 16 KiB, each alone in a JVM of its own; beside
 * {@code benchmarks/run kernels}, where all take turns in one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class KernelFormBenchmark {
    private static final long BYTES = 16 << 10;

    /** An expression in all forms. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    public static class Expression {
        @Param({"map", "sum"})
        public String kernel;

        private PreparedForms forms;

        @Setup(Level.Trial)
        public void prepare() throws ReflectiveOperationException {
            forms = PreparedForms.of(kernel, BYTES);
        }

        @TearDown(Level.Trial)
        public void close() {
            forms.close();
        }

        Runnable form(String name) {
            return Objects.requireNonNull(forms.runs().get(name));
        }
    }

    @Benchmark
    public void memcpy(Expression expression) {
        expression.form(PreparedForms.MEMCPY).run();
    }

    @Benchmark
    public void handwritten(Expression expression) {
        expression.form(PreparedForms.HANDWRITTEN).run();
    }

    @Benchmark
    @Beside("memcpy")
    public void vectors(Expression expression) {
        expression.form(PreparedForms.VECTORS).run();
    }

    @Benchmark
    @Beside("handwritten")
    public void source(Expression expression) {
        expression.form(PreparedForms.SOURCE).run();
    }

    @Benchmark
    public void unfused(Expression expression) {
        expression.form(PreparedForms.UNFUSED).run();
    }

    @Benchmark
    @Beside("unfused")
    public void task(Expression expression) {
        expression.form(PreparedForms.TASK).run();
    }
}
