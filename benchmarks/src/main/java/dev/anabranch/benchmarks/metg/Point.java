package dev.anabranch.benchmarks.metg;

import dev.anabranch.stdlib.taskbench.ComputeKernel;

/**
 * What a point computes from its inputs, on plain numbers. A test holds that it is what the standard library's tasks
 * compute.
 */
interface Point {
    /** The point before it has inputs. */
    long begin(int step, int column);

    /** The point with one input more. */
    long input(long point, long input);

    /** Computes for so many iterations and closes the point. */
    long compute(long point, long iterations);

    /** What {@code taskbench.empty} does: as little as a task can that takes its inputs. */
    final class Empty implements Point {
        @Override
        public long begin(int step, int column) {
            return 1;
        }

        @Override
        public long input(long point, long input) {
            return point + input;
        }

        @Override
        public long compute(long point, long iterations) {
            return point;
        }
    }

    /**
     * What {@code taskbench.point} does: a digest, and the library's kernel, which is the work and not what is compared.
     */
    final class Digest implements Point {
        @Override
        public long begin(int step, int column) {
            return mix(mix(0, step), column);
        }

        @Override
        public long input(long point, long input) {
            return mix(point, input);
        }

        @Override
        public long compute(long point, long iterations) {
            return iterations == 0 ? point : mix(point, Double.doubleToLongBits(ComputeKernel.run(iterations)));
        }

        /** The mixer of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). */
        private static long mix(long before, long more) {
            long z = (before ^ more) + 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
