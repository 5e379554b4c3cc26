package dev.anabranch.runtime.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArenaTest {
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Arena.SHARED_MEMORY, "arena-test");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static BufferAllocator allocator(Arena arena) {
        return new RootAllocator(
                RootAllocator.configBuilder().allocationManagerFactory(arena).build());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aClassIsTheSmallestThatFits() {
        for (long bytes = 1; bytes < 100_000; bytes++) {
            int found = SizeClasses.of(bytes);
            assertTrue(SizeClasses.capacity(found) >= bytes, "capacity for " + bytes);
            if (bytes > 128) {
                int smaller = found - 1;
                assertTrue(SizeClasses.capacity(smaller) < bytes, "smaller class for " + bytes);
            }
            assertEquals(0, SizeClasses.capacity(found) % 64, "whole lines");
        }
    }

    @Test
    void otherProcessesReadInPlaceAndGiveBack() throws Exception {
        try (Arena arena = Arena.create(folder, 1 << 28);
                BufferAllocator root = allocator(arena);
                OtherProcess reader = new OtherProcess(ReaderProgram.class, folder.toString());
                OtherProcess another = new OtherProcess(ReaderProgram.class, folder.toString())) {
            for (Dataset dataset : List.of(
                    DoubleTensor.of(root, new double[] {1, Double.NaN, 3, 4, 5, 6}, 2, 3),
                    FloatTensor.of(root, new float[] {1, 2}, 2),
                    LongTensor.of(root, new long[] {Long.MIN_VALUE}),
                    IntTensor.of(root, new int[] {7, 8, 9}, 3, 1),
                    BooleanTensor.of(root, new boolean[] {true, false, true}, 3),
                    DoubleTensor.zeros(root, 0, 4),
                    table(root))) {
                String here = ReaderProgram.said(dataset) + " 0 bytes copied";
                String described = Base64.getEncoder().encodeToString(SharedDatasets.describe(arena, dataset, 2));
                dataset.close();
                reader.tell(described);
                another.tell(described);
                assertEquals(here, reader.hear());
                assertEquals(here, another.hear());
            }
            reader.close();
            another.close();
            assertEquals(arena.bytes(), arena.freeBytes(), "all slabs came back");
            assertEquals(0, root.getAllocatedMemory());
        }
        assertEquals(List.of(), files());
    }

    private static Table table(BufferAllocator root) {
        BigIntVector numbers = new BigIntVector("number", root);
        VarCharVector names = new VarCharVector("name", root);
        numbers.allocateNew(3);
        names.allocateNew();
        for (int i = 0; i < 3; i++) {
            numbers.setSafe(i, i * 11L);
            names.setSafe(i, ("n" + i).getBytes(StandardCharsets.UTF_8));
        }
        numbers.setNull(1);
        numbers.setValueCount(3);
        names.setValueCount(3);
        VectorSchemaRoot batch = VectorSchemaRoot.of(numbers, names);
        batch.setRowCount(3);
        return Table.of(batch.getSchema(), List.of(batch));
    }

    @Test
    void aSteadyStateMeetsNoNewPagesAndAKilledOwnerLeavesNothing() throws Exception {
        OtherProcess owner = new OtherProcess(OwnerProgram.class, folder.toString());
        String[] said = owner.hear().split(" ", -1);
        assertFalse(files().isEmpty(), "its segments are there");
        assertEquals(List.of(), ArenaSweep.sweep(folder), "a living owner's segments stay");
        owner.kill();
        int left = files().size();
        assertEquals(left, ArenaSweep.sweep(folder).size(), "a neighbour's sweep");
        assertEquals(List.of(), files());
        // A round makes 10,000 datasets, of up to 64 pages each. The JVM's own threads meet pages now and then, which a
        // round without their work does not show; a page for each dataset all rounds would show.
        int least = Arrays.stream(said).limit(said.length - 1).mapToInt(Integer::parseInt).min().orElseThrow();
        assertTrue(least < 50, () -> "minor faults of rounds: " + String.join(" ", said));
        assertEquals("0", said[said.length - 1], "slabs cut");

        OtherProcess second = new OtherProcess(OwnerProgram.class, folder.toString());
        second.hear();
        second.kill();
        Arena.create(folder, 1 << 20).close();
        assertEquals(List.of(), files(), "the next start sweeps");
    }

    @Test
    void fullSaysHowMuchThereIs() throws Exception {
        try (Arena arena = Arena.create(folder, 1 << 20);
                BufferAllocator root = allocator(arena);
                DoubleTensor kept = DoubleTensor.zeros(root, 1 << 16)) {
            ArenaFullException full =
                    assertThrows(ArenaFullException.class, () -> DoubleTensor.zeros(root, kept.size() + (1 << 10)));
            assertTrue(full.getMessage().contains("524288 of 1048576 are cut"), full.getMessage());
            assertEquals(kept.bytes(), root.getAllocatedMemory(), "Arrow's account is unchanged");
        }
    }

    @Test
    void arenasAreLargerThanAMapping() throws Exception {
        int pieces = 5;
        try (Arena arena = Arena.create(folder, 3L << 30);
                BufferAllocator root = allocator(arena)) {
            DoubleTensor[] tensors = new DoubleTensor[pieces];
            for (int i = 0; i < pieces; i++) {
                tensors[i] = DoubleTensor.zeros(root, 1 << 26);
                tensors[i].set(tensors[i].size() - 1, i);
            }
            assertTrue(arena.bytes() > Integer.MAX_VALUE, "above 2 GiB");
            for (int i = 0; i < pieces; i++) {
                assertEquals(i, tensors[i].get(tensors[i].size() - 1));
                tensors[i].close();
            }
        }
    }

    @Test
    void aDescriptorIsGoodForAsManyReadersAsWereNamed() throws Exception {
        try (Arena arena = Arena.create(folder, 1 << 20);
                BufferAllocator root = allocator(arena);
                BufferAllocator other = new RootAllocator()) {
            byte[] described;
            try (DoubleTensor tensor = DoubleTensor.zeros(root, 8)) {
                described = SharedDatasets.describe(arena, tensor, 1);
            }
            SharedReader reader = new SharedReader(new ArenaView(folder), other);
            reader.open(described).close();
            assertThrows(StaleDescriptorException.class, () -> reader.open(described));
            assertEquals(0, other.getAllocatedMemory());
        }
    }
}
