package dev.anabranch.runtime.plan;

import java.util.stream.IntStream;

/**
 * Which process runs which workers: runs of consecutive ones, so that neighbours stay together, of lengths that differ by at
 * most one.
 *
 * @param processes how many there are
 * @param workers how many workers the plan has, at least as many
 */
public record Deal(int processes, int workers) {
    public Deal {
        if (processes < 1 || processes > workers) {
            throw new IllegalArgumentException(workers + " workers cannot be dealt to " + processes + " processes");
        }
    }

    /** The process of a worker. */
    public int processOf(int worker) {
        return (int) (((long) (worker + 1) * processes - 1) / workers);
    }

    /** The workers of a process. */
    public int[] workersOf(int process) {
        return IntStream.range(0, workers)
                .filter(worker -> processOf(worker) == process)
                .toArray();
    }
}
