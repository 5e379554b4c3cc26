package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;

/** In how many processes ranks are, and whether others can read their memory, changes no bit. */
class ProcessesProperties {
    private static final int TRIES = 150;

    private static final List<Machine> MACHINES = new ArrayList<>();

    @BeforeContainer
    static void open() throws IOException, InterruptedException {
        for (int processes : new int[] {2, 3, 6}) {
            MACHINES.add(new Machine(RunFolder.parent(), processes, 6, TRIES));
        }
    }

    @AfterContainer
    static void close() throws IOException {
        for (Machine machine : MACHINES) {
            machine.close();
        }
    }

    @Property(tries = TRIES)
    void collectivesGiveTheSameBitsOnThreadsAndInProcesses(
            @ForAll @IntRange(min = 0, max = 2) int machine,
            @ForAll @IntRange(min = 2, max = 6) int size,
            @ForAll AnyCollective kind,
            @ForAll @IntRange(min = 0, max = 3) int type,
            @ForAll ReduceOperation operation,
            @ForAll @IntRange(min = 0, max = 3_000) int count,
            @ForAll boolean tree,
            @ForAll @IntRange(min = 0, max = 63) int unreadable,
            @ForAll @LongRange(min = 1, max = 5_000) long stagedBytes,
            @ForAll long seed)
            throws InterruptedException {
        Machine processes = MACHINES.get(machine);
        ElementType elements = RankData.NUMBERS.get(type);
        long treeBytes = tree ? Long.MAX_VALUE : -1;
        List<byte[]> inputs = RankData.inputs(size, elements, count, seed);
        List<byte[]> threads;
        try (RootAllocator allocator = new RootAllocator()) {
            List<ArrowBuf> data = IntStream.range(0, size)
                    .mapToObj(rank -> RankData.filled(allocator, inputs.get(rank)))
                    .toList();
            assertThat(new Ranks()
                            .run(
                                    size,
                                    treeBytes,
                                    gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                    .containsOnlyNulls();
            threads = RankData.taken(data, elements.bytes(count));
        }
        try (RootAllocator elsewhere = new RootAllocator()) {
            List<ArrowBuf> data = IntStream.range(0, size)
                    .mapToObj(rank -> RankData.filled(
                            (unreadable >>> rank & 1) != 0
                                    ? elsewhere
                                    : processes.allocator(processes.deal().partOf(rank)),
                            inputs.get(rank)))
                    .toList();
            Ranks ranks = new Ranks(processes::ringAll);
            assertThat(ranks.run(
                            processes.places(size, stagedBytes, ranks.stop),
                            treeBytes,
                            gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                    .containsOnlyNulls();
            assertThat(RankData.taken(data, elements.bytes(count)).toArray(byte[][]::new))
                    .isDeepEqualTo(threads.toArray(byte[][]::new));
        }
    }
}
