package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import org.apache.arrow.memory.ArrowBuf;

/** Loops over elements of two buffers. */
final class Elements {
    private Elements() {}

    /**
     * Makes each element of {@code into} what the operation makes of it and that of {@code other}.
     *
     * @param from the first byte in {@code other}
     * @param to the first byte in {@code into}
     */
    static void reduce(
            ArrowBuf other,
            long from,
            ArrowBuf into,
            long to,
            long count,
            ElementType type,
            ReduceOperation operation) {
        long bytes = type.bytes(count);
        switch (type) {
            case F64 -> {
                for (long at = 0; at < bytes; at += Double.BYTES) {
                    into.setDouble(to + at, combined(other.getDouble(from + at), into.getDouble(to + at), operation));
                }
            }
            case F32 -> {
                for (long at = 0; at < bytes; at += Float.BYTES) {
                    into.setFloat(to + at, combined(other.getFloat(from + at), into.getFloat(to + at), operation));
                }
            }
            case I64 -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    into.setLong(to + at, combined(other.getLong(from + at), into.getLong(to + at), operation));
                }
            }
            case I32 -> {
                for (long at = 0; at < bytes; at += Integer.BYTES) {
                    into.setInt(to + at, combined(other.getInt(from + at), into.getInt(to + at), operation));
                }
            }
            case BOOL -> throw new IllegalArgumentException("truth values are no numbers");
        }
    }

    private static double combined(double a, double b, ReduceOperation operation) {
        return switch (operation) {
            case SUM -> a + b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private static float combined(float a, float b, ReduceOperation operation) {
        return switch (operation) {
            case SUM -> a + b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private static long combined(long a, long b, ReduceOperation operation) {
        return switch (operation) {
            case SUM -> a + b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private static int combined(int a, int b, ReduceOperation operation) {
        return switch (operation) {
            case SUM -> a + b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }
}
