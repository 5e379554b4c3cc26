package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import java.util.Arrays;

/** The messages of a problem by the tasks that send them, and the edges of each. */
final class Messages {
    private final int[] firstOfTask;
    private final int[] firstEdge;
    private final int[] edge;

    Messages(Problem problem) {
        Dag dag = problem.dag();
        this.edge = new int[dag.edges()];
        this.firstOfTask = new int[problem.tasks() + 1];
        int[] starts = new int[dag.edges() + 1];
        int[] numberOf = new int[highest(problem) + 1];
        Arrays.fill(numberOf, -1);
        int[] counts = new int[dag.edges() + 1];
        int messages = 0;
        int edges = 0;
        for (int task = 0; task < problem.tasks(); task++) {
            int first = messages;
            for (int i = 0; i < dag.outDegree(task); i++) {
                int message = problem.message(dag.outEdge(task, i));
                if (numberOf[message] < first) {
                    numberOf[message] = messages++;
                    counts[numberOf[message]] = 0;
                }
                counts[numberOf[message]]++;
            }
            for (int message = first; message < messages; message++) {
                starts[message + 1] = starts[message] + counts[message];
                counts[message] = starts[message];
            }
            for (int i = 0; i < dag.outDegree(task); i++) {
                int out = dag.outEdge(task, i);
                edge[counts[numberOf[problem.message(out)]]++] = out;
                edges++;
            }
            firstOfTask[task + 1] = messages;
        }
        if (edges != edge.length) {
            throw new IllegalStateException("messages of " + edges + " edges, " + edge.length + " known");
        }
        this.firstEdge = Arrays.copyOf(starts, messages + 1);
    }

    private static int highest(Problem problem) {
        int highest = -1;
        for (int edge = 0; edge < problem.dag().edges(); edge++) {
            highest = Math.max(highest, problem.message(edge));
        }
        return highest;
    }

    int count() {
        return firstEdge.length - 1;
    }

    /** The first message that a task sends; those up to {@code first(task + 1)}, exclusive, follow. */
    int first(int task) {
        return firstOfTask[task];
    }

    /** The place of a message's first edge; those up to {@code firstEdge(message + 1)}, exclusive, follow. */
    int firstEdge(int message) {
        return firstEdge[message];
    }

    int edge(int place) {
        return edge[place];
    }
}
