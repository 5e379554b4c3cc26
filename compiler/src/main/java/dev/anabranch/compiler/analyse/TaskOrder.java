package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.TaskGraph;

/** An order of a graph's tasks in which every producer comes before its readers, families together where possible. */
public final class TaskOrder {
    private static final byte OPEN = 1;
    private static final byte DONE = 2;

    private final TaskGraph graph;
    private final byte[] state;
    private final int[] order;
    private int count;

    private TaskOrder(TaskGraph graph) {
        this.graph = graph;
        this.state = new byte[graph.taskCount()];
        this.order = new int[graph.taskCount()];
    }

    /**
     * All tasks, by number except that what a task reads comes first.
     *
     * @throws IllegalArgumentException naming a task that reads, by way of others, its own output
     */
    public static int[] of(TaskGraph graph) {
        TaskOrder order = new TaskOrder(graph);
        int[] stack = new int[graph.taskCount()];
        int[] nextInput = new int[graph.taskCount()];
        for (int task = 0; task < graph.taskCount(); task++) {
            if (order.state[task] == 0) {
                order.visit(task, stack, nextInput);
            }
        }
        return order.order;
    }

    /** Depth first with its own stack: chains of tasks may be longer than the thread's. */
    private void visit(int root, int[] stack, int[] nextInput) {
        int depth = 0;
        stack[0] = root;
        state[root] = OPEN;
        while (depth >= 0) {
            int task = stack[depth];
            if (nextInput[task] == graph.inputs().size(task)) {
                state[task] = DONE;
                order[count++] = task;
                depth--;
                continue;
            }
            int producer = graph.producer(graph.inputs().get(task, nextInput[task]++));
            if (producer < 0 || state[producer] == DONE) {
                continue;
            }
            if (state[producer] == OPEN) {
                throw new IllegalArgumentException(graph.taskName(producer) + " reads its own output");
            }
            state[producer] = OPEN;
            stack[++depth] = producer;
        }
    }
}
