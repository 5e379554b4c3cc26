package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import org.apache.arrow.memory.ArrowBuf;

/** Loops over elements of two buffers. */
final class Elements {
    private Elements() {}

    static void copy(ArrowBuf from, ArrowBuf to, ElementType type, long first, long end) {
        long begin = type.bytes(first);
        to.setBytes(begin, from, begin, type.bytes(end) - begin);
    }

    /** Makes each element of {@code into} what the operation makes of it and that of {@code other}. */
    static void reduce(
            ArrowBuf other, ArrowBuf into, ElementType type, long first, long end, ReduceOperation operation) {
        switch (type) {
            case F64 -> {
                for (long at = first * Double.BYTES; at < end * Double.BYTES; at += Double.BYTES) {
                    into.setDouble(at, combined(other.getDouble(at), into.getDouble(at), operation));
                }
            }
            case F32 -> {
                for (long at = first * Float.BYTES; at < end * Float.BYTES; at += Float.BYTES) {
                    into.setFloat(at, combined(other.getFloat(at), into.getFloat(at), operation));
                }
            }
            case I64 -> {
                for (long at = first * Long.BYTES; at < end * Long.BYTES; at += Long.BYTES) {
                    into.setLong(at, combined(other.getLong(at), into.getLong(at), operation));
                }
            }
            case I32 -> {
                for (long at = first * Integer.BYTES; at < end * Integer.BYTES; at += Integer.BYTES) {
                    into.setInt(at, combined(other.getInt(at), into.getInt(at), operation));
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
