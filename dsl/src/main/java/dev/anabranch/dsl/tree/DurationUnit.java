package dev.anabranch.dsl.tree;

import java.math.BigDecimal;
import java.util.Optional;

/** A unit of time that a number can carry. */
public enum DurationUnit {
    NANOSECONDS("ns", "0.000000001"),
    MICROSECONDS("us", "0.000001"),
    MILLISECONDS("ms", "0.001"),
    SECONDS("s", "1"),
    MINUTES("min", "60"),
    HOURS("h", "3600"),
    DAYS("d", "86400");

    private final String symbol;
    private final BigDecimal seconds;

    DurationUnit(String symbol, String seconds) {
        this.symbol = symbol;
        this.seconds = new BigDecimal(seconds);
    }

    /** How it is written behind the number. */
    public String symbol() {
        return symbol;
    }

    /** How many seconds one of it lasts. */
    public BigDecimal seconds() {
        return seconds;
    }

    /** The unit with this symbol, if there is one. */
    public static Optional<DurationUnit> of(String symbol) {
        for (DurationUnit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
