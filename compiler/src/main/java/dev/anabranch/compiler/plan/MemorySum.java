package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what is alive at once, array by array. */
final class MemorySum {
    private final TaskGraph tasks;
    private final Map<String, long[]> sums = new TreeMap<>();

    MemorySum(TaskGraph tasks) {
        this.tasks = tasks;
    }

    /** @param subject a slot, or, below zero, a task that takes memory besides its datasets */
    void add(int subject, long bytes) {
        String name = subject >= 0
                ? tasks.array(subject).name()
                : "@memory of " + tasks.family(-1 - subject).name();
        long[] sum = sums.computeIfAbsent(name, unused -> new long[] {0, 0, subject});
        sum[0]++;
        sum[1] += bytes;
    }

    /** The sums, the largest first. */
    List<MemoryShortage.Part> parts() {
        List<MemoryShortage.Part> parts = new ArrayList<>();
        sums.forEach((name, sum) -> parts.add(new MemoryShortage.Part(
                sum[0] == 1 && sum[2] >= 0 ? tasks.datasetName((int) sum[2]) : name, (int) sum[0], sum[1])));
        parts.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return parts;
    }
}
