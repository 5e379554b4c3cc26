package dev.anabranch.compiler.schedule.problem;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be scheduled where: tasks, the edges between them and the workers, as columns. Schedulers, searches and
 * simulators all read the same columns, so that they cannot disagree about a duration.
 *
 * <p>An edge takes no time on one worker, {@link #near} seconds between workers of a host and {@link #far} seconds
 * between hosts. Edges of one message travel together: of a producer's edges with equal message numbers one transfer
 * goes to each host, and it is as long as the longest of them.
 */
public final class Problem {
    private final Dag dag;
    private final Cluster cluster;
    private final double[][] seconds;
    private final int[] kindOf;
    private final int[] workersOf;
    private final double[] near;
    private final double[] far;
    private final int[] message;
    private final int[][] candidates;
    private final double[] late;
    private final double sameHostShare;
    private final boolean[] once;
    private final double[] pauses;

    private Problem(
            Dag dag,
            Cluster cluster,
            double[][] seconds,
            int[] kindOf,
            double[] near,
            double[] far,
            double[] late,
            int[] message,
            int[][] candidates,
            boolean[] once,
            double[] pauses) {
        this.dag = dag;
        this.cluster = cluster;
        this.seconds = seconds;
        this.kindOf = kindOf;
        this.near = near;
        this.far = far;
        this.late = late;
        this.message = message;
        this.candidates = candidates;
        this.once = once;
        this.pauses = pauses;
        this.workersOf = new int[seconds.length];
        for (int kind : kindOf) {
            workersOf[kind]++;
        }
        double pairs = (double) cluster.workers() * (cluster.workers() - 1);
        double sameHost = 0;
        for (Host host : cluster.hosts()) {
            sameHost += (double) host.speeds().size() * (host.speeds().size() - 1);
        }
        this.sameHostShare = pairs == 0 ? 1 : sameHost / pairs;
    }

    /** Every task may run on every worker, and all that a task sends to one host travels as one message. */
    public static Problem of(Dag dag, Cluster cluster) {
        int[] message = new int[dag.edges()];
        Arrays.setAll(message, dag::source);
        return of(dag, cluster, message, everywhere(dag, cluster));
    }

    /**
     * A problem with messages and demands of its own.
     *
     * @param message for each edge the message that it belongs to; edges of one message have one source
     * @param candidates for each task the workers that may run it, ascending; tasks may share an array
     */
    public static Problem of(Dag dag, Cluster cluster, int[] message, int[][] candidates) {
        List<Double> speeds = new ArrayList<>();
        int[] kindOf = new int[cluster.workers()];
        for (int worker = 0; worker < kindOf.length; worker++) {
            if (!speeds.contains(cluster.speed(worker))) {
                speeds.add(cluster.speed(worker));
            }
            kindOf[worker] = speeds.indexOf(cluster.speed(worker));
        }
        double[][] seconds = new double[speeds.size()][dag.units()];
        for (int kind = 0; kind < seconds.length; kind++) {
            double speed = speeds.get(kind);
            for (int task = 0; task < dag.units(); task++) {
                seconds[kind][task] = dag.work(task) / speed;
            }
        }
        return of(dag, cluster, seconds, kindOf, message, candidates);
    }

    /**
     * A problem whose durations follow no speed.
     *
     * @param secondsOf for each worker the seconds of each task
     */
    public static Problem unrelated(Dag dag, Cluster cluster, double[][] secondsOf) {
        int[] message = new int[dag.edges()];
        Arrays.setAll(message, dag::source);
        int[] kindOf = new int[cluster.workers()];
        Arrays.setAll(kindOf, worker -> worker);
        return of(dag, cluster, secondsOf, kindOf, message, everywhere(dag, cluster));
    }

    private static Problem of(
            Dag dag, Cluster cluster, double[][] seconds, int[] kindOf, int[] message, int[][] candidates) {
        double[] near = new double[dag.edges()];
        double[] far = new double[dag.edges()];
        double[] late = new double[dag.edges()];
        boolean early = false;
        for (int edge = 0; edge < near.length; edge++) {
            near[edge] = time(cluster.sameHost(), dag.bytes(edge));
            far[edge] = time(cluster.otherHost(), dag.bytes(edge));
            late[edge] = 1 - dag.readiness(edge);
            early |= late[edge] != 0;
        }
        double[] known = early ? late : new double[0];
        return new Problem(
                dag, cluster, seconds, kindOf, near, far, known, message, candidates, new boolean[0], new double[0]);
    }

    private static double time(Link link, double bytes) {
        return link.latency() + bytes / link.bandwidth();
    }

    private static int[][] everywhere(Dag dag, Cluster cluster) {
        int[] all = new int[cluster.workers()];
        Arrays.setAll(all, worker -> worker);
        int[][] candidates = new int[dag.units()][];
        Arrays.fill(candidates, all);
        return candidates;
    }

    /**
     * The same problem with other durations.
     *
     * @param ofKind for each kind of worker the seconds of each task. The columns are not copied: who rewrites them between
     *     two simulations has both read what holds then
     */
    public Problem withSeconds(double[][] ofKind) {
        return new Problem(dag, cluster, ofKind, kindOf, near, far, late, message, candidates, once, pauses);
    }

    /**
     * The same tasks on some of the workers, which are numbered anew from 0 in the order given.
     *
     * @param workers ascending; every task must be able to run on one of them
     */
    public Problem restrictedTo(int[] workers) {
        List<Host> hosts = new ArrayList<>();
        int[] kinds = new int[workers.length];
        int[] newNumber = new int[workers()];
        Arrays.fill(newNumber, -1);
        for (int i = 0; i < workers.length; ) {
            int host = cluster.hostOf(workers[i]);
            List<Double> speeds = new ArrayList<>();
            for (; i < workers.length && cluster.hostOf(workers[i]) == host; i++) {
                speeds.add(cluster.speed(workers[i]));
                kinds[i] = kindOf[workers[i]];
                newNumber[workers[i]] = i;
            }
            Host old = cluster.hosts().get(host);
            hosts.add(old.withSpeeds(speeds));
        }
        Cluster part =
                Cluster.of(hosts, cluster.sameHost(), cluster.otherHost()).withModel(cluster.model());
        return new Problem(dag, part, seconds, kinds, near, far, late, message, narrowed(newNumber), once, pauses);
    }

    /**
     * The same tasks and workers with narrower demands.
     *
     * @param few for each task some of the workers that may run it, ascending; tasks may share an array
     */
    public Problem withCandidates(int[][] few) {
        return new Problem(dag, cluster, seconds, kindOf, near, far, late, message, few, once, pauses);
    }

    private int[][] narrowed(int[] newNumber) {
        int[][] narrowed = new int[candidates.length][];
        int[] lastOld = new int[0];
        int[] lastNew = new int[0];
        for (int task = 0; task < narrowed.length; task++) {
            if (candidates[task] != lastOld) {
                lastOld = candidates[task];
                lastNew = Arrays.stream(lastOld)
                        .map(worker -> newNumber[worker])
                        .filter(worker -> worker >= 0)
                        .toArray();
            }
            narrowed[task] = lastNew;
        }
        return narrowed;
    }

    /**
     * The same problem with tasks that must not run again elsewhere.
     *
     * @param tasks for each task whether it is one of them
     */
    public Problem runningOnce(boolean[] tasks) {
        return new Problem(dag, cluster, seconds, kindOf, near, far, late, message, candidates, tasks, pauses);
    }

    /**
     * The same problem where workers are busy with something else after some tasks, which may be read meanwhile.
     *
     * @param seconds for each task how long
     */
    public Problem pausingAfter(double[] seconds) {
        return new Problem(
                dag, cluster, this.seconds, kindOf, near, far, late, message, candidates, once, seconds.clone());
    }

    /** Seconds that a task's worker is busy with something else after it. */
    public double pause(int task) {
        return pauses.length == 0 ? 0 : pauses[task];
    }

    /** Whether a task may run on several workers. */
    public boolean mayCopy(int task) {
        return once.length == 0 || !once[task];
    }

    /** Whether a task may run on a worker. */
    public boolean mayRun(int task, int worker) {
        return candidates[task].length == kindOf.length || Arrays.binarySearch(candidates[task], worker) >= 0;
    }

    /** Whether every task can run on one of these workers. */
    public boolean canRunOn(int[] workers) {
        boolean[] chosen = new boolean[workers()];
        for (int worker : workers) {
            chosen[worker] = true;
        }
        int[] seen = new int[0];
        for (int[] wanted : candidates) {
            if (wanted != seen) {
                seen = wanted;
                boolean found = false;
                for (int worker : wanted) {
                    found |= chosen[worker];
                }
                if (!found) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The tasks and edges. */
    public Dag dag() {
        return dag;
    }

    /** The hosts, workers and links. */
    public Cluster cluster() {
        return cluster;
    }

    /** How many tasks there are. */
    public int tasks() {
        return dag.units();
    }

    /** How many workers there are. */
    public int workers() {
        return kindOf.length;
    }

    /** How many hosts there are. */
    public int hosts() {
        return cluster.hosts().size();
    }

    /** The host of a worker. */
    public int hostOf(int worker) {
        return cluster.hostOf(worker);
    }

    /** The workers that may run a task, ascending. */
    public int[] candidates(int task) {
        return candidates[task];
    }

    /** Seconds that a task takes on a worker. */
    public double seconds(int task, int worker) {
        return seconds[kindOf[worker]][task];
    }

    /** Workers of one kind take equally long for every task. */
    public int kindOf(int worker) {
        return kindOf[worker];
    }

    /** How many kinds of workers the columns know. */
    public int kinds() {
        return seconds.length;
    }

    /** Seconds that a task takes on the worker of its candidates that runs it fastest. */
    public double fastest(int task) {
        double least = Double.POSITIVE_INFINITY;
        if (candidates[task].length == kindOf.length) {
            for (int kind = 0; kind < seconds.length; kind++) {
                least = workersOf[kind] > 0 ? Math.min(least, seconds[kind][task]) : least;
            }
            return least;
        }
        for (int worker : candidates[task]) {
            least = Math.min(least, seconds(task, worker));
        }
        return least;
    }

    /** The mean of {@link #seconds} over the workers that may run a task. */
    public double meanSeconds(int task) {
        double sum = 0;
        if (candidates[task].length == kindOf.length) {
            for (int kind = 0; kind < seconds.length; kind++) {
                sum += workersOf[kind] * seconds[kind][task];
            }
            return sum / kindOf.length;
        }
        for (int worker : candidates[task]) {
            sum += seconds(task, worker);
        }
        return sum / candidates[task].length;
    }

    /** Seconds of an edge between two workers of one host. */
    public double near(int edge) {
        return near[edge];
    }

    /** Seconds of an edge between two hosts. */
    public double far(int edge) {
        return far[edge];
    }

    /** The message that carries an edge. */
    public int message(int edge) {
        return message[edge];
    }

    /** Whether some edges are there before their producers' end. */
    public boolean hasEarly() {
        return late.length > 0;
    }

    /**
     * How much of its producer's run is left when an edge's dataset is there for other workers, from 0 to 1; the
     * producer's own worker has it at the end.
     */
    public double late(int edge) {
        return late.length == 0 ? 0 : late[edge];
    }

    /** Seconds of an edge from one worker to another, 0 to itself. */
    public double transfer(int edge, int from, int to) {
        return from == to ? 0 : cluster.hostOf(from) == cluster.hostOf(to) ? near[edge] : far[edge];
    }

    /** The mean of {@link #transfer} over all ordered pairs of different workers; 0 if there is only one worker. */
    public double meanTransfer(int edge) {
        return kindOf.length == 1 ? 0 : sameHostShare * near[edge] + (1 - sameHostShare) * far[edge];
    }

    /**
     * When the dataset of an edge, made by a run on one worker, can be on another.
     *
     * @param finish of the run that makes it
     */
    public double arrival(int edge, double finish, int from, int to) {
        if (from == to) {
            return finish;
        }
        double there = late.length == 0 ? finish : finish - late[edge] * seconds(dag.source(edge), from);
        return there + (cluster.hostOf(from) == cluster.hostOf(to) ? near[edge] : far[edge]);
    }
}
