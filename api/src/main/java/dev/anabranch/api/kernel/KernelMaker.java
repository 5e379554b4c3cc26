package dev.anabranch.api.kernel;

import java.util.Optional;

/** Makes loops for the machine that a flow runs on, which may be faster than those that it was compiled with. */
@FunctionalInterface
public interface KernelMaker {
    /** Makes none: programs use the loops that they were compiled with. */
    KernelMaker NONE = kernel -> Optional.empty();

    /**
     * A loop that gives the same bits, or nothing if there is none that is faster. Its counts are multiples of
     * {@link Lanes#COUNT}: what is left of a tensor is the compiled loop's.
     *
     * @param kernel the expression, as generated programs hold it
     */
    Optional<KernelLoop> make(String kernel);

    /**
     * How long a compiled loop runs before one of this maker is tried, in nanoseconds; 0 takes it at once, untried. A loop
     * is slow as long as Java interprets it, and one over vectors is so by a factor of hundreds: short runs are over before.
     */
    default long patience() {
        return 300_000_000L;
    }
}
