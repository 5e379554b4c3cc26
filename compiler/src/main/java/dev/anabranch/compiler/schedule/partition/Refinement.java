package dev.anabranch.compiler.schedule.partition;

import java.util.Arrays;

/**
 * Moves single vertices to other parts: the best move first, even one that costs, each vertex once, and then back to where
 * the cut was least. After Fiduccia and Mattheyses, "A linear-time heuristic for improving network partitions", DAC 1982,
 * for several parts and with a heap, since costs are no small integers.
 */
final class Refinement {
    private static final int PASSES = 4;
    /** So many moves without a better cut end a pass. */
    private static final int PATIENCE = 100;
    /** So many looks at each end of an edge, on average, end a pass: in a dense graph every move concerns everybody. */
    private static final long LOOKS = 10;

    private static final long MOST_LOOKS_OF_SMALL = 200_000;

    private final WeightedGraph graph;
    private final double[] room;
    private final double[] most;
    private final double[] load;
    private final double[] ties;
    private final int[] touched;
    private final double[] gain;
    private final int[] target;
    private final boolean[] moved;
    private final Heap heap;
    private int[] part = new int[0];
    private double excess;
    private long looks;

    Refinement(WeightedGraph graph, double[] room, double slack) {
        this.graph = graph;
        this.room = room;
        this.most = new double[room.length];
        Arrays.setAll(most, p -> room[p] * (1 + slack));
        this.load = new double[room.length];
        this.ties = new double[room.length];
        this.touched = new int[room.length];
        this.gain = new double[graph.vertices()];
        this.target = new int[graph.vertices()];
        this.moved = new boolean[graph.vertices()];
        this.heap = new Heap(gain);
    }

    /** The parts after refinement; the array is the one that was given. */
    int[] improved(int[] start) {
        part = start;
        Arrays.fill(load, 0);
        for (int vertex = 0; vertex < part.length; vertex++) {
            load[part[vertex]] += graph.weight(vertex);
        }
        boolean better = true;
        for (int pass = 0; pass < PASSES && better; pass++) {
            better = improve();
        }
        return part;
    }

    private boolean improve() {
        long mostLooks = LOOKS * graph.first(part.length) + MOST_LOOKS_OF_SMALL;
        looks = 0;
        heap.clear();
        Arrays.fill(moved, false);
        for (int vertex = 0; vertex < part.length; vertex++) {
            offer(vertex);
        }
        int[] log = new int[part.length];
        int[] origin = new int[part.length];
        int moves = 0;
        int bestMoves = 0;
        double won = 0;
        double bestWon = 0;
        excess = excess();
        double bestExcess = excess;
        while (!heap.isEmpty() && moves - bestMoves < PATIENCE && looks < mostLooks) {
            int vertex = heap.remove();
            double known = gain[vertex];
            int to = target[vertex];
            if (!find(vertex)) {
                continue;
            }
            // What has moved since may have changed what this move is worth.
            if (target[vertex] != to || gain[vertex] != known) {
                heap.put(vertex);
                continue;
            }
            log[moves] = vertex;
            origin[moves++] = part[vertex];
            move(vertex, to);
            moved[vertex] = true;
            won += known;
            if (excess < bestExcess * (1 - 1e-9) || (excess <= bestExcess * (1 + 1e-9) && won > bestWon * (1 + 1e-9))) {
                bestExcess = excess;
                bestWon = won;
                bestMoves = moves;
            }
            for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
                int neighbour = graph.neighbour(e);
                if (!moved[neighbour]) {
                    offer(neighbour);
                }
            }
        }
        while (moves > bestMoves) {
            moves--;
            move(log[moves], origin[moves]);
        }
        return bestMoves > 0;
    }

    /** How much of the weight is where there is no room for it. */
    double excess() {
        double sum = 0;
        for (int p = 0; p < room.length; p++) {
            sum += Math.max(0, load[p] - most[p]);
        }
        return sum;
    }

    /** What the edges cost that cross from one part to another. */
    double cut() {
        double sum = 0;
        for (int vertex = 0; vertex < part.length; vertex++) {
            for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
                sum += part[graph.neighbour(e)] == part[vertex] ? 0 : graph.cost(e) / 2;
            }
        }
        return sum;
    }

    private void move(int vertex, int to) {
        int from = part[vertex];
        excess -= Math.max(0, load[from] - most[from]) + Math.max(0, load[to] - most[to]);
        load[from] -= graph.weight(vertex);
        load[to] += graph.weight(vertex);
        excess += Math.max(0, load[from] - most[from]) + Math.max(0, load[to] - most[to]);
        part[vertex] = to;
    }

    private void offer(int vertex) {
        if (graph.only(vertex) < 0 && find(vertex)) {
            heap.put(vertex);
        } else {
            heap.drop(vertex);
        }
    }

    /** The best other part for a vertex: one that it has to do with or, where its own is too full, the emptiest. */
    private boolean find(int vertex) {
        looks += graph.first(vertex + 1) - graph.first(vertex);
        int count = 0;
        int own = part[vertex];
        double stays = 0;
        for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
            int other = part[graph.neighbour(e)];
            if (other == own) {
                stays += graph.cost(e);
            } else {
                if (ties[other] == 0) {
                    touched[count++] = other;
                }
                ties[other] += graph.cost(e);
            }
        }
        int best = -1;
        double least = 0;
        for (int i = 0; i < count; i++) {
            int p = touched[i];
            if (fits(vertex, p) && (best < 0 || ties[p] > least || (ties[p] == least && p < best))) {
                best = p;
                least = ties[p];
            }
            ties[p] = 0;
        }
        if (best < 0 && load[own] > most[own]) {
            for (int p = 0; p < room.length; p++) {
                if (p != own && fits(vertex, p) && (best < 0 || load[p] * room[best] < load[best] * room[p])) {
                    best = p;
                }
            }
        }
        target[vertex] = best;
        gain[vertex] = least - stays;
        return best >= 0;
    }

    private boolean fits(int vertex, int p) {
        double then = load[p] + graph.weight(vertex);
        int own = part[vertex];
        return then <= most[p] || (load[own] > most[own] && then * room[own] < load[own] * room[p]);
    }
}
