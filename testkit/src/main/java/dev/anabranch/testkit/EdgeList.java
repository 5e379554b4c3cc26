package dev.anabranch.testkit;

import dev.anabranch.compiler.analyse.Dag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Tasks and edges while a graph is drawn; each edge once. */
final class EdgeList {
    private static final double BYTES_PER_SECOND = 125e6;

    private final Set<List<Integer>> edges = new LinkedHashSet<>();
    private int tasks;

    int task() {
        return tasks++;
    }

    /** The first of so many new tasks. */
    int tasks(int count) {
        tasks += count;
        return tasks - count;
    }

    /** A new task that reads others; negative ones are none. */
    int after(int... sources) {
        int task = task();
        for (int source : sources) {
            if (source >= 0) {
                add(source, task);
            }
        }
        return task;
    }

    void add(int from, int to) {
        edges.add(List.of(from, to));
    }

    /** With durations and sizes by chance. */
    Dag dag(Random random, double ratio) {
        double[] work = new double[tasks];
        for (int task = 0; task < tasks; task++) {
            work[task] = Math.pow(10, 2 * random.nextDouble() - 1);
        }
        List<List<Integer>> drawn = new ArrayList<>(edges);
        int[] from = new int[drawn.size()];
        int[] to = new int[drawn.size()];
        double[] bytes = new double[drawn.size()];
        double[] readiness = new double[drawn.size()];
        for (int edge = 0; edge < from.length; edge++) {
            from[edge] = drawn.get(edge).get(0);
            to[edge] = drawn.get(edge).get(1);
            bytes[edge] = random.nextInt(8) == 0 ? 0 : ratio * BYTES_PER_SECOND * 4 * random.nextDouble();
            readiness[edge] = 1;
        }
        return new Dag(work, from, to, bytes, readiness);
    }
}
