package dev.anabranch.runtime.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** What stands in front of a value that was written down: its place in this list. */
enum ValueKind {
    NULL,
    TENSOR,
    BYTES,
    TABLE,
    LONG,
    DOUBLE,
    TRUE,
    FALSE,
    INTEGER,
    FLOAT,
    STRING,
    PATH,
    DURATION,
    INSTANT,
    DATE,
    DATE_TIME,
    DECIMAL,
    BIG_INTEGER,
    DOUBLES,
    LONGS,
    INTEGERS,
    OCTETS,
    LIST,
    MAP,
    ENUM,
    RECORD;

    private static final ValueKind[] ALL = values();

    static ValueKind of(byte code) {
        if (code < 0 || code >= ALL.length) {
            throw new IllegalStateException("what another process wrote down has a value of kind " + code);
        }
        return ALL[code];
    }

    /** Of classes that are written as text. */
    static ValueKind of(Class<?> type) {
        if (type == Instant.class) {
            return INSTANT;
        }
        if (type == LocalDate.class) {
            return DATE;
        }
        if (type == LocalDateTime.class) {
            return DATE_TIME;
        }
        return type == BigDecimal.class ? DECIMAL : BIG_INTEGER;
    }
}
