package dev.anabranch.benchmarks.kernels;

import org.apache.arrow.memory.ArrowBuf;

/** The measured expressions as one would write them by hand, element by element over Arrow's memory. */
final class Handwritten {
    private Handwritten() {}

    /** One of the loops. */
    @FunctionalInterface
    interface Loop {
        /** Writes the result, or returns it if it is one number. */
        double run(ArrowBuf[] in, ArrowBuf out, double number, int count);
    }

    static double map(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        for (int i = 0; i < count; i++) {
            out.setDouble(8L * i, (x.getDouble(8L * i) - number) * number + number);
        }
        return 0;
    }

    static double multiplyAdd(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        ArrowBuf y = in[1];
        for (int i = 0; i < count; i++) {
            out.setDouble(8L * i, number * x.getDouble(8L * i) + y.getDouble(8L * i));
        }
        return 0;
    }

    static double select(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        for (int i = 0; i < count; i++) {
            double value = x.getDouble(8L * i);
            out.setDouble(8L * i, value < number ? number : value);
        }
        return 0;
    }

    static double cast(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        for (int i = 0; i < count; i++) {
            out.setFloat(4L * i, (float) (x.getDouble(8L * i) * number));
        }
        return 0;
    }

    static double mapFloats(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        ArrowBuf y = in[1];
        for (int i = 0; i < count; i++) {
            float value = x.getFloat(4L * i);
            out.setFloat(4L * i, value * y.getFloat(4L * i) + value);
        }
        return 0;
    }

    static double mapInts(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        ArrowBuf y = in[1];
        for (int i = 0; i < count; i++) {
            int value = x.getInt(4L * i);
            out.setInt(4L * i, value * y.getInt(4L * i) + value);
        }
        return 0;
    }

    /** One sum, not eight lanes: the usual loop, whose rounding is another. */
    static double sum(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double value = x.getDouble(8L * i);
            sum += value * value;
        }
        return sum;
    }

    static double fraction(ArrowBuf[] in, ArrowBuf out, double number, int count) {
        ArrowBuf x = in[0];
        long below = 0;
        for (int i = 0; i < count; i++) {
            if (x.getDouble(8L * i) <= number) {
                below++;
            }
        }
        return (double) below / count;
    }
}
