package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.ArrowOutputs;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.output.PublishedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    @TempDir
    Path folder;

    private Path published(Object value) throws IOException {
        return published(new Publication("mean", "{\"step\":24}", "{\"unit\":\"K\"}"), value);
    }

    private Path published(Publication publication, Object value) throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        new ArrowOutputs(folder, files::add).publish(publication, value);
        assertThat(files).hasSize(1);
        assertThat(files.get(0).bytes()).isEqualTo(Files.size(files.get(0).file()));
        return files.get(0).file();
    }

    @Test
    void tensorsBecomeOneFlatColumnWithTheirShape() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                DoubleTensor f64 = DoubleTensor.of(allocator, new double[] {1, 2, 3, 4, Double.NaN, 6}, 2, 3);
                FloatTensor f32 = FloatTensor.of(allocator, new float[] {1.5f}, 1);
                LongTensor i64 = LongTensor.of(allocator, new long[] {1L << 40, -1}, 2);
                IntTensor i32 = IntTensor.of(allocator, new int[] {7, 8, 9}, 3);
                BooleanTensor bool = BooleanTensor.of(allocator, new boolean[] {true, false, true}, 3);
                DoubleTensor empty = DoubleTensor.zeros(allocator, 0, 5)) {
            Path file = published(f64);
            assertThat(file).hasFileName("mean-step=24.arrow");
            ArrowTables.Content content = ArrowTables.read(file);
            assertThat(content.column("value")).isEqualTo(List.of(1.0, 2.0, 3.0, 4.0, Double.NaN, 6.0));
            assertThat(content.schema().getCustomMetadata())
                    .isEqualTo(Map.of(
                            "shape", "[2, 3]",
                            "name", "mean",
                            "index", "{\"step\":24}",
                            "metadata", "{\"unit\":\"K\"}"));
            assertThat(ArrowTables.read(published(f32)).column("value")).isEqualTo(List.of(1.5f));
            assertThat(ArrowTables.read(published(i64)).column("value")).isEqualTo(List.of(1L << 40, -1L));
            assertThat(ArrowTables.read(published(i32)).column("value")).isEqualTo(List.of(7, 8, 9));
            assertThat(ArrowTables.read(published(bool)).column("value")).isEqualTo(List.of(true, false, true));
            assertThat(ArrowTables.read(published(empty)).column("value")).isEmpty();
        }
    }

    @Test
    void tablesKeepTheirBatchesAndScalarsBecomeARow() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                Table table = table(allocator);
                Bytes bytes = Bytes.of(allocator, new byte[] {3, 1, 4})) {
            ArrowTables.Content content = ArrowTables.read(published(table));
            assertThat(content.column("id")).isEqualTo(List.of(0, 1, 10, 11));
            assertThat(content.column("word")).isEqualTo(List.of("w0", "w1", "w10", "w11"));
            assertThat((byte[])
                            ArrowTables.read(published(bytes)).column("value").get(0))
                    .containsExactly(3, 1, 4);
            for (Object scalar : List.of(1.5, 2.5f, 3L, 4, true, "é")) {
                assertThat(ArrowTables.read(published(scalar)).column("value")).isEqualTo(List.of(scalar));
            }
            assertThat(ArrowTables.read(published(Path.of("a", "b"))).column("value"))
                    .isEqualTo(List.of(Path.of("a", "b").toString()));
            assertThat(ArrowTables.read(published(Duration.ofHours(6))).column("value"))
                    .isEqualTo(List.of(Duration.ofHours(6)));
            assertThatThrownBy(() -> published(new Object()))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("mean {\"step\":24}");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("mean-step=24.arrow");
        }
    }

    private static Table table(BufferAllocator allocator) {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (int first : new int[] {0, 10}) {
            IntVector id = new IntVector("id", allocator);
            VarCharVector word = new VarCharVector("word", allocator);
            for (int i = 0; i < 2; i++) {
                id.setSafe(i, first + i);
                word.setSafe(i, ("w" + (first + i)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            VectorSchemaRoot batch = VectorSchemaRoot.of(id, word);
            batch.setRowCount(2);
            batches.add(batch);
        }
        return Table.of(batches.get(0).getSchema(), batches);
    }

    @Test
    void differentPublicationsNeverMeetInOneFile() throws IOException {
        List<Publication> publications = List.of(
                new Publication("a/b", "{}", "{}"),
                new Publication("a_b", "{}", "{}"),
                new Publication("A_b", "{}", "{}"),
                new Publication("../a_b", "{}", "{}"),
                new Publication("a_b", "{\"i\":1}", "{}"),
                new Publication("a_b", "{\"i\":\"1\"}", "{}"),
                new Publication("a_b", "{\"i\":\"x y\"}", "{}"),
                new Publication("a_b-i=1", "{}", "{}"),
                new Publication("température", "{}", "{}"),
                new Publication("n".repeat(400), "{}", "{}"),
                new Publication("n".repeat(401), "{}", "{}"));
        for (Publication publication : publications) {
            Path file = published(publication, 1.0);
            assertThat(file).hasParentRaw(folder);
            assertThat(file.getFileName().toString()).matches("[a-z0-9_][a-z0-9_.,=-]{0,199}\\.arrow");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().toLowerCase(java.util.Locale.ROOT))
                            .distinct())
                    .hasSize(publications.size());
        }
    }

    /** The same tasks on one, two and four workers. */
    @Test
    void filesDoNotDependOnTheWorkers() throws IOException {
        Map<String, byte[]> first = Map.of();
        for (int workers : new int[] {1, 2, 4}) {
            PlanBuilder plan = new PlanBuilder(workers);
            WorkerProgram[] programs = new WorkerProgram[workers];
            for (int i = 0; i < 16; i++) {
                plan.task(i % workers, "x[" + i + "]", slots(), i);
                plan.publish(i, "x", "{\"i\":" + i + "}", "{}");
            }
            for (int worker = 0; worker < workers; worker++) {
                int start = worker;
                programs[worker] = context -> {
                    for (int i = start; i < 16; i += workers) {
                        context.start();
                        DoubleTensor tensor = DoubleTensor.zeros(context.task().allocator(), 3, i);
                        for (long at = 0; at < tensor.size(); at++) {
                            tensor.set(at, i + (double) at);
                        }
                        context.write(i, tensor);
                        context.finish();
                    }
                };
            }
            Path target = folder.resolve("w" + workers);
            ArrowOutputs outputs = new ArrowOutputs(target, file -> {});
            InProcessHost.run(
                    Programs.of(programs), plan.build(), RunOptions.defaults().withOutputs(outputs));
            Map<String, byte[]> files = new TreeMap<>();
            try (var list = Files.list(target)) {
                for (Path file : list.toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
            assertThat(files).hasSize(16);
            if (first.isEmpty()) {
                first = files;
            }
            assertThat(files.keySet()).isEqualTo(first.keySet());
            for (String name : files.keySet()) {
                assertThat(files.get(name)).isEqualTo(first.get(name));
            }
        }
    }

    @Test
    void outputsInMemoryOutliveTheRunAndAreGivenBackWhenClosed() {
        PlanBuilder plan = new PlanBuilder(1)
                .task(0, "t", slots(), 0)
                .task(0, "b", slots(), 1)
                .task(0, "table", slots(), 2)
                .publish(0, "t", "{}", "{}")
                .publish(1, "b", "{}", "{}")
                .publish(2, "table", "{}", "{}");
        BufferAllocator[] root = new BufferAllocator[1];
        WorkerProgram program = worker -> {
            BufferAllocator allocator = worker.task().allocator();
            root[0] = allocator.getRoot();
            worker.start();
            worker.write(0, DoubleTensor.of(allocator, new double[] {1, 2, 3, 4}, 2, 2));
            worker.finish();
            worker.start();
            worker.write(1, Bytes.of(allocator, new byte[] {5, 6}));
            worker.finish();
            worker.start();
            worker.write(2, table(allocator));
            worker.finish();
        };
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            InProcessHost.run(
                    Programs.of(program), plan.build(), RunOptions.defaults().withOutputs(outputs));
            assertThat(((DoubleTensor) outputs.value("t").orElseThrow()).toArray())
                    .containsExactly(1, 2, 3, 4);
            assertThat(((Bytes) outputs.value("b").orElseThrow()).toArray()).containsExactly(5, 6);
            Table table = (Table) outputs.value("table").orElseThrow();
            assertThat(table.rows()).isEqualTo(4);
            assertThat(((IntVector) table.batches().get(1).getVector("id")).get(1))
                    .isEqualTo(11);
            assertThat(root[0].getAllocatedMemory()).isPositive();
        }
        assertThat(root[0].getAllocatedMemory()).isZero();
    }
}
