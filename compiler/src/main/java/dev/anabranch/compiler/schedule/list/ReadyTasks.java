package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.RankQueue;

/** Tasks all of whose producers are placed, the highest priority first, of equal ones the lowest number. */
final class ReadyTasks {
    private final Dag dag;
    private final RankQueue queue;
    private final int[] waiting;

    ReadyTasks(Dag dag, double[] priority) {
        this.dag = dag;
        this.queue = new RankQueue(priority);
        this.waiting = new int[dag.units()];
        restart();
    }

    /** Begins anew, with what the priorities have become. */
    void restart() {
        queue.clear();
        for (int task = 0; task < waiting.length; task++) {
            waiting[task] = dag.firstIn(task + 1) - dag.firstIn(task);
            if (waiting[task] == 0) {
                queue.add(task);
            }
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The next task; it counts as placed from now on. */
    int remove() {
        int first = queue.remove();
        for (int i = 0; i < dag.outDegree(first); i++) {
            int reader = dag.target(dag.outEdge(first, i));
            if (--waiting[reader] == 0) {
                queue.add(reader);
            }
        }
        return first;
    }
}
