package dev.anabranch.stdlib.block;

import dev.anabranch.api.AggregateTree;
import java.util.Arrays;

/**
 * The sum of many fields at each point, for a block of points at a time, in the order of {@link AggregateTree}. Every
 * field is read once; each level of the tree has one running sum, so nothing but that is in memory. Sums begin with
 * positive zero and so never are negative zero: adding one up again changes no bit, and a block of one sum needs no case
 * of its own.
 */
public final class TreeSum {
    private final DoubleSource[] sources;
    private final double[][] sums;
    private final int[] taken;
    private final double[] block = new double[Blocks.LENGTH];

    /** @param sources of the fields, in the order of the list; at least one */
    public TreeSum(DoubleSource[] sources) {
        this.sources = sources;
        int levels = 1;
        for (int blocks = sources.length; blocks > AggregateTree.BLOCK; levels++) {
            blocks = (blocks + AggregateTree.BLOCK - 1) / AggregateTree.BLOCK;
        }
        this.sums = new double[levels][Blocks.LENGTH];
        this.taken = new int[levels];
    }

    /** The sums at so many points from a position on; valid until the next call. */
    public double[] read(long from, int length) {
        int top = sums.length - 1;
        for (double[] sum : sums) {
            Arrays.fill(sum, 0, length, 0.0);
        }
        for (DoubleSource source : sources) {
            source.read(from, block, length);
            add(0, block, length);
            for (int level = 0; level < top && taken[level] == AggregateTree.BLOCK; level++) {
                carry(level, length);
            }
        }
        for (int level = 0; level < top; level++) {
            if (taken[level] > 0) {
                carry(level, length);
            }
        }
        taken[top] = 0;
        return sums[top];
    }

    private void carry(int level, int length) {
        add(level + 1, sums[level], length);
        Arrays.fill(sums[level], 0, length, 0.0);
        taken[level] = 0;
    }

    private void add(int level, double[] values, int length) {
        double[] sum = sums[level];
        for (int i = 0; i < length; i++) {
            sum[i] += values[i];
        }
        taken[level]++;
    }
}
