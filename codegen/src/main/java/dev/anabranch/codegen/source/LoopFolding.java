package dev.anabranch.codegen.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the loops in a worker's order. Stretches of equal shape that follow each other, with numbers that grow
 * evenly, become one loop; this is repeated, so that loops of loops are found. As the number of rounds is one of the
 * numbers, it may grow evenly too: triangles of indices become nested loops, whose shortest rows, of one round or
 * none, are recognised where they lie beside the others.
 *
 * <pre>
 *   a(1) b(1) b(2) b(3) a(2) b(2) b(3) a(3) b(3) a(4)
 *     =>  a(1) [b(i), i: 1..3] a(2) b(2) b(3) a(3) b(3) a(4)
 *     =>  [a(k) [b(i), i: k..3], k: 1..4]
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
            int next = loop(at, period, folded);
            if (next == at) {
                folded.add(nodes.get(at++));
            } else {
                at = next;
                changed = true;
            }
        }
        nodes = folded;
        return changed;
    }

    /** Makes one loop of what begins here, if it is worth it, and returns where the rest begins. */
    private int loop(int at, int period, List<LoopNode> folded) {
        if (at + period >= nodes.size()) {
            return at;
        }
        List<LoopShape> body = new ArrayList<>();
        long[] first = new long[0];
        for (LoopNode node : nodes.subList(at, at + period)) {
            body.add(node.shape());
            first = joined(first, node.numbers());
        }
        RoundMatch here = new RoundMatch(nodes);
        Optional<RoundMatch.Found> second = here.infer(body, at + period);
        if (second.isEmpty()) {
            return at;
        }
        long[] deltas = new long[first.length];
        for (int i = 0; i < deltas.length; i++) {
            deltas[i] = second.get().numbers()[i] - first[i];
        }
        LoopShape.Loop loop = new LoopShape.Loop(body, deltas);
        int rounds = 2;
        int end = second.get().end();
        int next;
        while ((next = here.forward(body, LoopNode.inRound(loop, first, rounds), end)) > end) {
            end = next;
            rounds++;
        }
        RoundMatch before = new RoundMatch(folded);
        int begin = folded.size();
        int previous;
        while ((previous = before.backward(body, LoopNode.inRound(loop, first, -1), begin)) >= 0 && previous < begin) {
            begin = previous;
            first = LoopNode.inRound(loop, first, -1);
            rounds++;
        }
        List<LoopNode> covered = new ArrayList<>(folded.subList(begin, folded.size()));
        covered.addAll(nodes.subList(at, end));
        if (covered.stream().mapToInt(node -> node.shape().lines()).sum() <= loop.lines()) {
            return at;
        }
        folded.subList(begin, folded.size()).clear();
        long instances = covered.stream().mapToLong(LoopNode::instances).sum();
        folded.add(new LoopNode(loop, joined(first, new long[] {rounds}), instances));
        return end;
    }

    private static long[] joined(long[] first, long[] second) {
        long[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
