package dev.anabranch.testkit;

import dev.anabranch.compiler.analyse.Dag;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitrary graphs of bare tasks in the shapes of the scheduling literature, with durations of 0.1 to 10 s and data that
 * takes, at 125 MB/s, from nothing to ten times as long.
 */
public final class TaskShapes {
    private TaskShapes() {}

    /** Any of the shapes below, at most some 60 tasks. */
    public static Arbitrary<Dag> any() {
        return Arbitraries.oneOf(List.of(
                layered(),
                forkJoin(),
                outTrees(),
                inTrees(),
                seriesParallel(),
                cholesky(),
                fft(),
                stencils(),
                random()));
    }

    private interface Shape {
        void draw(EdgeList edges, int size, Random random);
    }

    private static Arbitrary<Dag> of(int smallest, int largest, Shape shape) {
        return Combinators.combine(
                        Arbitraries.integers().between(smallest, largest),
                        Arbitraries.longs(),
                        Arbitraries.of(0.1, 1.0, 10.0))
                .as((size, seed, ratio) -> draw(shape, size, seed, ratio))
                .withoutEdgeCases();
    }

    private static Dag draw(Shape shape, int size, long seed, double ratio) {
        Random random = new Random(seed);
        EdgeList edges = new EdgeList();
        shape.draw(edges, size, random);
        return edges.dag(random, ratio);
    }

    /** Layers; each task reads one to three of the layer before. */
    public static Arbitrary<Dag> layered() {
        return of(2, 10, (edges, size, random) -> {
            int width = 1 + random.nextInt(6);
            for (int layer = 0; layer < size; layer++) {
                for (int i = 0; i < width; i++) {
                    int task = edges.task();
                    for (int k = layer == 0 ? 0 : 1 + random.nextInt(3); k > 0; k--) {
                        edges.add((layer - 1) * width + random.nextInt(width), task);
                    }
                }
            }
        });
    }

    /** One task, many that read it, one that reads those; once or several times in a row. */
    public static Arbitrary<Dag> forkJoin() {
        return of(1, 12, (edges, size, random) -> {
            int join = edges.task();
            for (int stage = 1 + random.nextInt(3); stage > 0; stage--) {
                int fork = join;
                int first = edges.tasks(size);
                join = edges.task();
                for (int i = first; i < first + size; i++) {
                    edges.add(fork, i);
                    edges.add(i, join);
                }
            }
        });
    }

    /** Every task but the first reads one earlier task. */
    public static Arbitrary<Dag> outTrees() {
        return of(1, 50, (edges, size, random) -> {
            edges.tasks(size);
            for (int task = 1; task < size; task++) {
                edges.add(random.nextInt(task), task);
            }
        });
    }

    /** Every task but the last is read by one later task. */
    public static Arbitrary<Dag> inTrees() {
        return of(1, 50, (edges, size, random) -> {
            edges.tasks(size);
            for (int task = 0; task < size - 1; task++) {
                edges.add(task, task + 1 + random.nextInt(size - task - 1));
            }
        });
    }

    /** Series and parallel compositions of single tasks. */
    public static Arbitrary<Dag> seriesParallel() {
        return of(1, 25, (edges, size, random) -> compose(edges, size, random, -1));
    }

    /** Draws so many tasks after {@code before}; the last of them, which all others reach. */
    private static int compose(EdgeList edges, int size, Random random, int before) {
        if (size <= 2) {
            int last = before;
            for (int i = 0; i < Math.max(1, size); i++) {
                int task = edges.task();
                if (last >= 0) {
                    edges.add(last, task);
                }
                last = task;
            }
            return last;
        }
        int left = 1 + random.nextInt(size - 1);
        if (random.nextBoolean()) {
            return compose(edges, size - left, random, compose(edges, left, random, before));
        }
        int one = compose(edges, left, random, before);
        int other = compose(edges, size - left, random, before);
        int join = edges.task();
        edges.add(one, join);
        edges.add(other, join);
        return join;
    }

    /** The tasks of a tiled Cholesky factorisation. */
    public static Arbitrary<Dag> cholesky() {
        return of(1, 6, (edges, size, random) -> {
            int[][] last = new int[size][size];
            for (int[] row : last) {
                Arrays.fill(row, -1);
            }
            for (int k = 0; k < size; k++) {
                last[k][k] = edges.after(last[k][k]);
                for (int i = k + 1; i < size; i++) {
                    last[i][k] = edges.after(last[i][k], last[k][k]);
                }
                for (int i = k + 1; i < size; i++) {
                    for (int j = k + 1; j <= i; j++) {
                        last[i][j] = edges.after(last[i][j], last[i][k], last[j][k]);
                    }
                }
            }
        });
    }

    /** The butterflies of a fast Fourier transform. */
    public static Arbitrary<Dag> fft() {
        return of(1, 3, (edges, size, random) -> {
            int points = 1 << size;
            edges.tasks(points * (size + 1));
            for (int level = 0; level < size; level++) {
                for (int i = 0; i < points; i++) {
                    edges.add(level * points + i, (level + 1) * points + i);
                    edges.add(level * points + i, (level + 1) * points + (i ^ 1 << level));
                }
            }
        });
    }

    /** Three neighbours of the time step before. */
    public static Arbitrary<Dag> stencils() {
        return of(1, 8, (edges, size, random) -> {
            int steps = 1 + random.nextInt(6);
            edges.tasks(size * steps);
            for (int task = size; task < size * steps; task++) {
                for (int d = -1; d <= 1; d++) {
                    int neighbour = task % size + d;
                    if (neighbour >= 0 && neighbour < size) {
                        edges.add((task / size - 1) * size + neighbour, task);
                    }
                }
            }
        });
    }

    /** Any edge from an earlier to a later task, equally likely. */
    public static Arbitrary<Dag> random() {
        return of(1, 40, (edges, size, random) -> {
            edges.tasks(size);
            double density = random.nextDouble() * 0.3;
            for (int task = 1; task < size; task++) {
                for (int earlier = 0; earlier < task; earlier++) {
                    if (random.nextDouble() < density) {
                        edges.add(earlier, task);
                    }
                }
            }
        });
    }
}
