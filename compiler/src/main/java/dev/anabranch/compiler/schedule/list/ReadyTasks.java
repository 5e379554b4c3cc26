package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;

/** Tasks all of whose producers are placed, the highest priority first, of equal ones the lowest number. */
final class ReadyTasks {
    private final Dag dag;
    private final double[] priority;
    private final int[] heap;
    private final int[] waiting;
    private int size;

    ReadyTasks(Dag dag, double[] priority) {
        this.dag = dag;
        this.priority = priority;
        this.heap = new int[dag.units()];
        this.waiting = new int[dag.units()];
        restart();
    }

    /** Begins anew, with what the priorities have become. */
    void restart() {
        size = 0;
        for (int task = 0; task < waiting.length; task++) {
            waiting[task] = dag.firstIn(task + 1) - dag.firstIn(task);
            if (waiting[task] == 0) {
                add(task);
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The next task; it counts as placed from now on. */
    int remove() {
        int first = heap[0];
        int moved = heap[--size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = moved;
        for (int i = 0; i < dag.outDegree(first); i++) {
            int reader = dag.target(dag.outEdge(first, i));
            if (--waiting[reader] == 0) {
                add(reader);
            }
        }
        return first;
    }

    private void add(int task) {
        int place = size++;
        while (place > 0 && before(task, heap[(place - 1) / 2])) {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        heap[place] = task;
    }

    private boolean before(int a, int b) {
        return priority[a] != priority[b] ? priority[a] > priority[b] : a < b;
    }
}
