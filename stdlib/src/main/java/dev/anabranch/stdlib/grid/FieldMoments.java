package dev.anabranch.stdlib.grid;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;

/**
 * The mean of some fields at each point and how they scatter around it: the partial result of a standard deviation.
 *
 * @param fields how many there are
 * @param mean of all
 * @param squares the sum of squared distances from the mean
 */
public record FieldMoments(long fields, DoubleTensor mean, DoubleTensor squares) implements Dataset {
    @Override
    public long bytes() {
        return mean.bytes() + squares.bytes();
    }

    @Override
    public FieldMoments share() {
        mean.share();
        squares.share();
        return this;
    }

    @Override
    public void close() {
        mean.close();
        squares.close();
    }
}
