package dev.anabranch.runtime.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.DoubleTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {
    @TempDir
    Path parent;

    /** A record that tasks may return. */
    record Reading(String station, List<Double> values, Duration age, DoubleTensor field) {}

    @Test
    void aClassHoldsWhatItIsForAndLittleMore() {
        for (long bytes = 1; bytes < 1L << 31; bytes += 1 + bytes / 7) {
            long slab = SizeClasses.bytes(SizeClasses.of(bytes));
            assertThat(slab).isGreaterThanOrEqualTo(bytes);
            assertThat(slab).isLessThanOrEqualTo(Math.max(bytes + 63, bytes + bytes / 7 + 64));
            assertThat(SizeClasses.of(slab)).isEqualTo(SizeClasses.of(bytes));
        }
    }

    @Test
    void slabsAreUsedAgain() throws IOException {
        Arena arena = new SharedMemory(RunFolder.create(parent), 1, 0, 1 << 20).arena();
        for (int round = 0; round < 1_000; round++) {
            Slab small = arena.allocate(100);
            Slab large = arena.allocate(100_000 + round);
            assertThat(small.address() + small.bytes() <= large.address()
                            || large.address() + large.bytes() <= small.address())
                    .isTrue();
            arena.free(small);
            arena.free(large);
        }
        assertThat(arena.slabs()).isEqualTo(2);
    }

    @Test
    void slabsNeverCrossAFile() throws IOException {
        SharedMemory memory = new SharedMemory(RunFolder.create(parent), 1, 0, 3 << 20);
        for (int i = 0; i < 9; i++) {
            Slab slab = memory.arena().allocate(1 << 20);
            assertThat(memory.locate(slab.address(), slab.bytes())).isEqualTo(slab.location());
            assertThat(memory.locate(slab.address() + 8, 8)).isEqualTo(slab.location() + 8);
        }

        assertThat(memory.locate(64, 8)).isZero();
    }

    @Test
    void aReaderReadsWhereTheWriterWrote() throws IOException {
        RunFolder folder = RunFolder.create(parent);
        SharedMemory writer = new SharedMemory(folder, 2, 0);
        SharedMemory reader = new SharedMemory(folder, 2, 1);
        AtomicInteger returned = new AtomicInteger();
        try (RootAllocator allocator = new RootAllocator();
                DoubleTensor made = DoubleTensor.wrap(inArena(writer, allocator, 24), 3)) {
            made.set(1, 2.5);
            NoteWriter values = new NoteWriter(writer);
            Reading reading = new Reading("Oslo", Arrays.asList(1.5, null), Duration.ofSeconds(3, 7), made);
            NoteWriter.Written note = values.write(Map.of("a", List.of(reading, 5L, true)));
            Map<?, ?> read = (Map<?, ?>) NoteReader.read(
                    reader,
                    note.note().location(),
                    allocator,
                    Reading.class.getClassLoader(),
                    returned::incrementAndGet);
            Reading again = (Reading) ((List<?>) read.get("a")).get(0);
            assertThat(((List<?>) read.get("a")).subList(1, 3)).isEqualTo(List.of(5L, true));
            assertThat(again.station()).isEqualTo("Oslo");
            assertThat(again.values()).isEqualTo(reading.values());
            assertThat(again.age()).isEqualTo(reading.age());
            assertThat(again.field().shape()).containsExactly(3);
            assertThat(again.field().get(1)).isEqualTo(2.5);
            assertThat(values.copiedBytes()).isZero();
            // The same memory, at another address: nothing was copied.
            made.set(2, 7);
            assertThat(again.field().get(2)).isEqualTo(7);
            assertThat(again.field().data().memoryAddress())
                    .isNotEqualTo(made.data().memoryAddress());
            assertThat(returned).hasValue(0);
            again.field().share();
            again.field().close();
            assertThat(returned).hasValue(0);
            again.field().close();
            assertThat(returned).hasValue(1);
        }
    }

    @Test
    void memoryFromElsewhereIsCopiedOnceAndCounted() throws IOException {
        SharedMemory writer = new SharedMemory(RunFolder.create(parent), 1, 0);
        try (RootAllocator allocator = new RootAllocator();
                DoubleTensor tensor = DoubleTensor.of(allocator, new double[] {1, 2}, 2)) {
            NoteWriter values = new NoteWriter(writer);
            assertThat(values.write(tensor).copies()).hasSize(1);
            assertThat(values.copiedBytes()).isGreaterThanOrEqualTo(16);
        }
    }

    @Test
    void otherClassesAreRefusedByName() throws IOException {
        NoteWriter values = new NoteWriter(new SharedMemory(RunFolder.create(parent), 1, 0));
        assertThatThrownBy(() -> values.write(List.of(new Object())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void whatACrashedRunLeftIsSwept() throws IOException {
        RunFolder live = RunFolder.create(parent);
        String name = live.path().getFileName().toString();
        // The same process number with another start time: the number was given again.
        String[] parts = name.split("-", -1);
        parts[3] = "1";
        Path stale = Files.createDirectory(parent.resolve(String.join("-", parts)));
        Files.writeString(stale.resolve("words"), "x");
        assertThat(RunFolder.sweep(parent)).isEqualTo(1);
        assertThat(stale).doesNotExist();
        assertThat(live.path()).exists();
        live.delete();
        assertThat(live.path()).doesNotExist();
    }

    private static ArrowBuf inArena(SharedMemory memory, RootAllocator allocator, long bytes) {
        Slab slab = memory.arena().allocate(bytes);
        return allocator.wrapForeignAllocation(new ForeignAllocation(bytes, slab.address()) {
            @Override
            protected void release0() {
                memory.arena().free(slab);
            }
        });
    }
}
