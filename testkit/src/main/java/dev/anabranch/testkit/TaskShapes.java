package dev.anabranch.testkit;

import dev.anabranch.compiler.analyse.Dag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitrary graphs of bare tasks in the shapes of the scheduling literature, with durations of 0.1 to 10 s and data that
 * takes, at 125 MB/s, from nothing to ten times as long.
 */
public final class TaskShapes {
    private static final Shape LAYERED = (edges, size, random) -> {
        int width = 1 + random.nextInt(6);
        for (int layer = 0; layer < size; layer++) {
            for (int i = 0; i < width; i++) {
                int task = edges.task();
                for (int k = layer == 0 ? 0 : 1 + random.nextInt(3); k > 0; k--) {
                    edges.add((layer - 1) * width + random.nextInt(width), task);
                }
            }
        }
    };

    private static final Shape FORK_JOIN = (edges, size, random) -> {
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
    };

    private static final Shape OUT_TREE = (edges, size, random) -> {
        edges.tasks(size);
        for (int task = 1; task < size; task++) {
            edges.add(random.nextInt(task), task);
        }
    };

    private static final Shape IN_TREE = (edges, size, random) -> {
        edges.tasks(size);
        for (int task = 0; task < size - 1; task++) {
            edges.add(task, task + 1 + random.nextInt(size - task - 1));
        }
    };

    private static final Shape SERIES_PARALLEL = (edges, size, random) -> compose(edges, size, random, -1);

    private static final Shape CHOLESKY = (edges, size, random) -> {
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
    };

    private static final Shape FFT = (edges, size, random) -> {
        int points = 1 << size;
        edges.tasks(points * (size + 1));
        for (int level = 0; level < size; level++) {
            for (int i = 0; i < points; i++) {
                edges.add(level * points + i, (level + 1) * points + i);
                edges.add(level * points + i, (level + 1) * points + (i ^ 1 << level));
            }
        }
    };

    private static final Shape STENCIL = (edges, size, random) -> {
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
    };

    private static final Shape RANDOM = (edges, size, random) -> {
        edges.tasks(size);
        double density = random.nextDouble() * 0.3;
        for (int task = 1; task < size; task++) {
            for (int earlier = 0; earlier < task; earlier++) {
                if (random.nextDouble() < density) {
                    edges.add(earlier, task);
                }
            }
        }
    };

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

    /**
     * One graph of each shape, some hundred to a thousand tasks, by the shape's name; always the same for a seed.
     *
     * @param ratio of communication to computation, about
     */
    public static Map<String, Dag> large(long seed, double ratio) {
        Map<String, Dag> drawn = new LinkedHashMap<>();
        drawn.put("layered", draw(LAYERED, 200, seed, ratio));
        drawn.put("fork-join", draw(FORK_JOIN, 200, seed, ratio));
        drawn.put("out-tree", draw(OUT_TREE, 600, seed, ratio));
        drawn.put("in-tree", draw(IN_TREE, 600, seed, ratio));
        drawn.put("series-parallel", draw(SERIES_PARALLEL, 300, seed, ratio));
        drawn.put("Cholesky", draw(CHOLESKY, 14, seed, ratio));
        drawn.put("FFT", draw(FFT, 6, seed, ratio));
        drawn.put("stencil", draw(STENCIL, 100, seed, ratio));
        drawn.put("random", draw(RANDOM, 150, seed, ratio));
        return drawn;
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
        return of(2, 10, LAYERED);
    }

    /** One task, many that read it, one that reads those; once or several times in a row. */
    public static Arbitrary<Dag> forkJoin() {
        return of(1, 12, FORK_JOIN);
    }

    /** Every task but the first reads one earlier task. */
    public static Arbitrary<Dag> outTrees() {
        return of(1, 50, OUT_TREE);
    }

    /** Every task but the last is read by one later task. */
    public static Arbitrary<Dag> inTrees() {
        return of(1, 50, IN_TREE);
    }

    /** Series and parallel compositions of single tasks. */
    public static Arbitrary<Dag> seriesParallel() {
        return of(1, 25, SERIES_PARALLEL);
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
        return of(1, 6, CHOLESKY);
    }

    /** The butterflies of a fast Fourier transform. */
    public static Arbitrary<Dag> fft() {
        return of(1, 3, FFT);
    }

    /** Three neighbours of the time step before. */
    public static Arbitrary<Dag> stencils() {
        return of(1, 8, STENCIL);
    }

    /** Any edge from an earlier to a later task, equally likely. */
    public static Arbitrary<Dag> random() {
        return of(1, 40, RANDOM);
    }
}
