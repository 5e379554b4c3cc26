package dev.anabranch.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GangHostsTest {
    private static final int[] ROOM = {2, 4, 3, 4};

    @Test
    void oneHostIfOneHasRoomOtherwiseTheNearest() {
        assertThat(GangHosts.of(ROOM, 0, 2)).containsExactly(0);
        assertThat(GangHosts.of(ROOM, 0, 4)).containsExactly(1);
        assertThat(GangHosts.of(ROOM, 3, 3)).containsExactly(3);
        assertThat(GangHosts.of(ROOM, 0, 5)).containsExactly(0, 1);
        assertThat(GangHosts.of(ROOM, 2, 8)).containsExactly(1, 3);
        assertThat(GangHosts.of(ROOM, 0, 9)).containsExactly(0, 1, 2);
        assertThat(GangHosts.of(ROOM, 2, 13)).containsExactly(2, 1, 3, 0);
    }

    /** Against all sets of hosts. */
    @Test
    void thereIsNoSmallerSetAndAllOfItIsNeeded() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            int[] room = random.ints(1 + random.nextInt(6), 0, 5).toArray();
            int all = IntStream.of(room).sum();
            if (all == 0) {
                continue;
            }
            int size = 1 + random.nextInt(all);
            int own = random.nextInt(room.length);
            List<Integer> chosen = GangHosts.of(room, own, size);
            assertThat(chosen).doesNotHaveDuplicates();
            assertThat(sum(room, chosen)).isGreaterThanOrEqualTo(size);
            int fewest = IntStream.range(1, 1 << room.length)
                    .filter(set -> sum(room, members(set)) >= size)
                    .map(Integer::bitCount)
                    .min()
                    .orElseThrow();
            assertThat(chosen).hasSize(fewest);
            boolean ownWillDo = IntStream.range(1, 1 << room.length)
                    .anyMatch(set -> (set >> own & 1) != 0
                            && Integer.bitCount(set) == fewest
                            && sum(room, members(set)) >= size);
            assertThat(chosen.contains(own)).isEqualTo(ownWillDo && (fewest > 1 || room[own] >= size));
        }
    }

    private static List<Integer> members(int set) {
        return IntStream.range(0, Integer.SIZE)
                .filter(host -> (set >> host & 1) != 0)
                .boxed()
                .toList();
    }

    private static int sum(int[] room, List<Integer> hosts) {
        return hosts.stream().mapToInt(host -> room[host]).sum();
    }
}
