package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;

/** A problem whose durations are drawn anew for each run, in place. */
final class NoisyDurations {
    private final Problem planned;
    private final Problem actual;
    private final double[][] taskWorks;
    private final int[] originals;
    private final int[] firstFactor;
    private final double[] factors;
    private final double[] work;
    private final double[][] seconds;
    private final double[] speedOfKind;
    private final double[] behind;
    private final double fastest;
    private final double allSpeeds;

    /**
     * @param taskWorks for each unit the work of its tasks, whose sum in this order is the unit's
     * @param originals for each unit itself, or the one of a lower number that it is another run of
     */
    NoisyDurations(Problem planned, double[][] taskWorks, int[] originals) {
        this.planned = planned;
        this.taskWorks = taskWorks;
        this.originals = originals;
        this.firstFactor = new int[taskWorks.length];
        int tasks = 0;
        for (int unit = 0; unit < taskWorks.length; unit++) {
            boolean again = originals[unit] != unit;
            firstFactor[unit] = again ? firstFactor[originals[unit]] : tasks;
            tasks += again ? 0 : taskWorks[unit].length;
        }
        this.factors = new double[tasks];
        this.work = new double[planned.tasks()];
        this.seconds = new double[planned.kinds()][planned.tasks()];
        this.actual = planned.withSeconds(seconds);
        this.behind = new double[planned.tasks()];
        this.speedOfKind = new double[planned.kinds()];
        Cluster cluster = planned.cluster();
        double highest = 0;
        double sum = 0;
        for (int worker = 0; worker < planned.workers(); worker++) {
            double speed = cluster.speed(worker);
            speedOfKind[planned.kindOf(worker)] = speed;
            highest = Math.max(highest, speed);
            sum += speed;
        }
        this.fastest = highest;
        this.allSpeeds = sum;
    }

    /** The problem with the durations that were drawn last. */
    Problem actual() {
        return actual;
    }

    void draw(Noise noise, int run) {
        noise.fill(run, factors);
        for (int unit = 0; unit < work.length; unit++) {
            double sum = 0;
            int next = firstFactor[unit];
            for (double planned : taskWorks[unit]) {
                sum += planned * factors[next++];
            }
            work[unit] = sum;
        }
        for (int kind = 0; kind < seconds.length; kind++) {
            double speed = speedOfKind[kind];
            double[] column = seconds[kind];
            for (int unit = 0; unit < work.length; unit++) {
                column[unit] = work[unit] / speed;
            }
        }
    }

    /**
     * What nobody can undercut who knows the durations that were drawn last: the critical path on the fastest worker, and
     * all work spread evenly, each unit once, both without transfers.
     */
    double lowerBound() {
        Dag dag = planned.dag();
        double longest = 0;
        double area = 0;
        for (int place = dag.units() - 1; place >= 0; place--) {
            int unit = dag.inOrder(place);
            double own = work[unit] / fastest;
            double path = own;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int edge = dag.outEdge(unit, i);
                path = Math.max(path, dag.readiness(edge) * own + behind[dag.target(edge)]);
            }
            behind[unit] = path;
            longest = Math.max(longest, path);
            area += originals[unit] == unit ? work[unit] : 0;
        }
        return Math.max(longest, area / allSpeeds);
    }
}
