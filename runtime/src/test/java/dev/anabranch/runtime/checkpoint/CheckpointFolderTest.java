package dev.anabranch.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    Path scratch;

    private CheckpointFolder folder;
    private RootAllocator allocator;
    private TaskContext task;

    @BeforeEach
    void open() {
        folder = new CheckpointFolder(scratch.resolve("kept"));
        // As runs allocate: what is asked for, to a cache line.
        allocator = new RootAllocator(RootAllocator.configBuilder()
                .roundingPolicy(size -> (size + 63) / 64 * 64)
                .build());
        task = new TaskContext() {
            @Override
            public BufferAllocator allocator() {
                return allocator;
            }

            @Override
            public String instance() {
                return "test";
            }
        };
    }

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private static String key(int number) {
        return String.format("%064x", number);
    }

    private static byte[] content(Tensor tensor) {
        byte[] bytes = new byte[(int) tensor.bytes()];
        tensor.data().getBytes(0, bytes);
        return bytes;
    }

    private Path file(String key) throws IOException {
        Path file = folder.files().get(key);
        assertThat(file).isNotNull();
        assertThat(CheckpointFolder.isWhole(file)).isTrue();
        return file;
    }

    @Test
    void everyTensorComesBackWithItsBits() throws IOException {
        BooleanTensor truths = BooleanTensor.zeros(allocator, 11);
        truths.set(3, true);
        DoubleTensor doubles = DoubleTensor.of(allocator, new double[] {-0.0, 1e-310, 3, Double.NaN, 5, 6}, 2, 3);
        doubles.data().setLong(4 * Double.BYTES, 0x7ff8_0000_0000_1234L);
        FloatTensor floats = FloatTensor.zeros(allocator, 5);
        floats.set(4, Float.MIN_VALUE);
        LongTensor longs = LongTensor.zeros(allocator);
        longs.set(0, Long.MIN_VALUE);
        DoubleTensor large =
                DoubleTensor.of(allocator, new Random(1).doubles(1 << 18).toArray(), 512, 512);
        List<Tensor> values = List.of(truths, doubles, floats, longs, IntTensor.zeros(allocator, 0, 4), large);
        for (int i = 0; i < values.size(); i++) {
            Tensor value = values.get(i);
            folder.write(key(i), "x[" + i + "]", value);
            try (Tensor back = KeptDataset.tensor(task, file(key(i)))) {
                assertThat(back).hasSameClassAs(value).hasToString(value.toString());
                assertThat(content(back)).isEqualTo(content(value));
            }
            value.close();
        }
        try (DoubleTensor back = KeptDataset.doubleTensor(task, file(key(5)))) {
            assertThat(back.shape()).containsExactly(512, 512);
            assertThat(allocator.getAllocatedMemory()).isBetween(back.bytes(), back.bytes() + 1024);
        }
    }

    @Test
    void tablesKeepTheirBatchesAndMetadata() throws IOException {
        Schema schema = new Schema(
                List.of(Field.nullable("n", new ArrowType.Int(64, true)), Field.nullable("s", ArrowType.Utf8.INSTANCE)),
                Map.of("name", "the table's own"));
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
            BigIntVector numbers = (BigIntVector) root.getVector("n");
            VarCharVector texts = (VarCharVector) root.getVector("s");
            for (int row = 0; row < batch * 5; row++) {
                numbers.setSafe(row, row * 7L);
                if (row % 2 == 0) {
                    texts.setSafe(row, ("row " + row).getBytes(StandardCharsets.UTF_8));
                } else {
                    texts.setNull(row);
                }
            }
            root.setRowCount(batch * 5);
            batches.add(root);
        }
        Table table = Table.of(schema, batches);
        folder.write(KEY, "t", table);
        String before = shown(table);
        byte[] first = Files.readAllBytes(file(KEY));
        table.close();
        try (Table back = KeptDataset.table(task, file(KEY))) {
            assertThat(back.schema()).isEqualTo(schema);
            assertThat(shown(back)).isEqualTo(before);
            folder.write(KEY, "t", back);
            assertThat(Files.readAllBytes(file(KEY))).isEqualTo(first);
        }
    }

    private static String shown(Table table) {
        StringBuilder text = new StringBuilder();
        for (VectorSchemaRoot batch : table.batches()) {
            text.append(batch.contentToTSVString()).append('\n');
        }
        return text.toString();
    }

    @Test
    void singleValuesComeBack() throws IOException {
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_4321L);
        List<Object> values = List.of(17L, odd, true, "a text \u00e4", Duration.ofNanos(12_345_678_901L));
        for (int i = 0; i < values.size(); i++) {
            folder.write(key(i), "v", values.get(i));
        }
        assertThat(KeptDataset.integer(task, file(key(0)))).isEqualTo(17L);
        assertThat(Double.doubleToRawLongBits(KeptDataset.number(task, file(key(1)))))
                .isEqualTo(Double.doubleToRawLongBits(odd));
        assertThat(KeptDataset.truth(task, file(key(2)))).isTrue();
        assertThat(KeptDataset.text(task, file(key(3)))).isEqualTo("a text \u00e4");
        assertThat(KeptDataset.duration(task, file(key(4)))).isEqualTo(Duration.ofNanos(12_345_678_901L));
        byte[] content = new byte[1000];
        Arrays.fill(content, (byte) 7);
        try (Bytes bytes = Bytes.of(allocator, content)) {
            folder.write(key(5), "b", bytes);
        }
        try (Bytes back = KeptDataset.bytes(task, file(key(5)))) {
            assertThat(back.toArray()).isEqualTo(content);
        }
    }

    @Test
    void anyChangedBitShows() throws IOException {
        try (DoubleTensor tensor = DoubleTensor.of(allocator, new double[] {1, 2, 3}, 3)) {
            folder.write(KEY, "x", tensor);
        }
        Path file = file(KEY);
        byte[] content = Files.readAllBytes(file);
        for (int at = 0; at < content.length; at += 7) {
            byte[] changed = content.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(file, changed);
            assertThat(CheckpointFolder.isWhole(file)).as("byte " + at).isFalse();
        }
        for (int length = 0; length < content.length; length += 11) {
            Files.write(file, Arrays.copyOf(content, length));
            assertThat(CheckpointFolder.isWhole(file)).as("length " + length).isFalse();
        }
        Files.write(file, content);
        assertThat(CheckpointFolder.isWhole(file)).isTrue();
    }

    @Test
    void whatAProcessThatIsGoneHadBegunIsRemoved() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        gone.getInputStream().readAllBytes();
        gone.waitFor();
        folder.write(key(1), "x", 1L);
        folder.write(key(2), "y", 2L);
        Path mine = Files.writeString(
                folder.path().resolve("." + KEY + "." + ProcessHandle.current().pid() + ".1.part"), "half");
        Path left = Files.writeString(folder.path().resolve("." + KEY + "." + gone.pid() + ".1.part"), "half");
        assertThat(folder.remove(key(1)::equals)).isEqualTo(1);
        assertThat(left).doesNotExist();
        assertThat(mine).exists();
        assertThat(folder.files()).containsOnlyKeys(key(2));
        Files.delete(mine);
        assertThat(folder.remove(key -> true)).isEqualTo(1);
        assertThat(folder.path()).doesNotExist();
        assertThat(folder.remove(key -> true)).isZero();
    }

    @Test
    void whatNoFileHoldsIsRefusedAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> folder.write(KEY, "x", new Object()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(folder.files()).isEmpty();
        try (var files = Files.list(folder.path())) {
            assertThat(files).isEmpty();
        }
    }
}
