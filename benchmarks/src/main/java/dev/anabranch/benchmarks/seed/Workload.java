package dev.anabranch.benchmarks.seed;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.lapack.LapackTasks;
import java.util.Locale;

/** A sample and the sequential program that it is measured against: the same calls, one after the other. */
enum Workload {
    /** One matrix, many children. */
    SDMI {
        @Override
        void sequential(TaskContext context, int size, int count) {
            try (DoubleTensor a = LapackTasks.random(context, size, 1)) {
                for (int child = 0; child < count; child++) {
                    norm(context, a, child);
                }
            }
        }
    },
    /** A chain of matrices, each worked on as it comes. */
    BDG {
        @Override
        void sequential(TaskContext context, int size, int count) {
            try (DoubleTensor first = LapackTasks.random(context, size, 1)) {
                double[] total = new double[1];
                LapackTasks.iterates(context, first, new Emitter<>() {
                    @Override
                    public int count() {
                        return count;
                    }

                    @Override
                    public void emit(DoubleTensor matrix) {
                        try (matrix) {
                            total[0] += norm(context, matrix, 0);
                        }
                    }
                });
            }
        }
    };

    /** Does what the sample does, on this thread. */
    abstract void sequential(TaskContext context, int size, int count);

    private static double norm(TaskContext context, DoubleTensor a, double shift) {
        try (DoubleTensor values = LapackTasks.singularValues(context, a, shift)) {
            return LapackTasks.nuclearNorm(values);
        }
    }

    /** The sample's folder, flow and file. */
    String sample() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The flow's param that says how many matrices or children there are. */
    String countParameter() {
        return this == SDMI ? "children" : "count";
    }
}
