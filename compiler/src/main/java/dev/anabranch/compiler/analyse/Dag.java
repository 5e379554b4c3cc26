package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;

/**
 * The units of a graph and the datasets that flow between them, as columns. An edge is one dataset that one unit makes
 * and another reads; a dataset read by three units is three edges. Edges are numbered by their reader.
 */
public final class Dag {
    private final double[] work;
    private final int[] firstIn;
    private final int[] source;
    private final int[] target;
    private final double[] bytes;
    private final double[] readiness;
    private final int[] firstOut;
    private final int[] outEdge;
    private final int[] order;

    /**
     * @param work of each unit, seconds on a worker of speed 1
     * @param from for each edge the unit that makes the dataset
     * @param to for each edge the unit that reads it
     * @param bytes for each edge the size of the dataset
     * @param readiness for each edge how much of its producer's run is over when the dataset is there, from 0 to 1
     * @throws IllegalArgumentException if the edges form a cycle
     */
    public Dag(double[] work, int[] from, int[] to, double[] bytes, double[] readiness) {
        int units = work.length;
        int edges = from.length;
        this.work = work;
        this.firstIn = starts(to, units);
        this.source = new int[edges];
        this.target = new int[edges];
        this.bytes = new double[edges];
        this.readiness = new double[edges];
        int[] next = Arrays.copyOf(firstIn, units);
        for (int e = 0; e < edges; e++) {
            int place = next[to[e]]++;
            this.source[place] = from[e];
            this.target[place] = to[e];
            this.bytes[place] = bytes[e];
            this.readiness[place] = readiness[e];
        }
        this.firstOut = starts(source, units);
        this.outEdge = new int[edges];
        next = Arrays.copyOf(firstOut, units);
        for (int e = 0; e < edges; e++) {
            outEdge[next[source[e]]++] = e;
        }
        this.order = sorted();
    }

    /** The units of an optimised graph; aliases are edges from the survivor's unit, ready when its task is over. */
    public static Dag of(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        IntRows units = graph.units();
        double[] work = new double[units.rows()];
        for (int unit = 0; unit < work.length; unit++) {
            work[unit] = graph.work(unit);
        }
        Readiness ready = new Readiness(graph);
        Edges edges = new Edges();
        int[] seen = new int[tasks.slotCount()];
        Arrays.fill(seen, -1);
        for (int unit = 0; unit < work.length; unit++) {
            for (int i = 0; i < units.size(unit); i++) {
                int task = units.get(unit, i);
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    int slot = tasks.inputs().get(task, k);
                    int producer = graph.producerUnit(slot);
                    if (producer >= 0 && producer != unit && seen[slot] != unit) {
                        seen[slot] = unit;
                        edges.add(producer, unit, (double) tasks.bytes(graph.resolve(slot)), ready.inUnit(slot));
                    }
                }
            }
        }
        return edges.dag(work);
    }

    private static int[] starts(int[] key, int units) {
        int[] starts = new int[units + 1];
        for (int k : key) {
            starts[k + 1]++;
        }
        for (int i = 0; i < units; i++) {
            starts[i + 1] += starts[i];
        }
        return starts;
    }

    /** Kahn's algorithm, first in first out, so that units of one kind stay together. */
    private int[] sorted() {
        int[] waiting = new int[work.length];
        int[] sorted = new int[work.length];
        int known = 0;
        for (int unit = 0; unit < work.length; unit++) {
            waiting[unit] = firstIn[unit + 1] - firstIn[unit];
            if (waiting[unit] == 0) {
                sorted[known++] = unit;
            }
        }
        for (int next = 0; next < known; next++) {
            int unit = sorted[next];
            for (int i = firstOut[unit]; i < firstOut[unit + 1]; i++) {
                int reader = target[outEdge[i]];
                if (--waiting[reader] == 0) {
                    sorted[known++] = reader;
                }
            }
        }
        if (known < work.length) {
            throw new IllegalArgumentException((work.length - known) + " units are in or behind a cycle");
        }
        return sorted;
    }

    /** How many units there are. */
    public int units() {
        return work.length;
    }

    /** How many edges there are. */
    public int edges() {
        return source.length;
    }

    /** Seconds that a unit takes on a worker of speed 1. */
    public double work(int unit) {
        return work[unit];
    }

    /** The first edge into a unit; those up to {@code firstIn(unit + 1)}, exclusive, follow. */
    public int firstIn(int unit) {
        return firstIn[unit];
    }

    /** The unit that makes an edge's dataset. */
    public int source(int edge) {
        return source[edge];
    }

    /** The unit that reads an edge's dataset. */
    public int target(int edge) {
        return target[edge];
    }

    /** The size of an edge's dataset. */
    public double bytes(int edge) {
        return bytes[edge];
    }

    /** How much of its producer's run is over when an edge's dataset is there, from 0 to 1. */
    public double readiness(int edge) {
        return readiness[edge];
    }

    /** How many edges leave a unit. */
    public int outDegree(int unit) {
        return firstOut[unit + 1] - firstOut[unit];
    }

    /** One of the edges that leave a unit. */
    public int outEdge(int unit, int index) {
        return outEdge[firstOut[unit] + index];
    }

    /** A unit by its place in an order in which every producer comes before its readers. */
    public int inOrder(int place) {
        return order[place];
    }

    /** Columns that grow. */
    private static final class Edges {
        private int[] from = new int[64];
        private int[] to = new int[64];
        private double[] bytes = new double[64];
        private double[] readiness = new double[64];
        private int count;

        void add(int producer, int reader, double size, double ready) {
            if (count == from.length) {
                from = Arrays.copyOf(from, count * 2);
                to = Arrays.copyOf(to, count * 2);
                bytes = Arrays.copyOf(bytes, count * 2);
                readiness = Arrays.copyOf(readiness, count * 2);
            }
            from[count] = producer;
            to[count] = reader;
            bytes[count] = size;
            readiness[count++] = ready;
        }

        Dag dag(double[] work) {
            return new Dag(
                    work,
                    Arrays.copyOf(from, count),
                    Arrays.copyOf(to, count),
                    Arrays.copyOf(bytes, count),
                    Arrays.copyOf(readiness, count));
        }
    }
}
