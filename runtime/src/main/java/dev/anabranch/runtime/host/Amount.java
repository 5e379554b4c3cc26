package dev.anabranch.runtime.host;

import java.util.Locale;

/** Sizes as people read them. */
final class Amount {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Amount() {}

    /** A size in bytes, with three digits. */
    static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        while (size >= 1000 && unit + 1 < UNITS.length) {
            size /= 1024;
            unit++;
        }
        String digits = size < 10 ? "%.2f %s" : size < 100 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, digits, size, UNITS[unit]);
    }
}
