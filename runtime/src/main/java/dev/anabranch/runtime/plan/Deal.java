package dev.anabranch.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which part runs which workers. A part is a process of a machine, or a host. */
public final class Deal {
    private final int parts;
    private final int[] partOf;

    private Deal(int parts, int[] partOf) {
        this.parts = parts;
        this.partOf = partOf;
    }

    /**
     * Runs of consecutive workers, so that neighbours stay together, of lengths that differ by at most one.
     *
     * @param processes how many there are
     * @param workers how many workers the plan has, at least as many
     */
    public static Deal even(int processes, int workers) {
        if (processes < 1 || processes > workers) {
            throw new IllegalArgumentException(workers + " workers cannot be dealt to " + processes + " processes");
        }
        return new Deal(
                processes,
                IntStream.range(0, workers)
                        .map(worker -> (int) (((long) (worker + 1) * processes - 1) / workers))
                        .toArray());
    }

    /** To each host its own; the parts are the plan's hosts in the order of {@link #hosts}. */
    public static Deal byHost(ExecutionPlan plan) {
        List<String> hosts = hosts(plan);
        return new Deal(
                hosts.size(),
                IntStream.range(0, plan.workers())
                        .map(worker -> hosts.indexOf(plan.workerHost(worker)))
                        .toArray());
    }

    /** The hosts of a plan, in the order of their first workers. */
    public static List<String> hosts(ExecutionPlan plan) {
        List<String> hosts = new ArrayList<>();
        for (int worker = 0; worker < plan.workers(); worker++) {
            if (!hosts.contains(plan.workerHost(worker))) {
                hosts.add(plan.workerHost(worker));
            }
        }
        return hosts;
    }

    /** How many parts there are. */
    public int parts() {
        return parts;
    }

    /** The part of a worker. */
    public int partOf(int worker) {
        return partOf[worker];
    }

    /** The workers of a part. */
    public int[] workersOf(int part) {
        return IntStream.range(0, partOf.length)
                .filter(worker -> partOf[worker] == part)
                .toArray();
    }
}
