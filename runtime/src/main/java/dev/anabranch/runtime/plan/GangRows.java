package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gangs of a plan. */
public final class GangRows {
    private final Map<Integer, Gang> byTask;

    /**
     * One of them.
     *
     * @param number of the gang, from 0
     * @param task its number
     * @param name of the task, as its author knows it
     * @param workers by rank
     */
    public record Gang(int number, int task, String name, List<Integer> workers) {
        public Gang {
            workers = List.copyOf(workers);
        }

        /** How many ranks there are. */
        public int size() {
            return workers.size();
        }
    }

    private GangRows(Map<Integer, Gang> byTask) {
        this.byTask = byTask;
    }

    static GangRows of(TaskRows tasks) throws PlanFormatException {
        Map<Integer, Map<Integer, Integer>> workers = new TreeMap<>();
        for (int row = 0; row < tasks.rows(); row++) {
            if (tasks.rank(row) != 0) {
                workers.computeIfAbsent(tasks.task(row), unused -> new TreeMap<>())
                        .put(tasks.rank(row), tasks.worker(row));
            }
        }
        Map<Integer, Gang> gangs = new TreeMap<>();
        for (int row = 0; row < tasks.rows() && !workers.isEmpty(); row++) {
            Map<Integer, Integer> ranks = workers.get(tasks.task(row));
            if (ranks != null && tasks.rank(row) == 0) {
                ranks.put(0, tasks.worker(row));
                gangs.put(
                        tasks.task(row),
                        new Gang(gangs.size(), tasks.task(row), tasks.name(row), List.copyOf(ranks.values())));
            }
        }
        for (Map.Entry<Integer, Map<Integer, Integer>> gang : workers.entrySet()) {
            int[] ranks = gang.getValue().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 0; rank < ranks.length; rank++) {
                if (ranks[rank] != rank) {
                    throw new PlanFormatException("task " + gang.getKey() + " has the ranks " + Arrays.toString(ranks));
                }
            }
        }
        return new GangRows(gangs);
    }

    /** The gang of a task, if it has one. */
    public Optional<Gang> of(int task) {
        return Optional.ofNullable(byTask.get(task));
    }

    /** All of them. */
    public Collection<Gang> all() {
        return byTask.values();
    }
}
