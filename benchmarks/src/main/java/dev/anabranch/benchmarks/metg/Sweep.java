package dev.anabranch.benchmarks.metg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sweeps the size of tasks down for one pattern in one width. In each size the implementations take turns, run by run, so
 * that other load meets all of them; a measurement is the fastest of some short runs, of which one may pass undisturbed.
 */
final class Sweep implements AutoCloseable {
    private static final long LARGEST = 2048;
    private static final int LEAST_TURNS = 15;
    private static final int MOST_TURNS = 80;
    /** After so many turns in which nobody got faster, nobody will. */
    private static final int TURNS_IN_VAIN = 10;

    private static final double FASTER = 0.99;
    private static final long WARM_UP_NANOS = 250_000_000;
    private static final int LEAST_WARM_UPS = 8;
    private static final int MOST_TASKS = 200_000;
    private static final int LEAST_STEPS = 50;
    /** Below this an implementation's sweep ends; the bounds that are asked for are above. */
    private static final double ENOUGH = 0.5;
    /** Only how many tasks a run has follows from these. */
    private static final double RUN_NANOS = 25e6;

    private static final double ITERATION_NANOS = 15;
    private static final double OVERHEAD_NANOS = 300;
    private static final double BYTE_NANOS = 0.15;
    /** What an implementation with a buffer for each point may take. */
    private static final long MOST_BYTES = 256L << 20;

    @SuppressWarnings("ArrayRecordComponent")
    private record Size(PatternFlow flow, PointGraph graph, long[] expected) {}

    private record Key(int implementation, long iterations) {}

    private final String pattern;
    private final int width;
    private final int bytes;
    private final int workers;
    private final List<Implementation> implementations;
    private final Map<Long, Size> sizes = new HashMap<>();
    private final Map<Key, Ready> ready = new HashMap<>();

    Sweep(String pattern, int width, int bytes, int workers, List<Implementation> implementations) {
        this.pattern = pattern;
        this.width = width;
        this.bytes = bytes;
        this.workers = workers;
        this.implementations = implementations;
    }

    /** One round: a curve for each implementation. */
    List<Curve> round() {
        List<Curve> curves = new ArrayList<>();
        implementations.forEach(implementation -> curves.add(new Curve()));
        double peak = 0;
        for (long iterations = LARGEST; iterations >= 1; iterations /= 2) {
            List<Integer> turns = new ArrayList<>();
            for (int which = 0; which < implementations.size(); which++) {
                // The peak is known once the two largest sizes have been measured.
                if (iterations >= LARGEST / 2 || curves.get(which).lowest(peak) >= ENOUGH) {
                    turns.add(which);
                }
            }
            if (turns.isEmpty()) {
                break;
            }
            double[] granularities = granularities(turns, iterations);
            for (int which : turns) {
                curves.get(which).add(new Curve.Sample(iterations, granularities[which]));
            }
            peak = peak(curves);
        }
        return curves;
    }

    /** The best rate of large tasks, of whatever implementation. */
    static double peak(List<Curve> curves) {
        return curves.stream().mapToDouble(Curve::peak).max().orElseThrow();
    }

    /** Seconds of a worker for each task, by implementation. */
    private double[] granularities(List<Integer> turns, long iterations) {
        Size size = sizes.computeIfAbsent(iterations, this::size);
        List<Ready> graphs = new ArrayList<>();
        for (int which : turns) {
            graphs.add(ready.computeIfAbsent(new Key(which, iterations), key -> warm(which, size, iterations)));
        }
        double[] fastest = new double[implementations.size()];
        Arrays.fill(fastest, Double.MAX_VALUE);
        int inVain = 0;
        for (int turn = 0; turn < LEAST_TURNS || (turn < MOST_TURNS && inVain < TURNS_IN_VAIN); turn++) {
            inVain++;
            for (int place = 0; place < graphs.size(); place++) {
                int which = turns.get(place);
                double nanos = nanos(which, graphs.get(place), size);
                double granularity = nanos * 1e-9 * workers / size.graph().tasks();
                if (granularity < fastest[which] * FASTER) {
                    inVain = 0;
                }
                fastest[which] = Math.min(fastest[which], granularity);
            }
        }
        return fastest;
    }

    private Size size(long iterations) {
        double tasks = RUN_NANOS * workers / (iterations * ITERATION_NANOS + OVERHEAD_NANOS + bytes * BYTE_NANOS);
        int most = (int) Math.min(MOST_TASKS, MOST_BYTES / bytes);
        int steps = Math.max(LEAST_STEPS, (int) Math.min(most, tasks) / width);
        PatternFlow flow = new PatternFlow(pattern, width, steps, bytes, false);
        PointGraph graph = PointGraph.of(flow.text(), width, steps);
        return new Size(flow, graph, graph.expected(flow.point(), iterations));
    }

    private Ready warm(int which, Size size, long iterations) {
        Ready graph = implementations.get(which).prepare(size.flow(), size.graph(), workers, iterations);
        long begun = System.nanoTime();
        for (int run = 0; run < LEAST_WARM_UPS || System.nanoTime() - begun < WARM_UP_NANOS; run++) {
            nanos(which, graph, size);
        }
        return graph;
    }

    private long nanos(int which, Ready graph, Size size) {
        try {
            return graph.nanos(size.expected());
        } catch (IllegalStateException wrong) {
            throw new IllegalStateException(
                    implementations.get(which).name() + ", " + size.flow() + ": " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public void close() {
        ready.values().forEach(Ready::close);
    }
}
