package dev.anabranch.stdlib.grid;

/** What both editions share after decoding. */
final class GribValues {
    private GribValues() {}

    static Field field(Messages.Message<?> message, float[] decoded) {
        if (decoded.length != (long) message.rows() * message.columns()) {
            throw new IllegalArgumentException("only fields on a regular grid can be read, but this one has "
                    + decoded.length + " values for " + message.rows() + " rows and " + message.columns()
                    + " columns");
        }
        double[] values = new double[decoded.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = decoded[i];
        }
        return new Field(message.rows(), message.columns(), values);
    }
}
