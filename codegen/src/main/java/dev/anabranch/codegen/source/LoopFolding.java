package dev.anabranch.codegen.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the loops in a worker's order. Stretches of equal shape that follow each other, with numbers that grow
 * evenly, become one loop; this is repeated, so that loops of loops are found. As the number of rounds is one of the
 * numbers, it may grow evenly too: triangles of indices become nested loops, whose shortest rows, of one round or
 * none, are recognised where they lie beside the others.
 *
 * <pre>
 *   a(1) a(2) a(3) b(3) b(2) a(1) ...   =>   [a(n), n: 1, 2, 3] [b(n) ...
 * </pre>
 */
final class LoopFolding {
    private static final int LONGEST_BODY = 8;
    private static final int MOST_PASSES = 24;

    private List<LoopNode> nodes;

    private LoopFolding(List<LoopNode> nodes) {
        this.nodes = nodes;
    }

    /** The same order in fewer nodes. */
    static List<LoopNode> fold(List<LoopNode> order) {
        LoopFolding folding = new LoopFolding(order);
        int period = 1;
        for (int pass = 0; pass < MOST_PASSES && period <= LONGEST_BODY; pass++) {
            // What a short body has folded may be the body of a longer one, so it starts over.
            period = folding.pass(period) ? 1 : period + 1;
        }
        return folding.nodes;
    }

    private boolean pass(int period) {
        List<LoopNode> folded = new ArrayList<>();
        boolean changed = false;
        int at = 0;
        while (at < nodes.size()) {
            int rounds = rounds(at, period);
            if (rounds < 2 || (rounds - 1) * lines(at, period) < 2) {
                folded.add(nodes.get(at++));
                continue;
            }
            at = loop(at, period, rounds, folded);
            changed = true;
        }
        nodes = folded;
        return changed;
    }

    private int lines(int at, int period) {
        int lines = 0;
        for (int i = 0; i < period; i++) {
            lines += nodes.get(at + i).shape().lines();
        }
        return lines;
    }

    /** How many stretches of {@code period} nodes are alike from here on. */
    private int rounds(int at, int period) {
        int rounds = 1;
        while (at + (rounds + 1) * period <= nodes.size()) {
            for (int i = 0; i < period; i++) {
                LoopNode first = nodes.get(at + i);
                LoopNode next = nodes.get(at + rounds * period + i);
                if (!first.shape().equals(next.shape())
                        || !continues(
                                first.numbers(), nodes.get(at + period + i).numbers(), next.numbers(), rounds)) {
                    return rounds;
                }
            }
            rounds++;
        }
        return rounds;
    }

    private static boolean continues(long[] first, long[] second, long[] next, int round) {
        for (int i = 0; i < first.length; i++) {
            if (next[i] - first[i] != (second[i] - first[i]) * round) {
                return false;
            }
        }
        return true;
    }

    /** Makes one loop, takes in the rounds beside it that look different, and returns where the rest begins. */
    private int loop(int at, int period, int rounds, List<LoopNode> folded) {
        List<LoopShape> body = new ArrayList<>();
        long[] first = new long[0];
        long[] second = new long[0];
        long instances = 0;
        for (int i = 0; i < period; i++) {
            body.add(nodes.get(at + i).shape());
            first = joined(first, nodes.get(at + i).numbers());
            second = joined(second, nodes.get(at + period + i).numbers());
        }
        for (int i = 0; i < rounds * period; i++) {
            instances += nodes.get(at + i).instances();
        }
        long[] deltas = new long[first.length];
        for (int i = 0; i < deltas.length; i++) {
            deltas[i] = second[i] - first[i];
        }
        LoopShape.Loop loop = new LoopShape.Loop(body, deltas);
        RoundMatch after = new RoundMatch(nodes);
        int end = at + rounds * period;
        int next;
        while ((next = after.forward(body, LoopNode.inRound(loop, first, rounds), end)) > end) {
            instances += instances(nodes, end, next);
            end = next;
            rounds++;
        }
        RoundMatch before = new RoundMatch(folded);
        int begin = folded.size();
        int previous;
        while ((previous = before.backward(body, LoopNode.inRound(loop, first, -1), begin)) >= 0 && previous < begin) {
            instances += instances(folded, previous, begin);
            begin = previous;
            first = LoopNode.inRound(loop, first, -1);
            rounds++;
        }
        folded.subList(begin, folded.size()).clear();
        folded.add(new LoopNode(loop, joined(first, new long[] {rounds}), instances));
        return end;
    }

    private static long instances(List<LoopNode> nodes, int from, int to) {
        return nodes.subList(from, to).stream().mapToLong(LoopNode::instances).sum();
    }

    private static long[] joined(long[] first, long[] second) {
        long[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
