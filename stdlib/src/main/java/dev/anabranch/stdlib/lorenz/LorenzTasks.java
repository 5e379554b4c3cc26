package dev.anabranch.stdlib.lorenz;

import dev.anabranch.api.Aggregate;
import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.FieldSum;
import dev.anabranch.stdlib.block.Fields;
import dev.anabranch.stdlib.block.Fresh;
import java.time.Duration;
import java.util.List;

/**
 * The Lorenz-96 model (Lorenz, 1996, "Predictability: a problem partly solved"): a circle of points whose state
 * behaves like a weather variable around a circle of latitude. It needs no data, and errors in it double about every
 * two days, which makes it the usual small model for ensemble forecasts. The unit of its states is arbitrary; the usual
 * forcing of 8 gives a mean of about 2.3 and a standard deviation of about 3.6.
 */
public final class LorenzTasks {
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    /** Seeds the state that all members start from; members' own seeds only perturb it. */
    private static final long TRUTH = 1996;

    private LorenzTasks() {}

    /**
     * A member's initial state: one state on the model's attractor, the same for all members of one size, forcing and
     * spin-up, plus normally distributed noise of its own.
     *
     * @param seed of the noise; equal seeds give equal states, on any machine
     * @param size points on the circle, at least 4
     * @param amplitude standard deviation of the noise
     * @param forcing the model's F; chaotic from about 5 on, usually 8
     * @param spinup how long the model runs from a random start until its state counts as weather; a multiple of 6h
     * @return the state, {@code [size]}
     */
    @Task
    @Cost(time = "200us", size = "320B")
    public static DoubleTensor perturb(
            TaskContext task,
            long seed,
            @Default("40") int size,
            @Default("0.001") double amplitude,
            @Default("8.0") double forcing,
            @Default("1200h") Duration spinup) {
        double[] state = spunUp(TRUTH, size, forcing, spinup).state();
        for (int i = 0; i < size; i++) {
            state[i] += amplitude * SplitMix.normal(seed, i);
        }
        return Fresh.copyOf(task.allocator(), state, size);
    }

    /**
     * A forecast: hands over the state after each {@code every}, the first one {@code every} after the start, as soon
     * as it is computed. As many as the flow's coordinate has are made.
     *
     * @param x0 the initial state, {@code [size]} with at least 4 points
     * @param every time between two states; a multiple of 6h divided by {@code substeps}
     * @param forcing the model's F
     * @param substeps steps of the Runge-Kutta method within 6h; 1 is accurate, more scale the work
     * @param states takes the states, each {@code [size]}
     */
    @Task
    @Cost(time = "5us", size = "320B")
    public static void forecast(
            TaskContext task,
            DoubleTensor x0,
            @Default("6h") Duration every,
            @Default("8.0") double forcing,
            @Default("1") int substeps,
            Emitter<DoubleTensor> states) {
        if (x0.rank() != 1) {
            throw new IllegalArgumentException("a state is [size], but x0 is " + x0);
        }
        requireSize(x0.size());
        if (substeps < 1) {
            throw new IllegalArgumentException("substeps must be at least 1, but is " + substeps);
        }
        long steps = steps("every", every, substeps);
        Lorenz96 model = new Lorenz96(Fresh.toArray(x0), forcing, Lorenz96.SIX_HOURS / substeps);
        for (int i = 0; i < states.count(); i++) {
            model.advance(steps);
            states.emit(Fresh.copyOf(task.allocator(), model.state(), x0.size()));
        }
    }

    /**
     * States of one long run, far enough apart to count as independent: the model's own climate, to compare a forecast
     * with, for example by {@code grid.efi}.
     *
     * @param seed of the run's random start
     * @param size points on the circle, at least 4
     * @param every time between two states; a multiple of 6h
     * @param forcing the model's F
     * @param spinup how long the model runs before the first interval begins; a multiple of 6h
     * @param samples takes the states, each {@code [size]}; as many as the flow's coordinate has
     */
    @Task
    @Cost(time = "50us", size = "320B")
    public static void climate(
            TaskContext task,
            long seed,
            @Default("40") int size,
            @Default("120h") Duration every,
            @Default("8.0") double forcing,
            @Default("1200h") Duration spinup,
            Emitter<DoubleTensor> samples) {
        long steps = steps("every", every, 1);
        Lorenz96 model = spunUp(seed, size, forcing, spinup);
        for (int i = 0; i < samples.count(); i++) {
            model.advance(steps);
            samples.emit(Fresh.copyOf(task.allocator(), model.state(), size));
        }
    }

    /**
     * The mean state.
     *
     * @param states at least one, all of one shape
     * @return the arithmetic mean at each point
     */
    @Task
    @Aggregate(partial = "sum", combine = "sumOfSums", finish = "divided")
    @Cost(time = "10us", size = "320B")
    public static DoubleTensor mean(TaskContext task, List<DoubleTensor> states) {
        return Fields.mean(task, states);
    }

    /** The sum of some states. */
    public static FieldSum sum(TaskContext task, List<DoubleTensor> states) {
        return FieldSum.of(task, states);
    }

    /** The sum of some sums. */
    public static FieldSum sumOfSums(TaskContext task, List<FieldSum> sums) {
        return FieldSum.ofSums(task, sums);
    }

    /** The mean of what was summed. */
    public static DoubleTensor divided(TaskContext task, FieldSum sum) {
        return sum.mean(task);
    }

    /** Starts from noise of the climate's mean and spread, so that even a large circle needs only a short spin-up. */
    private static Lorenz96 spunUp(long seed, int size, double forcing, Duration spinup) {
        requireSize(size);
        double[] noise = new double[size];
        for (int i = 0; i < size; i++) {
            noise[i] = forcing * (1.5 * SplitMix.uniform(seed, i) - 0.5);
        }
        Lorenz96 model = new Lorenz96(noise, forcing, Lorenz96.SIX_HOURS);
        if (!spinup.isZero()) {
            model.advance(steps("spinup", spinup, 1));
        }
        return model;
    }

    private static void requireSize(long size) {
        if (size < 4) {
            throw new IllegalArgumentException("the model needs at least 4 points, but size is " + size);
        }
    }

    private static long steps(String name, Duration time, int substeps) {
        Duration scaled = time.multipliedBy(substeps);
        long steps = scaled.dividedBy(SIX_HOURS);
        if (steps < 1 || !SIX_HOURS.multipliedBy(steps).equals(scaled)) {
            throw new IllegalArgumentException(name + " must be a positive multiple of 6h"
                    + (substeps == 1 ? "" : " / " + substeps) + ", the model's step, but is " + time);
        }
        return steps;
    }
}
