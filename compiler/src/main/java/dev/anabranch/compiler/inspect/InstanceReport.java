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
 * @param cost what it takes and who says so
 * @param place where and when it runs
 * @param copies the workers that run the same task besides, rather than have its output sent
 * @param unit the tasks of the unit that it belongs to, in their order; empty if it stands alone
 * @param slack how much room there is
 * @param inputs what it reads, what is there last first; a dataset that it reads twice once
 * @param elsewhere what other workers that may run it would have offered, the earliest finish first
 * @param excluded how many workers may not run it
 * @param outputs what it makes
 * @param decisions what the optimiser decided about its family, and how all units were placed
 */
public record InstanceReport(
        String task,
        String call,
        String file,
        int line,
        Cost cost,
        Place place,
        List<String> copies,
        List<String> unit,
        Room slack,
        List<Input> inputs,
        List<Alternative> elsewhere,
        int excluded,
        List<Output> outputs,
        List<Reason> decisions) {
    public InstanceReport {
        copies = List.copyOf(copies);
        unit = List.copyOf(unit);
        inputs = List.copyOf(inputs);
        elsewhere = List.copyOf(elsewhere);
        outputs = List.copyOf(outputs);
        decisions = List.copyOf(decisions);
    }

    /**
     * What the task takes.
     *
     * @param work seconds on a worker of speed 1
     * @param timeSource where that came from, the name of a cost source
     * @param sizeSource where the sizes of its datasets came from
     */
    public record Cost(double work, String timeSource, String sizeSource) {}

    /**
     * Where and when it runs.
     *
     * @param position which of the worker's tasks it is, from 1
     * @param of how many tasks the worker has
     * @param speed the worker's
     * @param workerFree when the task before it on the worker ends, 0 for the first
     * @param before the task before it on the worker, or an empty string
     */
    public record Place(
            String worker,
            int position,
            int of,
            double speed,
            double start,
            double finish,
            double workerFree,
            String before) {}

    /**
     * How much later it could be.
     *
     * @param slack how much later it could finish with the run no longer, workers and orders staying as planned
     * @param chain the costliest chain of units through it, without transfers, on the fastest worker
     * @param criticalPath the costliest chain of all
     */
    public record Room(double slack, double chain, double criticalPath) {
        private static final double ROUNDING = 1e-9;

        /** Whether no chain of units is costlier than that through it. */
        public boolean onCriticalPath() {
            return chain >= criticalPath * (1 - ROUNDING);
        }
    }

    /**
     * A dataset that a task reads.
     *
     * @param dataset as its author knows it
     * @param by the task that makes it
     * @param from the worker that makes it
     * @param made when it is made
     * @param there when it is on the reader's worker
     * @param binding whether the task starts when it arrives, and could start sooner if it did
     */
    public record Input(
            String dataset, String by, String from, long bytes, double made, double there, boolean binding) {}

    /**
     * The task, with its unit, on another worker, everything else staying as planned.
     *
     * @param inputsThere when its inputs would be there
     * @param lastInput which dataset is there last, or an empty string if it reads none from outside
     * @param lastFrom the worker that makes it, or an empty string
     * @param start the beginning of the first gap that is long enough, once the inputs are there
     * @param later how much later than planned it would finish; negative if sooner
     */
    public record Alternative(
            String worker,
            double speed,
            double inputsThere,
            String lastInput,
            String lastFrom,
            double start,
            double finish,
            double later) {}

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

    /**
     * A task that reads an output.
     *
     * @param arrives when the output is on its worker
     * @param start when it starts
     */
    public record Reader(String task, String worker, double arrives, double start) {}

    /** A decision: who made it, and why. */
    public record Reason(String pass, String subject, String reason) {}
}
