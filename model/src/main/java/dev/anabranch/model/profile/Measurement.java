package dev.anabranch.model.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * What runs measured of one task.
 *
 * @param instance the task as its author knows it: {@code mean[step: 24]}
 * @param work seconds on a worker of speed 1, of each run that is remembered, the latest last; never empty
 * @param first whether it always was the first of its family on its worker, so that its times hold what is paid once: loading
 *     classes, and code that is not compiled yet
 * @param reads how many datasets it read
 * @param bytesRead the sizes of those in the latest run
 * @param bytes the sizes of its outputs in the latest run, in the order of its slots
 */
public record Measurement(
        String instance, List<Double> work, boolean first, int reads, long bytesRead, List<Long> bytes) {
    /** So many runs are remembered. */
    public static final int RUNS = 9;

    public Measurement {
        work = List.copyOf(work);
        bytes = List.copyOf(bytes);
        if (work.isEmpty()) {
            throw new IllegalArgumentException("no run has measured " + instance);
        }
    }

    /** The median of the runs: one that was disturbed does not count. */
    public double seconds() {
        double[] sorted =
                work.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * This and what a later run measured. A run in which the task came first of its family tells nothing where there is
     * another; nor does an earlier one with other inputs.
     */
    public Measurement and(Measurement later) {
        if (later.reads != reads || (first && !later.first)) {
            return later;
        }
        if (later.first && !first) {
            return this;
        }
        List<Double> all = new ArrayList<>(work);
        all.addAll(later.work);
        List<Double> kept = all.subList(Math.max(0, all.size() - RUNS), all.size());
        return new Measurement(instance, kept, first, reads, later.bytesRead, later.bytes);
    }
}
