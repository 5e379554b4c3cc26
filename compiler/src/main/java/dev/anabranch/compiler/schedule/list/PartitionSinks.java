package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.Paths;
import dev.anabranch.compiler.analyse.TracePaths;
import dev.anabranch.compiler.schedule.partition.Partition;
import dev.anabranch.compiler.schedule.partition.WeightedGraph;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * Splits the graph by its sinks and paths over the hosts so that little crosses, then places each host's tasks on its
 * workers.
 *
 * <pre>
 *   read -> model -> map       host a:  read -> model -> map
 *        \       \                           |
 *         -> check -> sum  =>  ------------- | ---------------
 *                    /         host b:        -> check -> sum
 *   obs -> clean ---                    obs -> clean -----/
 * </pre>
 *
 * <p>What is dealt out are heaviest paths ({@link TracePaths}), since a path cannot run beside itself: dealing out paths, and
 * not the tasks of one stretch of time, keeps all hosts busy all the time. Paths that share much data, so those of sinks
 * with common ancestors, come together ({@link Partition}). Each host gets work by its speed. A task stays on the host of its
 * path, unless no worker there may run it; which tasks had better leave is for the search to find out, which starts from
 * this.
 */
public final class PartitionSinks implements ListScheduler {
    private static final double SLACK = 0.05;

    private final String within;
    private final BiFunction<Problem, double[], WorkerOrders> placement;

    private PartitionSinks(String within, BiFunction<Problem, double[], WorkerOrders> placement) {
        this.within = within;
        this.placement = placement;
    }

    /** HEFT with insertion on each host. */
    public static PartitionSinks contentionFree() {
        return new PartitionSinks("", (problem, ranks) -> {
            Partial partial = new Partial(problem);
            InsertionHeft.decode(partial, new ReadyTasks(problem.dag(), ranks));
            return partial.orders();
        });
    }

    /** HEFT that reserves network cards. */
    public static PartitionSinks onePort() {
        return new PartitionSinks(
                "-OP", (problem, ranks) -> OnePortHeft.decode(problem, new ReadyTasks(problem.dag(), ranks)));
    }

    /** HEFT that appends, for very many tasks. */
    public static PartitionSinks appending() {
        return new PartitionSinks(
                "-append", (problem, ranks) -> AppendHeft.decode(problem, new ReadyTasks(problem.dag(), ranks)));
    }

    @Override
    public String name() {
        return "PARTITION" + within;
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        int[] host = hosts(problem);
        return placement.apply(problem.withCandidates(candidates(problem, host)), ranks(problem, host));
    }

    /** The host of each task. */
    private static int[] hosts(Problem problem) {
        int[] host = new int[problem.tasks()];
        if (problem.hosts() > 1) {
            Paths paths = TracePaths.of(problem.dag(), problem::meanSeconds, problem::meanTransfer);
            double[] share = new double[problem.hosts()];
            double all = 0;
            for (int worker = 0; worker < problem.workers(); worker++) {
                share[problem.hostOf(worker)] += problem.cluster().speed(worker);
                all += problem.cluster().speed(worker);
            }
            for (int h = 0; h < share.length; h++) {
                share[h] /= all;
            }
            int[] hostOfPath = new Partition(share, SLACK).of(graph(problem, paths));
            Arrays.setAll(host, task -> hostOfPath[paths.pathOf(task)]);
        }
        return host;
    }

    /** Paths with the seconds that they take, and what they send each other with the seconds that takes between hosts. */
    private static WeightedGraph graph(Problem problem, Paths paths) {
        Dag dag = problem.dag();
        double[] weight = new double[paths.count()];
        int[] only = new int[paths.count()];
        Arrays.fill(only, -1);
        int[] from = new int[dag.edges()];
        int[] to = new int[dag.edges()];
        double[] cost = new double[dag.edges()];
        int[] lastMessage = new int[paths.count()];
        Arrays.fill(lastMessage, -1);
        int edges = 0;
        for (int task = 0; task < dag.units(); task++) {
            int path = paths.pathOf(task);
            weight[path] += problem.meanSeconds(task);
            only[path] = Math.max(only[path], onlyHost(problem, task));
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int reader = paths.pathOf(dag.target(edge));
                // A message goes to a host once, however many there read it.
                if (reader != path && lastMessage[reader] != problem.message(edge)) {
                    lastMessage[reader] = problem.message(edge);
                    from[edges] = path;
                    to[edges] = reader;
                    cost[edges++] = problem.far(edge);
                }
            }
        }
        return new WeightedGraph(weight, only, from, to, cost, edges);
    }

    /** The host that has all of a task's candidates, if it is only one. */
    private static int onlyHost(Problem problem, int task) {
        int[] candidates = problem.candidates(task);
        int first = problem.hostOf(candidates[0]);
        return first == problem.hostOf(candidates[candidates.length - 1]) ? first : -1;
    }

    /** For each task those of its candidates that are on its host or, if there are none, all. */
    private static int[][] candidates(Problem problem, int[] host) {
        int[][] few = new int[problem.tasks()][];
        int[] sameAs = new int[problem.hosts()];
        Arrays.fill(sameAs, -1);
        for (int task = 0; task < few.length; task++) {
            int h = host[task];
            int[] all = problem.candidates(task);
            if (sameAs[h] < 0 || problem.candidates(sameAs[h]) != all) {
                int[] here = Arrays.stream(all)
                        .filter(worker -> problem.hostOf(worker) == h)
                        .toArray();
                few[task] = here.length == 0 ? all : here;
                sameAs[h] = task;
            } else {
                few[task] = few[sameAs[h]];
            }
        }
        return few;
    }

    /** Upward ranks in which data travels between hosts only where it is known to. */
    private static double[] ranks(Problem problem, int[] host) {
        Dag dag = problem.dag();
        int[] workersOn = new int[problem.hosts()];
        for (int worker = 0; worker < problem.workers(); worker++) {
            workersOn[problem.hostOf(worker)]++;
        }
        double[] rank = new double[problem.tasks()];
        for (int place = dag.units() - 1; place >= 0; place--) {
            int task = dag.inOrder(place);
            double own = problem.meanSeconds(task);
            rank[task] = own;
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int reader = dag.target(edge);
                double near = problem.near(edge) * (1 - 1.0 / workersOn[host[task]]);
                double behind = (host[task] == host[reader] ? near : problem.far(edge)) + rank[reader];
                rank[task] = Math.max(rank[task], (1 - problem.late(edge)) * own + behind);
            }
        }
        return rank;
    }
}
