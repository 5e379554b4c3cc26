package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/** Between which hosts transfers are pending, and which cards are free, as bits: most cards are busy when much is pending. */
final class PendingPairs {
    private final int words;
    private final long[] toOf;
    private final long[] fromOf;
    private final long[] canSend;
    private final long[] canReceive;
    private final int hosts;

    PendingPairs(int hosts) {
        this.hosts = hosts;
        this.words = (hosts + 63) >> 6;
        this.toOf = new long[hosts * words];
        this.fromOf = new long[hosts * words];
        this.canSend = new long[words];
        this.canReceive = new long[words];
    }

    /** Nothing is pending, all cards are free. */
    void clear() {
        Arrays.fill(toOf, 0);
        Arrays.fill(fromOf, 0);
        for (int host = 0; host < hosts; host++) {
            canSend[host >> 6] |= 1L << host;
            canReceive[host >> 6] |= 1L << host;
        }
    }

    void set(int from, int to) {
        toOf[from * words + (to >> 6)] |= 1L << to;
        fromOf[to * words + (from >> 6)] |= 1L << from;
    }

    void clear(int from, int to) {
        toOf[from * words + (to >> 6)] &= ~(1L << to);
        fromOf[to * words + (from >> 6)] &= ~(1L << from);
    }

    void takeCards(int from, int to) {
        canSend[from >> 6] &= ~(1L << from);
        canReceive[to >> 6] &= ~(1L << to);
    }

    void giveBackCards(int from, int to) {
        canSend[from >> 6] |= 1L << from;
        canReceive[to >> 6] |= 1L << to;
    }

    /** The first host from {@code least} on that a host could send to now; -1 if there is none. */
    int receiver(int from, int least) {
        boolean free = (canSend[from >> 6] & 1L << from) != 0;
        return free ? first(toOf, from * words, canReceive, least) : -1;
    }

    /** The first host from {@code least} on that could send to a host now; -1 if there is none. */
    int sender(int to, int least) {
        boolean free = (canReceive[to >> 6] & 1L << to) != 0;
        return free ? first(fromOf, to * words, canSend, least) : -1;
    }

    private int first(long[] pairs, int row, long[] cards, int least) {
        if (least >= hosts) {
            return -1;
        }
        long mask = -1L << least;
        for (int word = least >> 6; word < words; word++) {
            long bits = pairs[row + word] & cards[word] & mask;
            if (bits != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(bits);
            }
            mask = -1L;
        }
        return -1;
    }
}
