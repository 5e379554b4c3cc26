package dev.anabranch.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.schedule.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeftTest {
    /** Durations on three machines, and edges as (from, to, seconds), of the example in the paper of 2002. */
    private static final double[][] SECONDS = {
        {14, 16, 9}, {13, 19, 18}, {11, 13, 19}, {13, 8, 17}, {12, 13, 10},
        {13, 16, 9}, {7, 15, 11}, {5, 11, 14}, {18, 12, 20}, {21, 7, 16}
    };

    private static final int[][] EDGES = {
        {1, 2, 18},
        {1, 3, 12},
        {1, 4, 9},
        {1, 5, 11},
        {1, 6, 14},
        {2, 8, 19},
        {2, 9, 16},
        {3, 7, 23},
        {4, 8, 27},
        {4, 9, 23},
        {5, 9, 13},
        {6, 8, 15},
        {7, 10, 17},
        {8, 10, 11},
        {9, 10, 13}
    };

    @Test
    void theExampleOfThePaperTakesEighty() {
        int[] from = Arrays.stream(EDGES).mapToInt(e -> e[0] - 1).toArray();
        int[] to = Arrays.stream(EDGES).mapToInt(e -> e[1] - 1).toArray();
        double[] bytes = Arrays.stream(EDGES).mapToDouble(e -> e[2]).toArray();
        Schedule schedule = Heft.schedule(new Dag(new double[10], from, to, bytes, ones(EDGES.length)), new Machine(3) {
            @Override
            public double seconds(int unit, int worker) {
                return SECONDS[unit][worker];
            }

            @Override
            public double transfer(int source, int target, double size) {
                return size;
            }
        });
        assertThat(schedule.makespan()).isEqualTo(80);
        assertThat(schedule.order().row(2)).containsExactly(0, 2, 4, 6);
    }

    @Test
    void aGapThatFitsIsUsed() {
        // The last unit waits for slow data from the other worker; a short independent one slips in before it.
        Dag dag = new Dag(new double[] {5, 4, 3, 1}, new int[] {0, 1}, new int[] {2, 2}, new double[] {2, 2}, ones(2));
        Schedule schedule = Heft.schedule(dag, new Machine(2) {
            @Override
            public double seconds(int unit, int worker) {
                return dag.work(unit);
            }

            @Override
            public double transfer(int source, int target, double size) {
                return size;
            }
        });
        assertThat(schedule.start(2)).isEqualTo(6);
        assertThat(schedule.start(3)).isEqualTo(4);
        assertThat(schedule.worker(3)).isEqualTo(1);
    }

    @Test
    void whatAGeneratorHandsOverEarlyIsReadEarlyElsewhere() {
        Dag dag = new Dag(
                new double[] {10, 1, 1}, new int[] {0, 0}, new int[] {1, 2}, new double[] {0, 0}, new double[] {0.5, 1
                });
        Schedule schedule = Heft.schedule(dag, new Machine(2) {
            @Override
            public double seconds(int unit, int worker) {
                return dag.work(unit);
            }

            @Override
            public double transfer(int source, int target, double size) {
                return 0.25;
            }
        });
        assertThat(schedule.worker(1)).isEqualTo(1);
        assertThat(schedule.start(1)).isEqualTo(5.25);
        assertThat(schedule.start(2)).isEqualTo(10);
    }

    @Test
    void equalTasksOfAFamilyStayInOrder() {
        int units = 100;
        double[] work = new double[units];
        Arrays.fill(work, 1e-3);
        Dag dag = new Dag(work, new int[0], new int[0], new double[0], new double[0]);
        Schedule schedule = Heft.schedule(dag, new Equal(dag, 4));
        for (int worker = 0; worker < 4; worker++) {
            int first = worker;
            assertThat(schedule.order().row(worker))
                    .containsExactly(IntStream.range(0, units / 4)
                            .map(i -> first + 4 * i)
                            .toArray());
        }
        assertThat(schedule.makespan()).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void aHundredThousandUnitsOnEightWorkersTakeSeconds() {
        Dag dag = layers(100_000, 100, 3);
        Schedule schedule = timed(dag, 8, Duration.ofSeconds(10));
        assertThat(schedule.makespan()).isGreaterThanOrEqualTo(total(dag) / 8);
    }

    @Test
    void aMillionUnitsOnTwoWorkersAreFeasible() {
        Dag dag = layers(1_000_000, 1000, 2);
        Schedule schedule = timed(dag, 2, Duration.ofSeconds(60));
        assertThat(schedule.makespan()).isGreaterThanOrEqualTo(total(dag) / 2 * (1 - 1e-9));
    }

    private static Schedule timed(Dag dag, int workers, Duration limit) {
        return assertTimeout(limit, () -> Heft.schedule(dag, new Equal(dag, workers)));
    }

    private static double total(Dag dag) {
        double sum = 0;
        for (int unit = 0; unit < dag.units(); unit++) {
            sum += dag.work(unit);
        }
        return sum;
    }

    /** Layers of a width; each unit reads so many of the layer before, scattered by a fixed rule. */
    private static Dag layers(int units, int width, int reads) {
        int edges = (units - width) * reads;
        double[] work = new double[units];
        int[] from = new int[edges];
        int[] to = new int[edges];
        double[] bytes = new double[edges];
        int edge = 0;
        for (int unit = 0; unit < units; unit++) {
            work[unit] = 1e-3 * (1 + (unit * 7919L) % 17);
            for (int i = 0; i < reads && unit >= width; i++) {
                from[edge] = (unit / width - 1) * width + (int) ((unit * 31L + i * 57L) % width);
                to[edge] = unit;
                bytes[edge++] = 1e-4 * ((unit + i) % 5);
            }
        }
        return new Dag(work, from, to, bytes, ones(edges));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Equal workers; a transfer takes as many seconds as it has bytes. */
    private static final class Equal extends Machine {
        private final Dag dag;

        Equal(Dag dag, int workers) {
            super(workers);
            this.dag = dag;
        }

        @Override
        public double seconds(int unit, int worker) {
            return dag.work(unit);
        }

        @Override
        public double transfer(int source, int target, double size) {
            return size;
        }
    }

    /** Every worker may run everything, and all pairs of workers are alike. */
    private abstract static class Machine implements CostModel {
        private final int[] workers;

        Machine(int workers) {
            this.workers = new int[workers];
            Arrays.setAll(this.workers, i -> i);
        }

        @Override
        public int workers() {
            return workers.length;
        }

        @Override
        public int[] candidates(int unit) {
            return workers;
        }

        @Override
        public double meanTransfer(double bytes) {
            return workers.length > 1 ? transfer(0, 1, bytes) : 0;
        }
    }
}
