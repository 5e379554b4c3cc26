package dev.anabranch.stdlib.block;

import dev.anabranch.api.AggregateTree;
import java.util.Arrays;

/**
 * The mean of many fields, and the sum of squared distances from it, at each point, for a block of points at a time, in
 * the order of {@link AggregateTree}. Within a block of fields there are two passes, first for the mean; blocks are put
 * together by Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances",
 * 1979. Each level of the tree has one running pair of moments.
 */
public final class TreeMoments {
    private final DoubleSource[] sources;
    private final Moments[] levels;
    private final int[] taken;
    private final double[] block = new double[Blocks.LENGTH];

    /** @param sources of the fields, in the order of the list; at least one */
    public TreeMoments(DoubleSource[] sources) {
        this.sources = sources;
        int count = 2;
        for (int blocks = sources.length; blocks > AggregateTree.BLOCK; count++) {
            blocks = (blocks + AggregateTree.BLOCK - 1) / AggregateTree.BLOCK;
        }
        this.levels = new Moments[count];
        this.taken = new int[count];
        Arrays.setAll(levels, unused -> new Moments());
    }

    /** Moves on to so many points from a position on. */
    public void read(long from, int length) {
        int top = levels.length - 1;
        levels[top].clear();
        taken[top] = 0;
        for (int first = 0; first < sources.length; first += AggregateTree.BLOCK) {
            ofBlock(first, Math.min(first + AggregateTree.BLOCK, sources.length), from, length);
            for (int level = 0; level < top && taken[level] == AggregateTree.BLOCK; level++) {
                carry(level, length);
            }
        }
        for (int level = 0; level < top; level++) {
            if (taken[level] > 0) {
                carry(level, length);
            }
        }
    }

    /** The means; valid until the next block. */
    public double[] mean() {
        return levels[levels.length - 1].mean();
    }

    /** The sums of squared distances from the mean; valid until the next block. */
    public double[] squares() {
        return levels[levels.length - 1].squares();
    }

    /** A block of fields is full at once: what follows it begins the next. */
    private void ofBlock(int first, int end, long from, int length) {
        double[] mean = levels[0].mean();
        double[] squares = levels[0].squares();
        Arrays.fill(mean, 0, length, 0.0);
        Arrays.fill(squares, 0, length, 0.0);
        for (int field = first; field < end; field++) {
            sources[field].read(from, block, length);
            for (int i = 0; i < length; i++) {
                mean[i] += block[i];
            }
        }
        for (int i = 0; i < length; i++) {
            mean[i] /= end - first;
        }
        for (int field = first; field < end; field++) {
            sources[field].read(from, block, length);
            for (int i = 0; i < length; i++) {
                double distance = block[i] - mean[i];
                squares[i] += distance * distance;
            }
        }
        levels[0].count(end - first);
        taken[0] = AggregateTree.BLOCK;
    }

    private void carry(int level, int length) {
        Moments below = levels[level];
        levels[level + 1].add(below.fields(), below.mean(), below.squares(), length);
        taken[level + 1]++;
        below.clear();
        taken[level] = 0;
    }
}
