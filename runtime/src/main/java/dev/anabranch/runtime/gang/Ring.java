package dev.anabranch.runtime.gang;

/**
 * Collectives around a ring, for much data: each rank takes from the one before it only, and all are busy all the time. After
 * Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", Journal of Parallel and
 * Distributed Computing 69(2), 2009. Ranks read each other's memory, so nothing is sent.
 *
 * <p>In step k of a reduction a rank adds to its block r - 2 - k what the one before it has there. A block is complete after
 * size - 1 steps, at the rank of its number. What a rank overwrites nobody reads any more: whoever is to read it in step k
 * has counted to k + 1 by then, since counts of neighbours follow each other around the ring.
 */
final class Ring {
    /** A broadcast goes on in pieces of so many bytes. */
    private static final long PIECE = 256 * 1024;

    private Ring() {}

    static void reduceScatter(Turn turn) {
        for (int step = 0; step < turn.size() - 1; step++) {
            int block = turn.around(turn.rank() - 2 - step);
            turn.await(turn.before());
            turn.reduce(turn.before(), block, block + 1);
            turn.step();
        }
    }

    static void allGather(Turn turn) {
        for (int step = 0; step < turn.size() - 1; step++) {
            int block = turn.around(turn.rank() - 1 - step);
            turn.await(turn.before());
            turn.copy(turn.before(), block, block + 1);
            turn.step();
        }
    }

    /** Piece after piece of the one block, each as soon as the rank before has it. */
    static void broadcast(Turn turn) {
        int distance = turn.around(turn.rank() - turn.call().root());
        long bytes = turn.bytes(0);
        long pieces = (bytes + PIECE - 1) / PIECE;
        for (long piece = 0; piece < pieces; piece++) {
            if (distance > 0) {
                turn.awaitAfterStep(turn.before());
                turn.copyBytes(turn.before(), 0, piece * PIECE, Math.min(bytes, (piece + 1) * PIECE));
            }
            turn.step();
        }
    }
}
