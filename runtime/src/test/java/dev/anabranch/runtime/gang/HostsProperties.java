package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;

/** On which hosts ranks are changes no bit. */
class HostsProperties {
    private static final List<JoinedHosts> HOSTS = new ArrayList<>();

    @BeforeContainer
    static void open() {
        for (int hosts : new int[] {2, 3}) {
            HOSTS.add(new JoinedHosts(hosts));
        }
    }

    /** Closes the allocators, too, which tells what is left. */
    @AfterContainer
    static void close() {
        HOSTS.forEach(JoinedHosts::close);
    }

    @Property(tries = 200)
    void collectivesGiveTheSameBitsOnThreadsAndOnHosts(
            @ForAll boolean three,
            @ForAll @IntRange(min = 2, max = 6) int size,
            @ForAll AnyCollective kind,
            @ForAll @IntRange(min = 0, max = 3) int type,
            @ForAll ReduceOperation operation,
            @ForAll @IntRange(min = 0, max = 3_000) int count,
            @ForAll boolean tree,
            @ForAll long seed)
            throws InterruptedException {
        same(three ? 1 : 0, size, kind, RankData.NUMBERS.get(type), operation, count, tree, seed);
    }

    /** More elements than a window of pieces carries. */
    @Property(tries = 12)
    void largeOnesToo(
            @ForAll @IntRange(min = 2, max = 4) int size,
            @ForAll AnyCollective kind,
            @ForAll @IntRange(min = 300_000, max = 700_000) int count,
            @ForAll long seed)
            throws InterruptedException {
        same(0, size, kind, ElementType.F64, ReduceOperation.SUM, count, false, seed);
    }

    private static void same(
            int which,
            int size,
            AnyCollective kind,
            ElementType elements,
            ReduceOperation operation,
            int count,
            boolean tree,
            long seed)
            throws InterruptedException {
        JoinedHosts hosts = HOSTS.get(which);
        Random random = new Random(seed);
        int[] hostOf = random.ints(size, 0, which + 2).toArray();
        long treeBytes = tree ? Long.MAX_VALUE : -1;
        List<byte[]> inputs = RankData.inputs(size, elements, count, seed);
        List<byte[]> threads;
        try (RootAllocator allocator = new RootAllocator()) {
            List<ArrowBuf> data = inputs.stream()
                    .map(each -> RankData.filled(allocator, each))
                    .toList();
            assertThat(new Ranks()
                            .run(
                                    size,
                                    treeBytes,
                                    gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                    .containsOnlyNulls();
            threads = RankData.taken(data, elements.bytes(count));
        }
        List<ArrowBuf> data = IntStream.range(0, size)
                .mapToObj(rank -> RankData.filled(hosts.allocator(hostOf[rank]), inputs.get(rank)))
                .toList();
        Ranks ranks = new Ranks();
        assertThat(ranks.run(
                        hosts.places(hostOf, ranks.stop),
                        treeBytes,
                        gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                .containsOnlyNulls();
        assertThat(RankData.taken(data, elements.bytes(count)).toArray(byte[][]::new))
                .isDeepEqualTo(threads.toArray(byte[][]::new));
        assertThat(hosts.refused).isFalse();
    }

    /** What comes from elsewhere takes a piece's memory, however much it is; threads of one host read what lies there. */
    @Example
    void onlyWhatIsReadFromElsewhereIsSentAndItTakesAPieceAtATime() throws InterruptedException {
        int count = 2_000_000;
        try (JoinedHosts hosts = new JoinedHosts(2)) {
            int[] hostOf = {0, 0, 1, 1};
            List<ArrowBuf> data = IntStream.of(hostOf)
                    .mapToObj(host -> hosts.allocator(host).buffer((long) count * Double.BYTES))
                    .toList();
            data.forEach(each -> each.setZero(0, each.capacity()));
            long[] before = {
                hosts.allocator(0).getAllocatedMemory(), hosts.allocator(1).getAllocatedMemory()
            };
            Ranks ranks = new Ranks();
            assertThat(ranks.run(
                            hosts.places(hostOf, ranks.stop),
                            GangMember.TREE_BYTES,
                            gang -> gang.allReduce(data.get(gang.rank()), ElementType.F64, count, ReduceOperation.SUM)))
                    .containsOnlyNulls();
            for (int host = 0; host < 2; host++) {
                assertThat(hosts.allocator(host).getPeakMemoryAllocation() - before[host])
                        .isLessThanOrEqualTo(2L * HostsGangRoom.PIECE);
            }
            // Of each of two neighbours on other hosts, in each of two rounds, three blocks of a quarter.
            long perBlock = (count / 4L * Double.BYTES + HostsGangRoom.PIECE - 1) / HostsGangRoom.PIECE;
            assertThat(hosts.pieces()).isEqualTo(2 * 2 * 3 * perBlock);
            data.forEach(ArrowBuf::close);
        }
    }
}
