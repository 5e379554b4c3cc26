package dev.anabranch.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hosts that a gang is on: one, if one has room for it; otherwise as few as have, and of equally few the neighbours.
 *
 * <pre>
 *   a: 2   b: 4   c: 3   d: 4     gang of 4, put on a:  b          gang of 5, put on a:  a b
 *                                 gang of 8, put on c:  b d        gang of 9, put on a:  a b c
 * </pre>
 */
final class GangHosts {
    private GangHosts() {}

    /**
     * Hosts whose workers together suffice, without any of them no longer; the host where rank 0 is comes first.
     *
     * @param room by host, how many workers may run the task; all together at least as many as the gang has
     * @param own the host where the scheduler has put the task
     */
    static List<Integer> of(int[] room, int own, int size) {
        if (room[own] >= size) {
            return List.of(own);
        }
        int few = fewest(room, size);
        List<Integer> chosen = new ArrayList<>();
        int missing = size;
        while (missing > 0) {
            int next = nearest(room, chosen, own, missing, few - chosen.size() - 1);
            chosen.add(next);
            missing -= room[next];
        }
        return chosen;
    }

    private static int fewest(int[] room, int size) {
        int[] sorted = IntStream.of(room).sorted().toArray();
        int few = 0;
        for (int missing = size; missing > 0; few++) {
            missing -= sorted[sorted.length - 1 - few];
        }
        return few;
    }

    /** The host nearest to the scheduler's that leaves no more to so many others than these have; of equally near ones the first. */
    private static int nearest(int[] room, List<Integer> chosen, int own, int missing, int others) {
        int best = -1;
        for (int host = 0; host < room.length; host++) {
            if (!chosen.contains(host)
                    && missing - room[host] <= most(room, chosen, host, others)
                    && (best < 0 || distance(host, own, others, chosen) < distance(best, own, others, chosen))) {
                best = host;
            }
        }
        return best;
    }

    /** One host alone is the first that has room, as there is no other to be near to. */
    private static int distance(int host, int own, int others, List<Integer> chosen) {
        return others == 0 && chosen.isEmpty() ? 0 : Math.abs(host - own);
    }

    /** How many workers so many hosts have at most beside those that are chosen and one more. */
    private static int most(int[] room, List<Integer> chosen, int one, int hosts) {
        int[] left = IntStream.range(0, room.length)
                .filter(host -> host != one && !chosen.contains(host))
                .map(host -> room[host])
                .sorted()
                .toArray();
        return IntStream.of(left).skip(Math.max(0, left.length - hosts)).sum();
    }
}
