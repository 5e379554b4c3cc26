package dev.anabranch.compiler.inspect;

import java.util.List;

/**
 * Where one task of a plan runs, when, why there, what it waits for and who waits for it. Times in seconds from the start
 * of the run, sizes in bytes, all as predicted.
 *
 * @param task as its author knows it
 * @param call the task that is called, {@code library.task}
 * @param file where its equation is written
 * @param line from 1
 * @param timeSource where its time came from, the name of a cost source
 * @param runs where it runs: one place, or several where it is run again rather than sent
 * @param outputs what it makes
 * @param decisions what the optimiser decided about its family, as {@code pass: reason}
 */
public record InstanceReport(
        String task,
        String call,
        String file,
        int line,
        String timeSource,
        List<Run> runs,
        List<Output> outputs,
        List<String> decisions) {
    public InstanceReport {
        runs = List.copyOf(runs);
        outputs = List.copyOf(outputs);
        decisions = List.copyOf(decisions);
    }

    /**
     * One run of the task.
     *
     * @param worker where
     * @param position which of the worker's tasks it is, from 1
     * @param of how many tasks the worker has
     * @param unit the other tasks of the unit that it belongs to, in their order; empty if it stands alone
     * @param workerFree when the task before it on the worker ends, 0 for the first
     * @param slack how much later it could finish with no sink later than the makespan
     * @param waits what it reads, what arrives last first; a dataset that it reads twice once
     * @param elsewhere what other workers would have offered, the earliest finish first
     */
    public record Run(
            String worker,
            int position,
            int of,
            double start,
            double finish,
            List<String> unit,
            double workerFree,
            double slack,
            List<Wait> waits,
            List<Alternative> elsewhere) {
        public Run {
            unit = List.copyOf(unit);
            waits = List.copyOf(waits);
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /**
     * A dataset that a task reads.
     *
     * @param dataset as its author knows it
     * @param from the worker that makes it
     * @param made when it is made
     * @param there when it is on the reader's worker
     */
    public record Wait(String dataset, String from, long bytes, double made, double there) {}

    /**
     * The task on another worker, everything else staying as planned.
     *
     * @param inputsThere when its inputs would be there
     * @param start the beginning of the first gap that is long enough, once the inputs are there
     */
    public record Alternative(String worker, double inputsThere, double start, double finish) {}

    /**
     * A dataset that the task makes.
     *
     * @param dataset as its author knows it
     * @param published the names under which it is published
     * @param readers tasks that read it, in the order in which they start
     */
    public record Output(String dataset, long bytes, List<String> published, List<Reader> readers) {
        public Output {
            published = List.copyOf(published);
            readers = List.copyOf(readers);
        }
    }

    /** A task that reads an output, and when it starts. */
    public record Reader(String task, String worker, double start) {}
}
