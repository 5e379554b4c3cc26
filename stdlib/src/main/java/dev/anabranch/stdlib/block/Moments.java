package dev.anabranch.stdlib.block;

/**
 * Mean, and sum of squared distances from it, of some fields at each point of a block, put together one after the
 * other; the first are taken as they are.
 */
public final class Moments {
    private final double[] mean = new double[Blocks.LENGTH];
    private final double[] squares = new double[Blocks.LENGTH];
    private long fields;

    /** Forgets all fields. */
    public void clear() {
        fields = 0;
    }

    /** Says that the arrays hold the moments of so many fields. */
    void count(long taken) {
        fields = taken;
    }

    /** How many fields they are of. */
    public long fields() {
        return fields;
    }

    /** The means. */
    public double[] mean() {
        return mean;
    }

    /** The sums of squared distances. */
    public double[] squares() {
        return squares;
    }

    /** Takes in the moments of further fields at so many points. */
    public void add(long otherFields, double[] otherMean, double[] otherSquares, int length) {
        if (fields == 0) {
            System.arraycopy(otherMean, 0, mean, 0, length);
            System.arraycopy(otherSquares, 0, squares, 0, length);
            fields = otherFields;
            return;
        }
        double share = (double) otherFields / (fields + otherFields);
        double weight = fields * share;
        for (int i = 0; i < length; i++) {
            double distance = otherMean[i] - mean[i];
            mean[i] += distance * share;
            squares[i] += otherSquares[i] + distance * distance * weight;
        }
        fields += otherFields;
    }
}
