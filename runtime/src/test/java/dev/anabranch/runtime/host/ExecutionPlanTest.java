package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.Operation;
import dev.anabranch.runtime.plan.PlanFormatException;
import dev.anabranch.runtime.plan.PlanSource;
import dev.anabranch.runtime.plan.SlotPlan;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionPlanTest {
    @TempDir
    Path folder;

    private static PlanBuilder sample() {
        return new PlanBuilder(2)
                .task(0, "x[i: 0]", slots(), 0)
                .task(0, "x[i: 1]", slots(), 2)
                .task(1, "sum", slots(0, 2), 4)
                .publish(4, "sum", "{}", "{}");
    }

    private static void describesTheSample(ExecutionPlan plan) {
        assertThat(plan.workers()).isEqualTo(2);
        assertThat(plan.workerName(1)).isEqualTo("a/1");
        assertThat(plan.workerHost(1)).isEqualTo("a");
        WorkerPlan second = plan.worker(1);
        assertThat(second.runs()).isEqualTo(1);
        assertThat(plan.tasks().name(second.row(0))).isEqualTo("sum");
        assertThat(plan.families().place(plan.tasks().family(second.row(0)))).isEqualTo("test.flow:2");
        assertThat(second.operations()).isEqualTo(4);
        assertThat(second.afterRun(3)).isZero();
        assertThat(List.of(second.operation(0), second.operation(1), second.operation(2), second.operation(3)))
                .containsExactly(Operation.PUBLISH, Operation.PURGE, Operation.PURGE, Operation.PURGE);
        SlotPlan slots = plan.slots();
        assertThat(slots.cells()).isEqualTo(5);
        // The producer's and the receiver's, nobody's, and the producer's alone.
        assertThat(slots.holds()).containsExactly(2, 0, 2, 0, 1);
        assertThat(slots.isRemote(0)).isTrue();
        assertThat(slots.isRemote(4)).isFalse();
        assertThat(slots.defined(2)).isTrue();
        assertThat(slots.defined(3)).isFalse();
        assertThat(slots.defined(-1)).isFalse();
        assertThat(plan.datasets().name(2)).isEqualTo("d2");
        assertThat(plan.familiesOfDatasets()).containsExactly(0, 0, 1);
    }

    @Test
    void plansAreReadFromFoldersAndFromTheClassPath() throws IOException {
        sample().write(Files.createDirectories(folder.resolve("flows/sample")));
        describesTheSample(ExecutionPlan.read(PlanSource.directory(folder.resolve("flows/sample"))));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            describesTheSample(ExecutionPlan.read(PlanSource.resources(loader, "flows/sample")));
        }
    }

    @Test
    void tablesMayComeInAnyNumberOfBatches() throws IOException {
        for (int rows : new int[] {1, 2, 3, 7}) {
            sample().batchRows(rows).write(folder);
            describesTheSample(ExecutionPlan.read(PlanSource.directory(folder)));
        }
    }

    @Test
    void aMissingOrStrangeTableIsNamed() throws IOException {
        sample().write(folder);
        PlanSource source = PlanSource.directory(folder);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", new int[] {1});
        columns.put("host", new String[] {"a"});
        columns.put("speed", new double[] {1});
        ArrowTables.write(folder.resolve("workers.arrow"), columns, 10, Map.of());
        assertThatThrownBy(() -> ExecutionPlan.read(source))
                .isInstanceOf(PlanFormatException.class)
                .hasMessage("workers.arrow: column name is not Utf8");
        columns.remove("host");
        ArrowTables.write(folder.resolve("workers.arrow"), columns, 10, Map.of());
        assertThatThrownBy(() -> ExecutionPlan.read(source)).hasMessage("workers.arrow has no column host");
        Files.writeString(folder.resolve("workers.arrow"), "not at all an Arrow file, but long enough");
        assertThatThrownBy(() -> ExecutionPlan.read(source))
                .isInstanceOf(PlanFormatException.class)
                .hasMessage("workers.arrow is not an Arrow file");
        Files.delete(folder.resolve("workers.arrow"));
        assertThatThrownBy(() -> ExecutionPlan.read(source)).hasMessage("the plan has no workers.arrow");
    }

    @Test
    void tablesThatContradictEachOtherAreRejected() throws IOException {
        sample().write(folder);
        PlanSource source = PlanSource.directory(folder);
        steps(new int[] {0, 0, 1}, new String[] {"RUN", "RUN", "RUN"}, new int[] {1, 0, 2});
        assertThatThrownBy(() -> ExecutionPlan.read(source))
                .isInstanceOf(PlanFormatException.class)
                .hasMessageContaining("worker 0 runs task 1");
        steps(new int[] {0, 1}, new String[] {"RUN", "RUN"}, new int[] {0, 2});
        assertThatThrownBy(() -> ExecutionPlan.read(source)).hasMessageContaining("2 tasks but 1 RUN steps");
        steps(new int[] {1, 0, 0}, new String[] {"RUN", "RUN", "RUN"}, new int[] {2, 0, 1});
        assertThatThrownBy(() -> ExecutionPlan.read(source)).hasMessageContaining("not ordered by worker");
        steps(new int[] {0, 0, 1}, new String[] {"RUN", "RUNS", "RUN"}, new int[] {0, 1, 2});
        assertThatThrownBy(() -> ExecutionPlan.read(source)).hasMessageContaining("unknown kind RUNS");
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("worker", new int[] {0, 0, 0, 1});
        columns.put("kind", new String[] {"RUN", "PURGE", "RUN", "RUN"});
        columns.put("task", new int[] {0, -1, 1, 2});
        columns.put("slot", new int[] {-1, 99, -1, -1});
        columns.put("peer", new int[] {-1, -1, -1, -1});
        ArrowTables.write(folder.resolve("steps.arrow"), columns, 10, Map.of());
        assertThatThrownBy(() -> ExecutionPlan.read(source))
                .isInstanceOf(PlanFormatException.class)
                .hasMessageContaining("do not fit together");
    }

    private void steps(int[] worker, String[] kind, int[] task) throws IOException {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("worker", worker);
        columns.put("kind", kind);
        columns.put("task", task);
        int[] none = java.util.Arrays.stream(task).map(i -> -1).toArray();
        columns.put("slot", none);
        columns.put("peer", none);
        ArrowTables.write(folder.resolve("steps.arrow"), columns, 10, Map.of());
    }
}
