package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.DurationUnit;
import dev.anabranch.dsl.tree.SizeUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What authors call units of time and size, and how the language writes them. */
public final class Units {
    private static final int LONGEST = 40;
    private static final Pattern AMOUNT = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?)([A-Za-z]+)");

    private Units() {}

    /** The symbol of the unit that a word stands for: its symbol, its name, or what it is called elsewhere. */
    public static Optional<String> of(String word) {
        return DurationUnit.of(word)
                .map(DurationUnit::symbol)
                .or(() -> SizeUnit.of(word).map(SizeUnit::symbol))
                .or(() -> meant(word));
    }

    /** The symbol of the unit that is meant by a word that is none. */
    static Optional<String> meant(String word) {
        if (Elsewhere.CAPITALS.containsKey(word)) {
            return Optional.of(Elsewhere.CAPITALS.get(word));
        }
        String lower = word.toLowerCase(Locale.ROOT);
        for (SizeUnit unit : SizeUnit.values()) {
            if (unit.symbol().toLowerCase(Locale.ROOT).equals(lower)) {
                return Optional.of(unit.symbol());
            }
        }
        for (DurationUnit unit : DurationUnit.values()) {
            if (unit.symbol().equals(lower)) {
                return Optional.of(unit.symbol());
            }
        }
        return Optional.ofNullable(Elsewhere.WORDS.get(lower));
    }

    /** An amount whose unit is not known, in units that are: {@code 2weeks} as {@code 14d}, {@code 1h30min} as a sum. */
    static Optional<String> rewritten(String amount, String unit) {
        if (amount.length() + unit.length() > LONGEST) {
            return Optional.empty();
        }
        Larger larger = Elsewhere.LARGER.get(unit.toLowerCase(Locale.ROOT));
        if (larger != null) {
            BigDecimal value = new BigDecimal(amount.replace("_", "")).multiply(larger.factor());
            return Optional.of(value.toPlainString() + larger.unit());
        }
        List<String> terms = new ArrayList<>();
        Matcher matcher = AMOUNT.matcher(amount + unit);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            Optional<String> known = of(matcher.group(2));
            if (known.isEmpty()) {
                return Optional.empty();
            }
            terms.add(matcher.group(1) + known.get());
            end = matcher.end();
        }
        return terms.size() < 2 || end < amount.length() + unit.length()
                ? Optional.empty()
                : Optional.of(String.join(" + ", terms));
    }

    /** So many of a unit that the language has. */
    private record Larger(BigDecimal factor, String unit) {
        static Larger of(long factor, String unit) {
            return new Larger(BigDecimal.valueOf(factor), unit);
        }
    }

    /** How units are called elsewhere; loaded with the first mistake. */
    private static final class Elsewhere {
        /** Of one letter, where its case makes a difference. */
        static final Map<String, String> CAPITALS = Map.of("K", "KiB", "M", "MiB", "G", "GiB", "T", "TiB");

        static final Map<String, Larger> LARGER = Map.of(
                "w", Larger.of(7, "d"),
                "week", Larger.of(7, "d"),
                "weeks", Larger.of(7, "d"),
                "pb", Larger.of(1000, "TB"),
                "pib", Larger.of(1024, "TiB"));

        static final Map<String, String> WORDS = Map.ofEntries(
                Map.entry("sec", "s"),
                Map.entry("secs", "s"),
                Map.entry("second", "s"),
                Map.entry("seconds", "s"),
                Map.entry("m", "min"),
                Map.entry("mins", "min"),
                Map.entry("minute", "min"),
                Map.entry("minutes", "min"),
                Map.entry("hr", "h"),
                Map.entry("hrs", "h"),
                Map.entry("hour", "h"),
                Map.entry("hours", "h"),
                Map.entry("day", "d"),
                Map.entry("days", "d"),
                Map.entry("msec", "ms"),
                Map.entry("msecs", "ms"),
                Map.entry("millis", "ms"),
                Map.entry("milliseconds", "ms"),
                Map.entry("microseconds", "us"),
                Map.entry("nanoseconds", "ns"),
                Map.entry("usec", "us"),
                Map.entry("k", "KiB"),
                Map.entry("mb", "MB"),
                Map.entry("kilobytes", "KB"),
                Map.entry("megabytes", "MB"),
                Map.entry("gigabytes", "GB"),
                Map.entry("terabytes", "TB"),
                Map.entry("g", "GiB"),
                Map.entry("byte", "B"),
                Map.entry("bytes", "B"));
    }
}
