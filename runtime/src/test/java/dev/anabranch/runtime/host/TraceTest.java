package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    @TempDir
    Path folder;

    /** Each look at this clock takes a second. */
    private final AtomicLong seconds = new AtomicLong(100);

    private RunOptions options() {
        return RunOptions.defaults()
                .withTrace(folder.resolve("trace"))
                .withClock(() -> seconds.getAndIncrement() * 1_000_000_000L);
    }

    @Test
    void tasksAreTracedFromTheirPredecessorsEndToTheirOwn() throws IOException {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0).task(0, "y[0]", slots(), 1);
        WorkerProgram program = worker -> {
            for (int i = 0; i < 2; i++) {
                worker.start();
                worker.write(i, 0L);
                worker.finish();
            }
        };
        RunReport report = InProcessHost.run(Programs.of(program), plan.build(), options());
        var tasks = ArrowTables.read(folder.resolve("trace/tasks.arrow"));
        assertThat(tasks.columns().keySet())
                .containsExactly(
                        "task",
                        "name",
                        "family",
                        "unit",
                        "worker",
                        "start",
                        "finish",
                        "work",
                        "attempts",
                        "reads",
                        "bytes_read");
        assertThat(tasks.column("name")).isEqualTo(List.of("x[0]", "y[0]"));
        assertThat(tasks.column("task")).isEqualTo(List.of(0, 1));
        assertThat(tasks.column("family")).isEqualTo(List.of(0, 1));
        assertThat(tasks.column("worker")).isEqualTo(List.of(0, 0));
        assertThat(tasks.column("attempts")).isEqualTo(List.of(1, 1));
        // The run starts at 0, the worker at 1.
        assertThat(doubles(tasks.column("start"))).containsExactly(1.0, 2.0);
        assertThat(doubles(tasks.column("finish"))).containsExactly(2.0, 3.0);
        var workers = ArrowTables.read(folder.resolve("trace/workers.arrow"));
        assertThat(workers.column("name")).isEqualTo(List.of("a/0"));
        assertThat(workers.column("tasks")).isEqualTo(List.of(2));
        assertThat(doubles(workers.column("busy"))).containsExactly(2.0);
        assertThat(doubles(workers.column("waiting"))).containsExactly(0.0);
        assertThat(report.wallSeconds()).isCloseTo(4.0, within(1e-6));
        assertThat(report.secondsToFirstTask()).isCloseTo(1.0, within(1e-6));
        assertThat(report.busyShare(report.workers().get(0))).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aFailedRunLeavesTheTraceOfWhatFinished() throws IOException {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0).task(0, "y[0]", slots(), 1);
        WorkerProgram program = worker -> {
            worker.start();
            worker.write(0, 0L);
            worker.finish();
            worker.start();
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(() -> InProcessHost.run(Programs.of(program), plan.build(), options()))
                .hasMessageContaining("y[0]");
        assertThat(ArrowTables.read(folder.resolve("trace/tasks.arrow")).column("name"))
                .isEqualTo(List.of("x[0]"));
    }

    @Test
    void callsAfterAFailureAreCounted() throws IOException {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0).task(0, "y[0]", slots(), 1);
        WorkerProgram program = worker -> {
            worker.start();
            worker.retry(new IOException("not yet"), 1, 3);
            worker.retry(new IOException("nor now"), 2, 3);
            worker.write(0, 0L);
            worker.finish();
            worker.start();
            worker.write(1, 0L);
            worker.finish();
        };
        RunReport report = InProcessHost.run(Programs.of(program), plan.build(), options());
        assertThat(ArrowTables.read(folder.resolve("trace/tasks.arrow")).column("attempts"))
                .isEqualTo(List.of(3, 1));
        assertThat(report.families())
                .extracting(RunReport.Family::name, RunReport.Family::retries)
                .containsExactly(tuple("x", 2L), tuple("y", 0L));
    }

    private static List<Double> doubles(List<Object> column) {
        return column.stream()
                .map(value -> Math.round((double) value * 1e6) / 1e6)
                .toList();
    }
}
