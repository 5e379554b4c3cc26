package dev.anabranch.driver.calibrate;

import java.math.BigDecimal;
import java.math.MathContext;

/** Measured quantities as cluster files write them, to three digits. */
final class WrittenQuantity {
    private static final MathContext DIGITS = new MathContext(3);

    private WrittenQuantity() {}

    /** A duration, {@code 83.2us}. */
    static String seconds(double seconds) {
        if (seconds < 1e-6) {
            return number(seconds * 1e9) + "ns";
        }
        if (seconds < 1e-3) {
            return number(seconds * 1e6) + "us";
        }
        return seconds < 1 ? number(seconds * 1e3) + "ms" : number(seconds) + "s";
    }

    /** A bandwidth, {@code 1.21GB/s}. */
    static String perSecond(double bytes) {
        if (bytes < 1e6) {
            return number(Math.max(0.001, bytes / 1e3)) + "kB/s";
        }
        if (bytes < 1e9) {
            return number(bytes / 1e6) + "MB/s";
        }
        return bytes < 1e12 ? number(bytes / 1e9) + "GB/s" : number(bytes / 1e12) + "TB/s";
    }

    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
