package dev.anabranch.samples;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.SplittableRandom;

/** Clusters of points in the plane, found by several workers at once. */
public final class KMeans {
    private static final int DIMENSIONS = 2;

    private KMeans() {}

    /**
     * Points around some centres on a circle.
     *
     * @param seed equal seeds give equal points
     * @param count how many
     * @param clusters how many centres
     * @return a row for each point
     */
    @Task
    public static DoubleTensor points(TaskContext task, long seed, long count, int clusters) {
        DoubleTensor points = DoubleTensor.zeros(task.allocator(), count, DIMENSIONS);
        SplittableRandom random = new SplittableRandom(seed);
        for (long point = 0; point < count; point++) {
            double angle = 2 * Math.PI * (point % clusters) / clusters;
            points.set(point * DIMENSIONS, 10 * Math.cos(angle) + random.nextDouble(-2, 2));
            points.set(point * DIMENSIONS + 1, 10 * Math.sin(angle) + random.nextDouble(-2, 2));
        }
        return points;
    }

    /**
     * Lloyd's algorithm ("Least squares quantization in PCM", 1982), which begins with the first points. The workers of the
     * task's gang share the points.
     *
     * @param points a row for each
     * @param clusters how many centres are looked for
     * @param rounds how often they move
     * @return a row for each centre
     */
    @Task
    public static DoubleTensor cluster(TaskContext task, DoubleTensor points, int clusters, int rounds) {
        Gang gang = task.gang();
        long first = gang.blockStart(points.extent(0), gang.rank());
        long end = gang.blockStart(points.extent(0), gang.rank() + 1);
        DoubleTensor centres = DoubleTensor.zeros(task.allocator(), clusters, DIMENSIONS);
        for (long i = 0; i < centres.size(); i++) {
            centres.set(i, points.get(i));
        }
        // By cluster the sums of its points' coordinates, and their number.
        try (DoubleTensor sums = DoubleTensor.zeros(task.allocator(), clusters, DIMENSIONS + 1)) {
            for (int round = 0; round < rounds; round++) {
                add(points, first, end, centres, sums);
                gang.allReduce(sums, ReduceOperation.SUM);
                move(centres, sums);
            }
        }
        return centres;
    }

    private static void add(DoubleTensor points, long first, long end, DoubleTensor centres, DoubleTensor sums) {
        for (long i = 0; i < sums.size(); i++) {
            sums.set(i, 0);
        }
        for (long point = first; point < end; point++) {
            double x = points.get(point * DIMENSIONS);
            double y = points.get(point * DIMENSIONS + 1);
            long sum = nearest(x, y, centres) * (DIMENSIONS + 1);
            sums.set(sum, sums.get(sum) + x);
            sums.set(sum + 1, sums.get(sum + 1) + y);
            sums.set(sum + DIMENSIONS, sums.get(sum + DIMENSIONS) + 1);
        }
    }

    private static long nearest(double x, double y, DoubleTensor centres) {
        long best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (long centre = 0; centre < centres.extent(0); centre++) {
            double dx = x - centres.get(centre * DIMENSIONS);
            double dy = y - centres.get(centre * DIMENSIONS + 1);
            double distance = dx * dx + dy * dy;
            if (distance < least) {
                least = distance;
                best = centre;
            }
        }
        return best;
    }

    private static void move(DoubleTensor centres, DoubleTensor sums) {
        for (long centre = 0; centre < centres.extent(0); centre++) {
            long sum = centre * (DIMENSIONS + 1);
            double count = sums.get(sum + DIMENSIONS);
            for (int i = 0; count > 0 && i < DIMENSIONS; i++) {
                centres.set(centre * DIMENSIONS + i, sums.get(sum + i) / count);
            }
        }
    }
}
