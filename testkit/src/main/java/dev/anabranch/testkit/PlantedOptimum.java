package dev.anabranch.testkit;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A problem whose shortest schedule is known: all workers are busy from beginning to end in the schedule that it was made
 * from, so nothing is shorter. Edges are only added where that schedule keeps them. After Kwok and Ahmad, "Benchmarking
 * and comparison of the task graph scheduling algorithms", 1999.
 *
 * @param problem contention-free, on equal workers
 * @param optimum the shortest makespan, in seconds
 */
public record PlantedOptimum(Problem problem, double optimum) {
    private static final Link SAME_HOST = new Link(1e-4, 1.25e9);
    private static final Link OTHER_HOST = new Link(1e-3, 125e6);

    /** From so many to so many tasks. */
    public static Arbitrary<PlantedOptimum> any(int fewest, int most) {
        return Combinators.combine(Arbitraries.integers().between(fewest, most), Arbitraries.longs())
                .as(PlantedOptimum::of)
                .withoutEdgeCases();
    }

    /** One problem; equal seeds, equal problems. */
    public static PlantedOptimum of(int tasks, long seed) {
        Random random = new Random(seed);
        int hosts = 1 + random.nextInt(4);
        int perHost = 1 + random.nextInt(4);
        int workers = hosts * perHost;
        double optimum = 100;
        List<double[]> runs = runs(Math.max(tasks, workers), workers, optimum, random);
        Collections.shuffle(runs, random);
        return new PlantedOptimum(problem(runs, hosts, perHost, random), optimum);
    }

    /** Each a worker, a start and an end. */
    private static List<double[]> runs(int tasks, int workers, double length, Random random) {
        List<double[]> runs = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            int count = tasks / workers + (worker < tasks % workers ? 1 : 0);
            double[] cuts = new double[count + 1];
            for (int i = 1; i < count; i++) {
                cuts[i] = length * random.nextDouble();
            }
            cuts[count] = length;
            Arrays.sort(cuts);
            for (int i = 0; i < count; i++) {
                runs.add(new double[] {worker, cuts[i], cuts[i + 1]});
            }
        }
        return runs;
    }

    private static Problem problem(List<double[]> runs, int hosts, int perHost, Random random) {
        int tasks = runs.size();
        double[] work = new double[tasks];
        Arrays.setAll(work, task -> runs.get(task)[2] - runs.get(task)[1]);
        List<int[]> edges = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        for (int tries = 6 * tasks; tries > 0; tries--) {
            int from = random.nextInt(tasks);
            int to = random.nextInt(tasks);
            double slack = runs.get(to)[1] - runs.get(from)[2];
            double bytes = Math.pow(10, 4 + 6 * random.nextDouble());
            double needed = 0;
            if (runs.get(from)[0] != runs.get(to)[0]) {
                boolean near = (int) runs.get(from)[0] / perHost == (int) runs.get(to)[0] / perHost;
                Link link = near ? SAME_HOST : OTHER_HOST;
                needed = link.latency() + bytes / link.bandwidth();
            }
            if (from != to && slack >= needed && edges.stream().noneMatch(e -> e[0] == from && e[1] == to)) {
                edges.add(new int[] {from, to});
                sizes.add(bytes);
            }
        }
        double[] readiness = new double[edges.size()];
        Arrays.fill(readiness, 1);
        Dag dag = new Dag(
                work,
                edges.stream().mapToInt(e -> e[0]).toArray(),
                edges.stream().mapToInt(e -> e[1]).toArray(),
                sizes.stream().mapToDouble(Double::doubleValue).toArray(),
                readiness);
        List<Host> machines = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            machines.add(new Host("h" + host, Collections.nCopies(perHost, 1.0), 0, List.of()));
        }
        return Problem.of(dag, Cluster.of(machines, SAME_HOST, OTHER_HOST));
    }
}
