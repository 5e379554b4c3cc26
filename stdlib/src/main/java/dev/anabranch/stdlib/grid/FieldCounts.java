package dev.anabranch.stdlib.grid;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.IntTensor;

/**
 * How many of some fields are true at each point: the partial result of a fraction.
 *
 * @param fields how many there are
 * @param trues how many are true
 */
public record FieldCounts(long fields, IntTensor trues) implements Dataset {
    @Override
    public long bytes() {
        return trues.bytes();
    }

    @Override
    public FieldCounts share() {
        trues.share();
        return this;
    }

    @Override
    public void close() {
        trues.close();
    }
}
