package dev.anabranch.compiler.resolve;

import dev.anabranch.dsl.Units;
import dev.anabranch.dsl.tree.DurationUnit;
import dev.anabranch.dsl.tree.SizeUnit;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a value that is written in the wrong way for its type could be written. */
public final class WrittenValues {
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*(\\.[0-9]+)?");
    private static final Pattern QUANTITY = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?) ?([A-Za-z]+)");
    private static final Pattern ISO = Pattern.compile("P(?:T([0-9]+)([HMS])|([0-9]+)(D))");

    /** What can be multiplied without parentheses. */
    private static final Pattern FACTOR = Pattern.compile("-?[\\w.]+(\\[[^\\[\\]]*\\])?( ?[*/] ?[\\w.]+)*");

    private static final int LONGEST = 40;

    private WrittenValues() {}

    /** A number or a quantity in other words, as a quantity of the type; empty for other texts and types. */
    static Optional<String> quantity(String text, ValueType type) {
        boolean quantity = type == ScalarType.DURATION || type == ScalarType.SIZE;
        if (!quantity || text.length() > LONGEST) {
            return Optional.empty();
        }
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(text + (type == ScalarType.DURATION ? "s" : "MiB"));
        }
        Matcher iso = ISO.matcher(text.toUpperCase(Locale.ROOT));
        if (type == ScalarType.DURATION && iso.matches()) {
            return Optional.of(iso.group(4) != null ? iso.group(3) + "d" : iso.group(1) + symbol(iso.group(2)));
        }
        Matcher written = QUANTITY.matcher(text);
        return written.matches()
                ? Units.of(written.group(2)).filter(unit -> of(unit, type)).map(unit -> written.group(1) + unit)
                : Optional.empty();
    }

    private static String symbol(String designator) {
        return switch (designator) {
            case "H" -> "h";
            case "M" -> "min";
            default -> "s";
        };
    }

    private static boolean of(String unit, ValueType type) {
        return type == ScalarType.DURATION
                ? DurationUnit.of(unit).isPresent()
                : SizeUnit.of(unit).isPresent();
    }

    /** A way out where a number is computed that should have a unit. */
    public static String multiplied(String text, ValueType type) {
        String number = FACTOR.matcher(text).matches() ? text : "(" + text + ")";
        return "multiply the number by a unit, as in `" + number + " * " + (type == ScalarType.SIZE ? "1MiB" : "1h")
                + "`, or give the unit where the number comes from";
    }

    /** A way out, for what is written in a flow; empty if none is seen. */
    public static Optional<String> mended(String text, ValueType type) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (type instanceof ValueType.ListOf list) {
            if (text.startsWith("[") && text.endsWith("]")) {
                return elements(text.substring(1, text.length() - 1), list.element());
            }
            return LiteralReader.param(text, list.element()).isPresent()
                    ? Optional.of("write a list of one: `[" + text + "]`")
                    : Optional.empty();
        }
        if (!(type instanceof ScalarType scalar)) {
            return Optional.empty();
        }
        return switch (scalar) {
            case DURATION, SIZE -> unit(text, scalar).or(() -> quoted(text, scalar));
            case INT -> whole(text).or(() -> quoted(text, scalar));
            case FLOAT -> withoutUnit(text).or(() -> quoted(text, scalar));
            case BOOL -> truth(text).or(() -> quoted(text, scalar));
            case STRING, PATH -> inQuotes(text);
        };
    }

    /** How the first element that is wrong could be written. */
    private static Optional<String> elements(String inside, ValueType type) {
        return Arrays.stream(inside.split(",", -1))
                .map(String::strip)
                .filter(element -> LiteralReader.literal(element).isPresent()
                        && LiteralReader.param(element, type).isEmpty())
                .findFirst()
                .flatMap(element -> mended(element, type));
    }

    private static Optional<String> quoted(String text, ScalarType type) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String inside = quoted ? text.substring(1, text.length() - 1) : "";
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        if (LiteralReader.param(inside, type).isPresent()) {
            return Optional.of("write it without quotes: `" + inside + "`");
        }
        return quantity(inside, type).map(mended -> "write it without quotes: `" + mended + "`");
    }

    /** Units behind a number that has none, or one of another kind. */
    private static Optional<String> unit(String text, ScalarType type) {
        Matcher other = QUANTITY.matcher(text);
        boolean number = NUMBER.matcher(text).matches();
        Optional<String> same = number ? Optional.empty() : quantity(text, type);
        if (same.isPresent()) {
            return same.map(mended -> "write `" + mended + "`");
        }
        if (!number && !other.matches()) {
            return Optional.empty();
        }
        String amount = number ? text : other.group(1);
        String units = type == ScalarType.DURATION
                ? "`" + amount + "s`, `" + amount + "min`, `" + amount + "h`"
                : "`" + amount + "KiB`, `" + amount + "MiB`, `" + amount + "GiB`";
        return Optional.of(
                number
                        ? "give the number a unit: " + units
                        : "give it a unit of " + (type == ScalarType.DURATION ? "time: " : "size: ") + units);
    }

    private static Optional<String> withoutUnit(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        return quantity.matches() ? Optional.of("leave out the unit: `" + quantity.group(1) + "`") : Optional.empty();
    }

    private static Optional<String> whole(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        String number = quantity.matches() ? quantity.group(1) : text;
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        if (!number.contains(".")) {
            return withoutUnit(text);
        }
        BigDecimal exact = new BigDecimal(number.replace("_", ""));
        String below = exact.setScale(0, RoundingMode.FLOOR).toPlainString();
        String above = exact.setScale(0, RoundingMode.CEILING).toPlainString();
        return Optional.of("write a whole number: `" + below + (below.equals(above) ? "`" : "` or `" + above + "`"));
    }

    private static Optional<String> truth(String text) {
        return switch (text) {
            case "0" -> Optional.of("write `false`");
            case "1" -> Optional.of("write `true`");
            default -> Optional.empty();
        };
    }

    private static Optional<String> inQuotes(String text) {
        boolean bare = text.chars().noneMatch(c -> "\"{}\\\n".indexOf(c) >= 0);
        boolean literal = LiteralReader.literal(text).isPresent();
        return bare
                ? Optional.of("write it in double quotes: `\"" + (literal ? text : "{" + text + "}") + "\"`")
                : Optional.empty();
    }
}
