package dev.anabranch.runtime.gang;

/**
 * Collectives in a binomial tree, for little data: as many steps as the logarithm of the size. After Thakur, Rabenseifner and
 * Gropp, "Optimization of collective communication operations in MPICH", International Journal of High Performance
 * Computing Applications 19(1), 2005.
 */
final class Tree {
    private Tree() {}

    /** Rank 0 has the outcome; of the others the data are undefined. */
    static void reduce(Turn turn) {
        for (int distance = 1; distance < turn.size(); distance *= 2) {
            int other = turn.rank() + distance;
            if (turn.rank() % (2 * distance) == 0 && other < turn.size()) {
                turn.await(other);
                turn.reduce(other, 0, turn.blocks());
            }
            turn.step();
        }
    }

    /** All have what the root has. */
    static void broadcast(Turn turn, int root) {
        int self = turn.around(turn.rank() - root);
        for (int distance = half(turn.size()); distance > 0; distance /= 2) {
            if (self % (2 * distance) == distance) {
                int from = turn.around(self - distance + root);
                turn.await(from);
                turn.copy(from, 0, turn.blocks());
            }
            turn.step();
        }
    }

    /** The largest power of two below a size; 0 of 1. */
    private static int half(int size) {
        return size == 1 ? 0 : Integer.highestOneBit(size - 1);
    }

    /** Each takes its block from rank 0. */
    static void scatter(Turn turn) {
        if (turn.rank() > 0) {
            turn.await(0);
            turn.copy(0, turn.rank(), turn.rank() + 1);
        }
        turn.step();
    }
}
