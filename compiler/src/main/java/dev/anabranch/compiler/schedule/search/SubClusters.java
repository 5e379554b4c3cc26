package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of a cluster that may do better than the whole, because less travels: the first 1, 2, 4 ... workers, the first 1,
 * 2, 3, 4, 6, 8, 12 ... hosts, the fastest first.
 */
final class SubClusters {
    private SubClusters() {}

    /** Each ascending, all different, without the whole. */
    static List<int[]> of(Problem problem) {
        List<Integer> hosts = IntStream.range(0, problem.hosts())
                .boxed()
                .sorted(Comparator.comparingDouble(host -> -speed(problem, host)))
                .toList();
        List<Integer> workers = new ArrayList<>();
        List<Integer> hostEnds = new ArrayList<>();
        for (int host : hosts) {
            IntStream.range(0, problem.workers())
                    .filter(worker -> problem.hostOf(worker) == host)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            worker -> -problem.cluster().speed(worker)))
                    .forEach(workers::add);
            hostEnds.add(workers.size());
        }
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < workers.size(); size *= 2) {
            sizes.add(size);
        }
        for (int count = 1;
                count < hosts.size();
                count = count < 4 ? count + 1 : count % 3 == 0 ? count / 3 * 4 : count / 2 * 3) {
            if (!sizes.contains(hostEnds.get(count - 1))) {
                sizes.add(hostEnds.get(count - 1));
            }
        }
        List<int[]> parts = new ArrayList<>();
        for (int size : sizes) {
            int[] part = workers.subList(0, size).stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            if (problem.canRunOn(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static double speed(Problem problem, int host) {
        return problem.cluster().hosts().get(host).speeds().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
