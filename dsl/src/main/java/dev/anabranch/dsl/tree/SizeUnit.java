package dev.anabranch.dsl.tree;

import java.util.Optional;

/** A unit of size that a number can carry: powers of 1000, and of 1024 where there is an {@code i} in it. */
public enum SizeUnit {
    BYTES("B", 1L),
    KILOBYTES("KB", 1_000L),
    KIBIBYTES("KiB", 1L << 10),
    MEGABYTES("MB", 1_000_000L),
    MEBIBYTES("MiB", 1L << 20),
    GIGABYTES("GB", 1_000_000_000L),
    GIBIBYTES("GiB", 1L << 30),
    TERABYTES("TB", 1_000_000_000_000L),
    TEBIBYTES("TiB", 1L << 40);

    private final String symbol;
    private final long bytes;

    SizeUnit(String symbol, long bytes) {
        this.symbol = symbol;
        this.bytes = bytes;
    }

    /** How it is written behind the number. */
    public String symbol() {
        return symbol;
    }

    /** How many bytes one of it holds. */
    public long bytes() {
        return bytes;
    }

    /** The unit with this symbol, if there is one; {@code kB} is {@code KB}. */
    public static Optional<SizeUnit> of(String symbol) {
        if (symbol.equals("kB")) {
            return Optional.of(KILOBYTES);
        }
        for (SizeUnit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
