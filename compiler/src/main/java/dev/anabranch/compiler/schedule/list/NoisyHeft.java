package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.function.DoubleSupplier;

/**
 * HEFT again and again, each time with ranks that are off by a chance factor: the randomised construction of a greedy
 * randomised adaptive search. After Feo and Resende, "Greedy randomized adaptive search procedures", 1995.
 */
public final class NoisyHeft {
    private final Problem problem;
    private final double[] center;
    private final double[] noisy;
    private final ReadyTasks ready;
    private final Partial partial;
    private final DuplicatingHeft.Decoder duplicating;

    /** Begins with the upward ranks. */
    public NoisyHeft(Problem problem) {
        this.problem = problem;
        this.center = Ranks.upward(problem);
        this.noisy = center.clone();
        this.ready = new ReadyTasks(problem.dag(), noisy);
        this.partial = new Partial(problem);
        this.duplicating = new DuplicatingHeft.Decoder(problem);
    }

    /** Which decoder turns an order of tasks into orders of workers. */
    public enum Decoder {
        /** HEFT with insertion. */
        INSERTION,
        /** HEFT with insertion and copies. */
        DUPLICATION,
        /** HEFT with reserved network cards. */
        ONE_PORT
    }

    /**
     * One construction.
     *
     * @param spread of the logarithm of the factors
     * @param normal numbers that are normally distributed
     */
    public WorkerOrders next(double spread, DoubleSupplier normal, Decoder decoder) {
        for (int task = 0; task < center.length; task++) {
            noisy[task] = center[task] * Math.exp(spread * normal.getAsDouble());
        }
        ready.restart();
        switch (decoder) {
            case DUPLICATION -> {
                return duplicating.decode(ready);
            }
            case ONE_PORT -> {
                return OnePortHeft.decode(problem, ready);
            }
            default -> {
                partial.clear();
                InsertionHeft.decode(partial, ready);
                return partial.orders();
            }
        }
    }

    /** The last construction was good: the next ones vary it. */
    public void recenter() {
        System.arraycopy(noisy, 0, center, 0, center.length);
    }
}
