package dev.anabranch.driver.noise;

import dev.anabranch.compiler.simulate.Noise;
import dev.anabranch.compiler.simulate.NoisyRuns;
import dev.anabranch.compiler.simulate.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes many runs of a plan, on all cores. What comes out depends on the seed, not on the number of cores. */
public final class NoiseStudy {
    private final PlannedProblem plan;
    private final Noise noise;
    private final double[] planned;
    private final double[] stealing;
    private final double[] ranked;
    private final double[] bounds;
    private final double[] taken;

    private NoiseStudy(PlannedProblem plan, Noise noise, int runs) {
        this.plan = plan;
        this.noise = noise;
        this.planned = new double[runs];
        this.stealing = new double[runs];
        this.ranked = new double[runs];
        this.bounds = new double[runs];
        this.taken = new double[runs];
    }

    /** Makes so many runs, at least one. */
    public static NoiseReport run(PlannedProblem plan, Noise noise, int runs) {
        return run(plan, noise, runs, Runtime.getRuntime().availableProcessors());
    }

    static NoiseReport run(PlannedProblem plan, Noise noise, int runs, int threads) {
        NoiseStudy study = new NoiseStudy(plan, noise, runs);
        study.run(Math.max(1, Math.min(threads, runs)));
        return new NoiseReport(
                plan,
                noise,
                runs,
                Spread.of(study.planned),
                Spread.of(study.stealing),
                Spread.of(study.ranked),
                Spread.of(study.bounds),
                Spread.of(study.taken).mean());
    }

    private void run(int threads) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService cores = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(cores.submit(() -> work(next)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the runs were interrupted", e);
        } finally {
            cores.shutdownNow();
        }
    }

    private void work(AtomicInteger next) {
        NoisyRuns runs = new NoisyRuns(
                plan.problem(), plan.orders(), plan.transfers(), plan.taskWorks(), plan.originals(), noise);
        for (int number = next.getAndIncrement(); number < planned.length; number = next.getAndIncrement()) {
            NoisyRuns.Outcome outcome = runs.run(number);
            planned[number] = outcome.planned();
            stealing[number] = outcome.stealing();
            ranked[number] = outcome.ranked();
            bounds[number] = outcome.lowerBound();
            taken[number] = outcome.taken();
        }
    }
}
