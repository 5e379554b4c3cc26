package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.IntRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Finds circles among tasks by depth-first search with its own stack (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
final class CycleSearch {
    private static final byte NEW = 0;
    private static final byte OPEN = 1;
    private static final byte DONE = 2;
    private static final int MOST = 10;

    private final IntRows inputs;
    private final int[] producer;
    private final IntUnaryOperator familyOf;

    /**
     * @param inputs for each task the slots that it reads
     * @param producer for each slot its task, or -1
     * @param familyOf the family of a task
     */
    CycleSearch(IntRows inputs, int[] producer, IntUnaryOperator familyOf) {
        this.inputs = inputs;
        this.producer = producer;
        this.familyOf = familyOf;
    }

    /**
     * Circles with no family in common, at most ten: tasks such that each makes what the next reads, and the last what
     * the first reads.
     */
    List<int[]> circles() {
        int tasks = inputs.rows();
        byte[] state = new byte[tasks];
        int[] next = new int[tasks];
        int[] stack = new int[64];
        List<int[]> circles = new ArrayList<>();
        BitSet reported = new BitSet();
        for (int root = 0; root < tasks && circles.size() < MOST; root++) {
            if (state[root] != NEW) {
                continue;
            }
            int depth = 0;
            stack[0] = root;
            state[root] = OPEN;
            while (depth >= 0) {
                int task = stack[depth];
                if (next[task] == inputs.size(task)) {
                    state[task] = DONE;
                    depth--;
                    continue;
                }
                int before = producer[inputs.get(task, next[task]++)];
                if (before < 0 || state[before] == DONE) {
                    continue;
                }
                if (state[before] == OPEN) {
                    if (circles.size() < MOST && !reported.get(familyOf.applyAsInt(task))) {
                        circles.add(circle(stack, depth, before, reported));
                    }
                    continue;
                }
                if (++depth == stack.length) {
                    stack = Arrays.copyOf(stack, depth * 2);
                }
                stack[depth] = before;
                state[before] = OPEN;
            }
        }
        return circles;
    }

    /** The stack runs from readers to what they read; the circle is told the other way. */
    private int[] circle(int[] stack, int depth, int last, BitSet reported) {
        int from = depth;
        while (stack[from] != last) {
            from--;
        }
        int[] circle = new int[depth - from + 1];
        for (int i = 0; i < circle.length; i++) {
            circle[i] = stack[depth - i];
            reported.set(familyOf.applyAsInt(circle[i]));
        }
        return circle;
    }
}
