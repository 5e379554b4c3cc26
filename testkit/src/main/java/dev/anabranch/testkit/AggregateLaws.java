package dev.anabranch.testkit;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.api.AggregateTree.Step;
import dev.anabranch.api.Dataset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.assertj.core.api.Assertions;

/**
 * What every {@link dev.anabranch.api.Aggregate} must satisfy: a plan may compute it in parts and nobody notices. To be
 * asked of a task in a property:
 *
 * <pre>{@code
 * @Property
 * void theMeanSplits(@ForAll("fields") List<DoubleTensor> fields) throws Exception {
 *     AggregateLaws.splits(fields,
 *             list -> Heat.mean(task, list),
 *             list -> Heat.sum(task, list), sums -> Heat.sums(task, sums), sum -> Heat.divided(task, sum));
 * }
 * }</pre>
 */
public final class AggregateLaws {
    private AggregateLaws() {}

    /**
     * Fails unless a task and its steps, in the order of {@link AggregateTree}, give the same bits for a list.
     *
     * @param list borrowed; all else is closed here
     * @param task the aggregate's own method
     * @throws Exception what a step throws
     */
    public static <T, P, R> void splits(
            List<T> list,
            Step<? super List<T>, R, ?> task,
            Step<? super List<T>, P, ?> partial,
            Step<? super List<P>, P, ?> combine,
            Step<? super P, R, ?> finish)
            throws Exception {
        R whole = task.apply(list);
        try {
            P last = AggregateTree.<T, P, Exception>fold(list, partial::apply, combine::apply);
            try {
                R inParts = finish.apply(last);
                try {
                    same(list, whole, inParts);
                } finally {
                    close(inParts);
                }
            } finally {
                close(last);
            }
        } finally {
            close(whole);
        }
    }

    /**
     * The same for a task that is {@link dev.anabranch.api.Task#associative()}: its own partial and combining step.
     *
     * @throws Exception what the task throws
     */
    public static <T> void splits(List<T> list, Step<? super List<T>, T, ?> task) throws Exception {
        T whole = task.apply(list);
        try {
            T inParts = AggregateTree.<T, T, Exception>fold(list, task::apply, task::apply);
            try {
                same(list, whole, inParts);
            } finally {
                close(inParts);
            }
        } finally {
            close(whole);
        }
    }

    /** Lengths of lists: short ones, and those around the ends of blocks at each level of the tree. */
    public static Arbitrary<Integer> lengths() {
        int block = AggregateTree.BLOCK;
        return Arbitraries.oneOf(List.of(
                Arbitraries.integers().between(1, 3 * block + 1),
                Arbitraries.of(
                        block - 1,
                        block,
                        block + 1,
                        2 * block,
                        block * block - 1,
                        block * block,
                        block * block + 1,
                        block * block + block + 1)));
    }

    private static void same(List<?> list, Object whole, Object inParts) {
        if (!SameBits.same(whole, inParts)) {
            Assertions.fail(
                    "of %s elements the task makes %s, its steps make %s",
                    list.size(), SameBits.describe(whole), SameBits.describe(inParts));
        }
    }

    private static void close(Object value) {
        if (value instanceof Dataset dataset) {
            dataset.close();
        }
    }
}
