package dev.anabranch.benchmarks.stress;

import dev.anabranch.benchmarks.CrossingFlow;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The plan over whose cells stores are raced, read where {@link Stress} has put it: forks do not compile. */
final class CrossingPlan {
    /** Names the folder of the plan. */
    static final String FOLDER = "anabranch.stress.plan";

    static final int SIZE = 2;

    private static final ExecutionPlan PLAN;
    private static final int[] OBJECTS;
    private static final int[] NUMBERS;

    static {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            throw new IllegalStateException(
                    "no plan to race over: the property " + FOLDER + " is not set; start with benchmarks/run stress");
        }
        try {
            CrossingFlow flow = CrossingFlow.read(Path.of(folder));
            PLAN = flow.plan();
            OBJECTS = flow.objects();
            NUMBERS = flow.numbers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CrossingPlan() {}

    static ExecutionPlan plan() {
        return PLAN;
    }

    /** A cell for an object that two workers hold. */
    static int object() {
        return OBJECTS[0];
    }

    /** A cell for a number that goes from worker to worker. */
    static int number() {
        return NUMBERS[0];
    }

    /** Another one. */
    static int otherNumber() {
        return NUMBERS[1];
    }
}
