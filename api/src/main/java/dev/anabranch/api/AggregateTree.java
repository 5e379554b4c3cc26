package dev.anabranch.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which an {@link Aggregate} takes its list, whoever computes it. Consecutive blocks of {@value #BLOCK}
 * elements, the last one shorter, give partial results; consecutive blocks of {@value #BLOCK} partial results are combined
 * to one each, and so on until one is left. A list of at most {@value #BLOCK} elements is one block and nothing is combined.
 *
 * <p>The blocks depend on the list alone, not on the number of workers: floating-point sums come out the same on any
 * cluster, since they are added up in the same order.
 */
public final class AggregateTree {
    /** How many elements, or partial results, are taken at once. */
    public static final int BLOCK = 16;

    private AggregateTree() {}

    /** What makes one value of another. */
    @FunctionalInterface
    public interface Step<A, B, X extends Exception> {
        /** The value; it may throw what a task may throw. */
        B apply(A argument) throws X;
    }

    /**
     * The last partial result of a list; the others are closed. A task's own method is one line with it: the result
     * that it finishes is by definition that of its steps.
     *
     * @param list borrowed; if it is empty, so is the only block
     * @param partial of a block of elements
     * @param combine of a block of partial results, which it borrows
     */
    public static <T, P, X extends Exception> P fold(
            List<T> list, Step<? super List<T>, P, X> partial, Step<? super List<P>, P, X> combine) throws X {
        List<P> level = new ArrayList<>();
        List<P> next = new ArrayList<>();
        try {
            for (int from = 0; from == 0 || from < list.size(); from += BLOCK) {
                level.add(partial.apply(list.subList(from, Math.min(from + BLOCK, list.size()))));
            }
            while (level.size() > 1) {
                for (int from = 0; from < level.size(); from += BLOCK) {
                    next.add(combine.apply(level.subList(from, Math.min(from + BLOCK, level.size()))));
                }
                close(level);
                level.addAll(next);
                next.clear();
            }
            return level.remove(0);
        } finally {
            close(level);
            close(next);
        }
    }

    private static void close(List<?> values) {
        for (Object value : values) {
            if (value instanceof Dataset dataset) {
                dataset.close();
            }
        }
        values.clear();
    }
}
