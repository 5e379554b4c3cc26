package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Orders in which the tasks of a graph may run. */
final class Orders {
    private Orders() {}

    /** Any order of all tasks in which a task follows what it reads from, cut up over the workers at random. */
    static List<List<Integer>> random(TaskGraph graph, int workers, Random random) {
        double[] key = new double[graph.taskCount()];
        for (int task = 0; task < key.length; task++) {
            key[task] = random.nextDouble();
        }
        return byKey(graph, workers, key, random.nextInt());
    }

    /**
     * The order of which the smallest possible key comes next.
     *
     * @param salt decides which worker gets a task
     */
    static List<List<Integer>> byKey(TaskGraph graph, int workers, double[] key, int salt) {
        List<List<Integer>> readers = new ArrayList<>();
        int[] waiting = new int[graph.taskCount()];
        for (int task = 0; task < graph.taskCount(); task++) {
            readers.add(new ArrayList<>());
        }
        for (int task = 0; task < graph.taskCount(); task++) {
            int reader = task;
            int[] producers = Arrays.stream(graph.inputs().row(task))
                    .map(graph::producer)
                    .distinct()
                    .toArray();
            waiting[task] = producers.length;
            Arrays.stream(producers).forEach(producer -> readers.get(producer).add(reader));
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                (a, b) -> key[a] != key[b] ? Double.compare(key[a], key[b]) : Integer.compare(a, b));
        for (int task = 0; task < graph.taskCount(); task++) {
            if (waiting[task] == 0) {
                ready.add(task);
            }
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            orders.add(new ArrayList<>());
        }
        while (!ready.isEmpty()) {
            int task = ready.remove();
            int position = graph.positions(task).length == 0 ? 0 : graph.position(task, 0);
            orders.get(Math.floorMod(salt % 2 == 0 ? position + salt : task * salt, workers))
                    .add(task);
            for (int reader : readers.get(task)) {
                if (--waiting[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return orders;
    }
}
