package dev.anabranch.driver.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.Noise;
import dev.anabranch.compiler.simulate.Spread;
import dev.anabranch.compiler.simulate.TransferOrder;
import dev.anabranch.model.cluster.Cluster;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseStudyTest {
    /** Independent tasks of one second, of which one worker of two has all. */
    private static PlannedProblem oneSided(int tasks) {
        double[] work = new double[tasks];
        Arrays.fill(work, 1);
        Dag dag = new Dag(work, new int[0], new int[0], new double[0], new double[0]);
        Problem problem = Problem.of(dag, Cluster.threads("a", 2, 0));
        int[] sequence = new int[tasks];
        double[][] works = new double[tasks][];
        for (int task = 0; task < tasks; task++) {
            sequence[task] = task;
            works[task] = new double[] {1};
        }
        WorkerOrders orders = WorkerOrders.ofSequence(2, sequence, new int[tasks], tasks);
        return new PlannedProblem(
                "one-sided", tasks, tasks, problem, orders, TransferOrder.ofArrival(), works, sequence);
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        NoiseReport one = NoiseStudy.run(oneSided(20), new Noise(0.5, 3), 50, 1);
        NoiseReport four = NoiseStudy.run(oneSided(20), new Noise(0.5, 3), 50, 4);
        assertThat(four).usingRecursiveComparison().ignoringFields("plan").isEqualTo(one);
        NoiseReport otherSeed = NoiseStudy.run(oneSided(20), new Noise(0.5, 4), 50, 1);
        assertThat(otherSeed.planned().mean()).isNotEqualTo(one.planned().mean());
    }

    @Test
    void theMeanOfAFactorIsOneAndItsLogarithmDeviatesBySigma() {
        NoiseReport single = NoiseStudy.run(oneSided(1), new Noise(0.5, 9), 20_000, 1);
        assertThat(single.planned().mean()).isCloseTo(1, within(0.015));
        // The median of a log-normal of mean 1 is exp(-sigma^2 / 2), its 84.13 % percentile a factor exp(sigma) above.
        double median = single.planned().percentile(50);
        assertThat(median).isCloseTo(Math.exp(-0.125), within(0.015));
        assertThat(single.planned().percentile(84.13) / median).isCloseTo(Math.exp(0.5), within(0.03));
    }

    @Test
    void stealingHalvesWhatOneWorkerHasAlone() {
        NoiseReport report = NoiseStudy.run(oneSided(40), new Noise(0.3, 1), 100);
        assertThat(report.stealing().percentile(100))
                .isLessThan(0.7 * report.planned().percentile(0));
        assertThat(report.taken()).isBetween(15.0, 25.0);
        assertThat(report.lowerBound().mean())
                .isLessThanOrEqualTo(report.stealing().mean());
    }

    @Test
    void nothingIsLostWithoutNoise() {
        NoiseReport report = NoiseStudy.run(oneSided(10), new Noise(0, 1), 3);
        assertThat(report.planned().mean()).isEqualTo(10);
        assertThat(report.loss()).isZero();
        assertThat(report.recovered(report.stealing())).isZero();
    }

    @Test
    void percentilesAreValuesAndGrow() {
        double[] values = {3, 1, 2, 2, 10};
        Spread spread = Spread.of(values);
        assertThat(spread.mean()).isCloseTo(3.6, within(1e-12));
        double last = spread.percentile(0);
        assertThat(last).isEqualTo(1);
        for (int percent = 0; percent <= 100; percent++) {
            double next = spread.percentile(percent);
            assertThat(values).contains(next);
            assertThat(next).isGreaterThanOrEqualTo(last);
            last = next;
        }
        assertThat(spread.percentile(50)).isEqualTo(2);
        assertThat(spread.percentile(100)).isEqualTo(10);
    }
}
