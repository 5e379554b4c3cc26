package dev.anabranch.benchmarks.metg;

import dev.anabranch.benchmarks.CompileStages;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The points of a pattern and the columns that each reads in the row before, as the compiler elaborates them from the
 * flow: all implementations run this one graph. Equal rows are kept once.
 */
final class PointGraph {
    private static final Pattern NAME = Pattern.compile("x\\[t: (\\d+), i: (\\d+)]");

    private final int width;
    private final int tasks;
    /** By step, then column: the columns that are read, or null where there is no point. */
    private final int[] @Nullable [][] reads;

    private PointGraph(int width, int tasks, int[] @Nullable [][] reads) {
        this.width = width;
        this.tasks = tasks;
        this.reads = reads;
    }

    /**
     * Elaborates a flow.
     *
     * @param text of a pattern, with its size as the defaults of its params
     */
    static PointGraph of(String text, int width, int steps) {
        TaskGraph graph = new CompileStages().graph(text);
        int[] @Nullable [][] reads = new int[steps][width][];
        for (int task = 0; task < graph.taskCount(); task++) {
            Matcher point = name(graph, graph.outputs().get(task, 0));
            int[] slots = graph.inputs().row(task);
            int[] columns = new int[slots.length];
            for (int k = 0; k < slots.length; k++) {
                columns[k] = Integer.parseInt(name(graph, slots[k]).group(2));
            }
            reads[Integer.parseInt(point.group(1))][Integer.parseInt(point.group(2))] = columns;
        }
        Map<List<String>, int[] @Nullable []> rows = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            List<String> key = new ArrayList<>();
            for (int[] columns : reads[step]) {
                key.add(Arrays.toString(columns));
            }
            int[] @Nullable [] row = reads[step];
            reads[step] = rows.computeIfAbsent(key, first -> row);
        }
        return new PointGraph(width, graph.taskCount(), reads);
    }

    private static Matcher name(TaskGraph graph, int slot) {
        Matcher name = NAME.matcher(graph.datasetName(slot));
        if (!name.matches()) {
            throw new IllegalArgumentException("no point of a pattern: " + graph.datasetName(slot));
        }
        return name;
    }

    int width() {
        return width;
    }

    int steps() {
        return reads.length;
    }

    /** How many points there are. */
    int tasks() {
        return tasks;
    }

    /** By column, the columns of the row before that each point of a step reads; null where there is no point. */
    int[] @Nullable [] row(int step) {
        return reads[step];
    }

    /** Whether each column that is read by another reads that in the step after, so that it knows that it was read. */
    boolean isMutual() {
        for (int step = 0; step + 1 < steps(); step++) {
            for (int column = 0; column < width; column++) {
                int reader = column;
                int[] @Nullable [] after = reads[step + 1];
                int[] columns = reads[step][column] == null ? new int[0] : reads[step][column];
                if (Arrays.stream(columns).anyMatch(read -> read != reader && !contains(after[read], reader))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean contains(int @Nullable [] columns, int column) {
        return columns != null && Arrays.stream(columns).anyMatch(other -> other == column);
    }

    /** Whether a step has a point in a column. */
    boolean has(int step, int column) {
        return reads[step][column] != null;
    }

    /**
     * What the points of the last row are, and 0 where there is none; computed one after the other.
     */
    long[] expected(Point work, long iterations) {
        long[] before = new long[width];
        for (int step = 0; step < steps(); step++) {
            long[] row = new long[width];
            for (int column = 0; column < width; column++) {
                int[] columns = reads[step][column];
                if (columns == null) {
                    continue;
                }
                long point = work.begin(step, column);
                for (int read : columns) {
                    point = work.input(point, before[read]);
                }
                row[column] = work.compute(point, iterations);
            }
            before = row;
        }
        return before;
    }
}
