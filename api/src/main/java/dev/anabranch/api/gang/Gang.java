package dev.anabranch.api.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.Tensor;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;

/**
 * The workers that run one task of an equation with {@code @gang(n)} at the same time, as one of them sees them. Each has a
 * rank, from 0, the same inputs, and runs the same method; what rank 0 returns is the task's result.
 *
 * <p>Collectives work in place on memory of each rank's own, never on an input. All ranks call the same ones, in the same
 * order, with as many elements of the same type; who does otherwise ends the run with a {@link GangException}, and does not
 * hang. {@code count} elements are dealt out in blocks, one for each rank, of lengths that differ by at most one; see {@link
 * #blockStart}. Without {@code @gang} a task has a gang of one, for which all of this holds.
 *
 * <p>Which numbers are added first depends on the size of the gang and the number of elements alone, so a run gives the same
 * bits each time; {@link #allReduce} has the order. Used by the task's own thread only.
 */
public interface Gang {
    /** A gang of one. */
    static Gang ofOne() {
        return new GangOfOne();
    }

    /** Which of them this is, from 0. */
    int rank();

    /** How many there are. */
    int size();

    /**
     * Waits until all have come to it.
     *
     * @throws GangException if one of them cannot come
     */
    void barrier();

    /**
     * Gives all the elements of one.
     *
     * @param root the rank that has them
     * @throws GangException as {@link #barrier} does
     */
    void broadcast(ArrowBuf data, ElementType type, long count, int root);

    /**
     * Makes each element what the operation makes of that element of all ranks. Up to 64 KiB in a binomial tree: rank 0 with
     * 1, 2 with 3, and so on, then 0 with 2, and so on. Above that around a ring: of a block, the elements of the rank after
     * its owner first, then those of the next, the owner's last.
     *
     * @param type numbers
     * @throws GangException as {@link #barrier} does
     */
    void allReduce(ArrowBuf data, ElementType type, long count, ReduceOperation operation);

    /**
     * Gives all the blocks of all. Before, a rank has its own block; afterwards it has all.
     *
     * @param type whose elements are whole bytes
     * @throws GangException as {@link #barrier} does
     */
    void allGather(ArrowBuf data, ElementType type, long count);

    /**
     * Makes the elements of a rank's own block what {@link #allReduce} would. The other elements are undefined afterwards.
     *
     * @param type numbers
     * @throws GangException as {@link #barrier} does
     */
    void reduceScatter(ArrowBuf data, ElementType type, long count, ReduceOperation operation);

    /**
     * What programs that join each other over a network want as environment variables: {@code MASTER_ADDR} and {@code
     * MASTER_PORT}, where rank 0 is to listen, {@code RANK} and {@code WORLD_SIZE}, and among the ranks of this host {@code
     * LOCAL_RANK} and {@code LOCAL_WORLD_SIZE}. The address is loopback if all of a gang are on one host, otherwise that of rank
     * 0's host as the others reach it. The port is the same for all ranks; it was free on that host when the gang met or when
     * the port was first asked for, and no other gang of the run has it. It is not kept free from other programs.
     */
    Map<String, String> environment();

    /** {@link #broadcast} of a tensor that the task has made. */
    default void broadcast(Tensor tensor, int root) {
        broadcast(tensor.data(), tensor.elementType(), tensor.size(), root);
    }

    /** {@link #allReduce} of a tensor that the task has made. */
    default void allReduce(Tensor tensor, ReduceOperation operation) {
        allReduce(tensor.data(), tensor.elementType(), tensor.size(), operation);
    }

    /** {@link #allGather} of a tensor that the task has made. */
    default void allGather(Tensor tensor) {
        allGather(tensor.data(), tensor.elementType(), tensor.size());
    }

    /** {@link #reduceScatter} of a tensor that the task has made. */
    default void reduceScatter(Tensor tensor, ReduceOperation operation) {
        reduceScatter(tensor.data(), tensor.elementType(), tensor.size(), operation);
    }

    /** The first of {@code count} elements that is of a rank's block; that of rank {@link #size()} is {@code count}. */
    default long blockStart(long count, int ofRank) {
        return count / size() * ofRank + Math.min(ofRank, count % size());
    }
}
