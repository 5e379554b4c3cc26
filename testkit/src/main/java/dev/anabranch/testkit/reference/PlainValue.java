package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Optional;

/**
 * A value known before the run.
 *
 * @param type what it is
 * @param value a Long (int, size), Double, Boolean, String (string, path) or java.time.Duration
 */
record PlainValue(ScalarType type, Object value) {
    long integer() {
        return (Long) value;
    }

    boolean truth() {
        return (Boolean) value;
    }

    /** The value as the wanted type: integers widen to floats, sizes are integers, strings are paths. */
    Optional<PlainValue> as(ScalarType wanted) {
        if (type == wanted) {
            return Optional.of(this);
        }
        if (wanted == ScalarType.FLOAT && type == ScalarType.INT) {
            return Optional.of(new PlainValue(wanted, (double) integer()));
        }
        boolean same = (wanted == ScalarType.INT && type == ScalarType.SIZE)
                || (wanted == ScalarType.PATH && type == ScalarType.STRING);
        return same ? Optional.of(new PlainValue(wanted, value)) : Optional.empty();
    }
}
