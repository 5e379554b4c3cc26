package dev.anabranch.model.type;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities with units, as people write them and as they are shown to people: {@code 40ms}, {@code 6.6MiB}. */
public final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*([A-Za-z]+)\\s*");
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "h", 3600.0, "d", 86400.0);
    private static final Map<String, Double> BYTES = Map.of(
            "B", 1.0, "kB", 1e3, "KB", 1e3, "MB", 1e6, "GB", 1e9, "TB", 1e12, "KiB", 0x1p10, "MiB", 0x1p20, "GiB",
            0x1p30, "TiB", 0x1p40);

    private Quantity() {}

    /** Seconds of a duration such as {@code 40ms}; empty if it is none. Units: ns us ms s min h d. */
    public static OptionalDouble seconds(String text) {
        Matcher form = FORM.matcher(text);
        Double unit = form.matches() ? SECONDS.get(form.group(2)) : null;
        return unit == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(form.group(1)) * unit);
    }

    /** Bytes of a size such as {@code 6.6MiB}, rounded; empty if it is none. Units: B, kB to TB, KiB to TiB. */
    public static OptionalLong bytes(String text) {
        Matcher form = FORM.matcher(text);
        Double unit = form.matches() ? BYTES.get(form.group(2)) : null;
        return unit == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(Double.parseDouble(form.group(1)) * unit));
    }

    /** A duration for a person, three significant digits: {@code 4.21 s}, {@code 310 us}. */
    public static String showSeconds(double seconds) {
        double magnitude = Math.abs(seconds);
        if (magnitude == 0) {
            return "0 s";
        }
        if (magnitude < 1e-6) {
            return digits(seconds * 1e9) + " ns";
        }
        if (magnitude < 1e-3) {
            return digits(seconds * 1e6) + " us";
        }
        if (magnitude < 1) {
            return digits(seconds * 1e3) + " ms";
        }
        if (magnitude < 120) {
            return digits(seconds) + " s";
        }
        return magnitude < 7200 ? digits(seconds / 60) + " min" : digits(seconds / 3600) + " h";
    }

    /** A size for a person, three significant digits: {@code 6.60 MiB}. */
    public static String showBytes(long bytes) {
        double magnitude = Math.abs((double) bytes);
        if (magnitude < 0x1p10) {
            return bytes + " B";
        }
        if (magnitude < 0x1p20) {
            return digits(bytes / 0x1p10) + " KiB";
        }
        if (magnitude < 0x1p30) {
            return digits(bytes / 0x1p20) + " MiB";
        }
        return magnitude < 0x1p40 ? digits(bytes / 0x1p30) + " GiB" : digits(bytes / 0x1p40) + " TiB";
    }

    private static String digits(double value) {
        double magnitude = Math.abs(value);
        String format = magnitude < 9.995 ? "%.2f" : magnitude < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
