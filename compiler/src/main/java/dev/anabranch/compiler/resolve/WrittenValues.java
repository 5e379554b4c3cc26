package dev.anabranch.compiler.resolve;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a value that is written in the wrong way for its type could be written. */
public final class WrittenValues {
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*(\\.[0-9]+)?");
    private static final int LONGEST = 40;

    private WrittenValues() {}

    /** A number without a unit, with one; empty for other texts and types. */
    public static Optional<String> unit(String text, ValueType type) {
        if (!NUMBER.matcher(text).matches() || text.length() > LONGEST) {
            return Optional.empty();
        }
        return type == ScalarType.DURATION
                ? Optional.of(text + "s")
                : type == ScalarType.SIZE ? Optional.of(text + "MiB") : Optional.empty();
    }

    /** A way out, for what is written in a flow; empty if none is seen. */
    public static Optional<String> mended(String text, ValueType type) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (unit(text, type).isPresent()) {
            return Optional.of(
                    type == ScalarType.DURATION
                            ? "give the number a unit: `" + text + "s`, `" + text + "min`, `" + text + "h`"
                            : "give the number a unit: `" + text + "KiB`, `" + text + "MiB`, `" + text + "GiB`");
        }
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String inside = quoted ? text.substring(1, text.length() - 1) : "";
        boolean wantsText = type == ScalarType.STRING || type == ScalarType.PATH;
        if (quoted && !wantsText && LiteralReader.param(inside, type).isPresent()) {
            return Optional.of("write it without quotes: `" + inside + "`");
        }
        if (type instanceof ValueType.ListOf list
                && LiteralReader.param(text, list.element()).isPresent()) {
            return Optional.of("write a list of one: `[" + text + "]`");
        }
        return Optional.empty();
    }
}
