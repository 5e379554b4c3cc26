package dev.anabranch.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.list.Cpop;
import dev.anabranch.compiler.schedule.list.DuplicatingHeft;
import dev.anabranch.compiler.schedule.list.DynamicLevel;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small examples whose optima are known, and the textbook example with its published makespans. */
class KnownOptimaTest {
    private static final Link AS_MANY_SECONDS_AS_BYTES = new Link(0, 1);

    private static Cluster workers(int count) {
        return Cluster.of(
                List.of(new Host("a", Collections.nCopies(count, 1.0), 0, List.of())),
                AS_MANY_SECONDS_AS_BYTES,
                AS_MANY_SECONDS_AS_BYTES);
    }

    /** Tasks as {@code A2 B4}, edges as {@code AB10 AC10}. */
    private static Problem problem(String tasks, String edges, int workers) {
        String[] named = tasks.split(" ");
        String names =
                String.join("", Arrays.stream(named).map(t -> t.substring(0, 1)).toList());
        double[] work = Arrays.stream(named)
                .mapToDouble(t -> Double.parseDouble(t.substring(1)))
                .toArray();
        String[] drawn = edges.split(" ");
        return Problem.of(
                new Dag(
                        work,
                        Arrays.stream(drawn)
                                .mapToInt(e -> names.indexOf(e.charAt(0)))
                                .toArray(),
                        Arrays.stream(drawn)
                                .mapToInt(e -> names.indexOf(e.charAt(1)))
                                .toArray(),
                        Arrays.stream(drawn)
                                .mapToDouble(e -> Double.parseDouble(e.substring(2)))
                                .toArray(),
                        Arrays.stream(drawn).mapToDouble(e -> 1).toArray()),
                workers(workers));
    }

    private static double searched(Problem problem, boolean duplication) {
        return ScheduleSearch.run(problem, MachineModel.CONTENTION_FREE, duplication, 1, Budget.ofEffort(300_000))
                .makespan();
    }

    @ParameterizedTest
    @CsvSource({
        "A2 B4 C4, AB10 AC10, 2, 10, 6", // a cheap producer of much
        "S6 A1 D6 B5 C5, SA1 AB8 AC8, 2, 17, 13", // run A again, but send S
        "A5 D5 B4 C4, AB1 AC1, 2, 10, 10", // busy workers: run nothing again
        "A1 B3 C3 D3 E3, AB4 AC4 AD4 AE4, 4, 8, 4", // to everyone
        "X2 Y2 B6 C6, XY9 YB9 YC9, 2, 16, 10", // a whole chain again
        "A2 B1 C1 D1, AD8 BC4 BD2 CD8, 2, 5, 5" // an idle worker is better than a busy one
    })
    void theOptimumIsFound(String tasks, String edges, int workers, double without, double with) {
        Problem problem = problem(tasks, edges, workers);
        assertThat(searched(problem, false)).isEqualTo(without);
        assertThat(searched(problem, true)).isEqualTo(with);
    }

    @Test
    void theTextbookExampleHasItsPublishedMakespans() {
        double[][] seconds = {
            {14, 13, 11, 13, 12, 13, 7, 5, 18, 21},
            {16, 19, 13, 8, 13, 16, 15, 11, 12, 7},
            {9, 18, 19, 17, 10, 9, 11, 14, 20, 16}
        };
        int[][] edges = {
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
        Dag dag = new Dag(
                new double[10],
                Arrays.stream(edges).mapToInt(e -> e[0] - 1).toArray(),
                Arrays.stream(edges).mapToInt(e -> e[1] - 1).toArray(),
                Arrays.stream(edges).mapToDouble(e -> e[2]).toArray(),
                Arrays.stream(edges).mapToDouble(e -> 1).toArray());
        Problem problem = Problem.unrelated(dag, workers(3), seconds);
        assertThat(makespan(problem, new InsertionHeft())).isEqualTo(80);
        assertThat(makespan(problem, new Cpop())).isEqualTo(86);
        assertThat(makespan(problem, new DynamicLevel())).isEqualTo(91);
        assertThat(makespan(problem, new DuplicatingHeft())).isCloseTo(73, within(1e-9));
        assertThat(searched(problem, false)).isEqualTo(73);
    }

    private static double makespan(Problem problem, ListScheduler scheduler) {
        WorkerOrders orders = scheduler.schedule(problem);
        return ExactTimes.makespan(MachineModel.CONTENTION_FREE, problem, orders);
    }
}
