package dev.anabranch.runtime.gang;

/**
 * The elements that ranks go through at a time: of each block the same part, so that in whatever portions they do, each element
 * stays in its block and has the same history.
 *
 * @param count of all elements
 * @param blocks that they are dealt out in
 * @param unit bytes of an element
 * @param length the most elements of a block
 * @param number of the portion, from 0
 */
record Portion(long count, int blocks, long unit, long length, long number) {
    /** All at once. */
    static Portion whole(long count, int blocks, long unit) {
        return new Portion(count, blocks, unit, longest(count, blocks), 0);
    }

    private static long longest(long count, int blocks) {
        return (count + blocks - 1) / blocks;
    }

    /** The first of the portions that take at most about so many bytes. */
    Portion ofMost(long bytes) {
        return new Portion(count, blocks, unit, Math.min(length, Math.max(1, bytes / blocks / unit)), 0);
    }

    /** How many bytes a copy takes. */
    long stagedBytes() {
        return blocks * length * unit;
    }

    boolean isLast() {
        return (number + 1) * length >= longest(count, blocks);
    }

    Portion next() {
        return new Portion(count, blocks, unit, length, number + 1);
    }

    private long start(int block) {
        return count / blocks * block + Math.min(block, count % blocks);
    }

    private long first(int block) {
        return Math.min(start(block) + number * length, start(block + 1));
    }

    /** How many elements of a block it has. */
    long size(int block) {
        return Math.min(length, start(block + 1) - first(block));
    }

    /** How many bytes these take. */
    long bytes(int block) {
        return size(block) * unit;
    }

    /**
     * Where a block's elements begin.
     *
     * @param staged whether in a copy of the portion, or among all
     */
    long offset(int block, boolean staged) {
        return (staged ? block * length : first(block)) * unit;
    }
}
