package dev.anabranch.compiler.simulate;

/**
 * Transfers between hosts in the order in which network cards are to take them up.
 *
 * @param edge for each transfer an edge of the problem that it carries, with all others of the edge's message to its host
 * @param from for each transfer the host that sends: the one that makes the dataset, or one that has received it before
 */
@SuppressWarnings("ArrayRecordComponent") // columns, written once by what makes them
public record TransferOrder(int[] edge, int[] from) {
    /** Nothing is laid down: what came first to wait starts first, and whoever makes a dataset sends it. */
    public static TransferOrder ofArrival() {
        return new TransferOrder(new int[0], new int[0]);
    }

    /** Whether nothing is laid down. */
    public boolean isOfArrival() {
        return edge.length == 0;
    }
}
