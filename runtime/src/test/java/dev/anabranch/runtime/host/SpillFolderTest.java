package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {
    @TempDir
    Path scratch;

    private static byte[] content(ArrowBuf data, long length) {
        byte[] bytes = new byte[(int) length];
        data.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] content(Object value) {
        return value instanceof Tensor tensor
                ? content(tensor.data(), tensor.bytes())
                : content(((Bytes) value).data(), ((Bytes) value).bytes());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(scratch)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void everyKindComesBackWithItsBytesAndItsSize() throws IOException {
        try (RootAllocator allocator = new RootAllocator()) {
            BooleanTensor truths = BooleanTensor.zeros(allocator, 11);
            truths.set(3, true);
            DoubleTensor doubles = DoubleTensor.of(allocator, new double[] {-0.0, 1e-310, 3, Double.NaN, 5, 6}, 2, 3);
            doubles.data().setLong(4 * Double.BYTES, 0x7ff8_0000_0000_1234L);
            FloatTensor floats = FloatTensor.zeros(allocator, 5);
            floats.set(4, Float.MIN_VALUE);
            LongTensor longs = LongTensor.zeros(allocator);
            longs.set(0, Long.MIN_VALUE);
            List<Dataset> values = List.of(
                    truths,
                    doubles,
                    floats,
                    longs,
                    IntTensor.zeros(allocator, 0, 4),
                    Bytes.of(allocator, "some bytes".getBytes(StandardCharsets.UTF_8)),
                    Bytes.of(allocator, new byte[0]));
            SpillFolder folder = new SpillFolder(scratch);
            for (int cell = 0; cell < values.size(); cell++) {
                Dataset value = values.get(cell);
                byte[] before = content(value);
                String shown = value.toString();
                long allocated = allocator.getAllocatedMemory();
                folder.write(cell, value);
                value.close();
                assertThat(files()).hasSize(1);
                try (Dataset back = (Dataset) folder.read(cell, allocator)) {
                    assertThat(back).hasSameClassAs(value).hasToString(shown);
                    assertThat(content(back)).isEqualTo(before);
                    assertThat(allocator.getAllocatedMemory()).isEqualTo(allocated);
                }
                assertThat(files()).isEmpty();
            }
            folder.close();
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @Test
    void whatIsLeftIsRemoved() throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                DoubleTensor tensor = DoubleTensor.zeros(allocator, 4)) {
            SpillFolder folder = new SpillFolder(scratch.resolve("deep/er"));
            folder.write(7, tensor);
            assertThat(folder.waiting()).isEqualTo(1);
            folder.close();
            assertThat(scratch.resolve("deep/er")).isEmptyDirectory();
            assertThatThrownBy(() -> folder.read(7, allocator)).isInstanceOf(PlanMistake.class);
        }
    }

    @Test
    void aFileThatWasCutOffIsNoDataset() throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                DoubleTensor tensor = DoubleTensor.zeros(allocator, 4)) {
            SpillFolder folder = new SpillFolder(scratch);
            folder.write(0, tensor);
            Files.write(files().get(0), new byte[5]);
            long allocated = allocator.getAllocatedMemory();
            assertThatThrownBy(() -> folder.read(0, allocator))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("5 bytes of 32");
            assertThat(allocator.getAllocatedMemory()).isEqualTo(allocated);
            folder.close();
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @Test
    void otherValuesStayInMemory() {
        assertThatThrownBy(() -> new SpillFolder(scratch).write(0, List.of(1)))
                .isInstanceOf(PlanMistake.class)
                .hasMessageContaining("does not go to disk");
        assertThat(scratch).isEmptyDirectory();
    }
}
