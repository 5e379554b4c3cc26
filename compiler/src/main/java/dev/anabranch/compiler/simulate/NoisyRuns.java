package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.List;

/**
 * Runs a plan many times in virtual time, each time with other durations: its orders as planned, its orders with work stealing
 * on top, and without its orders, as a list scheduler would that is called while the run goes on. All three meet the same
 * durations. One object is for one thread; a run's outcome does not depend on which object makes it.
 */
public final class NoisyRuns {
    private final Noise noise;
    private final NoisyDurations durations;
    private final PlannedOrder asPlanned;
    private final StealingWorkers stealing;
    private final RankedWorkers ranked;

    /**
     * @param planned the problem that the plan answers
     * @param orders its answer, in which each task runs once
     * @param transfers the order in which network cards take up transfers for the workers' orders as planned
     * @param taskWorks for each task of the problem the work of its parts, each of which takes other times than planned by a
     *     factor of its own
     * @param originals for each task itself, or the task of a lower number that it computes again, as work of its own but by
     *     the same factors
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task does not run once
     */
    public NoisyRuns(
            Problem planned,
            WorkerOrders orders,
            TransferOrder transfers,
            double[][] taskWorks,
            int[] originals,
            Noise noise) {
        this.noise = noise;
        this.durations = new NoisyDurations(planned, taskWorks, originals);
        this.asPlanned = new PlannedOrder(durations.actual(), orders, transfers);
        this.stealing = new StealingWorkers(planned, durations.actual(), orders);
        this.ranked = new RankedWorkers(planned, durations.actual());
    }

    /**
     * Makespans of one run, in seconds.
     *
     * @param planned of the workers' orders as planned
     * @param stealing of the same, where idle workers take tasks from others
     * @param ranked of the list schedule that is made as the run goes on
     * @param lowerBound nobody who had known the durations could have ended sooner
     * @param taken how many tasks stealing moved
     */
    public record Outcome(double planned, double stealing, double ranked, double lowerBound, int taken) {}

    /**
     * A run in full. Times in seconds.
     *
     * @param worker for each task the worker that ran it
     * @param start for each task when it began
     * @param finish for each task when it ended
     * @param transfers those between hosts where network cards limit them, otherwise none; places are the tasks whose data
     *     moves, messages are numbered as the problem numbers them
     */
    @SuppressWarnings("ArrayRecordComponent") // columns, written once by the simulator that made them
    public record Trace(int[] worker, double[] start, double[] finish, List<Moved> transfers) {
        /** What moved from one host to another, and when. */
        public record Moved(int message, int from, int to, double start, double finish) {}
    }

    /** The run of a number with stealing, in full. */
    public Trace traceOfStealing(int number) {
        durations.draw(noise, number);
        stealing.run(noise.choices(number));
        return stealing.trace();
    }

    /** The run of a number as a list schedule that is made as the run goes on, in full. */
    public Trace traceOfRanked(int number) {
        durations.draw(noise, number);
        ranked.run();
        return ranked.trace();
    }

    /** The run of a number, from 0. */
    public Outcome run(int number) {
        durations.draw(noise, number);
        double planned = asPlanned.makespan();
        double stolen = stealing.run(noise.choices(number));
        return new Outcome(planned, stolen, ranked.run(), durations.lowerBound(), stealing.taken());
    }
}
