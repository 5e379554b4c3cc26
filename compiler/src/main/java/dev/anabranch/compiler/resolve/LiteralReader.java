package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.DurationUnit;
import dev.anabranch.dsl.tree.SizeUnit;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values that stand outside of flow files: params on the command line, whose strings carry no quotes, and the
 * defaults of tasks' parameters, which are literals of the flow language.
 */
public final class LiteralReader {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)([0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)");
    private static final int LONGEST_NUMBER = 400;

    private final String text;
    private int at;

    private LiteralReader(String text) {
        this.text = text;
    }

    /** A value of a param's type as given on the command line; empty if the text is none. */
    public static Optional<Operand> param(String text, ValueType type) {
        if (type instanceof ValueType.ListOf list) {
            return list(text, list.element());
        }
        return scalar(text, type);
    }

    /** A literal of the flow language, of whatever type it has; empty if the text is none. */
    public static Optional<Operand> literal(String text) {
        LiteralReader reader = new LiteralReader(text.strip());
        Optional<Operand> value = reader.value();
        return reader.at == reader.text.length() ? value : Optional.empty();
    }

    private static Optional<Operand> list(String text, ValueType element) {
        if (text.strip().startsWith("[")) {
            return literal(text)
                    .flatMap(value ->
                            value instanceof Operand.Listed listed ? converted(listed, element) : Optional.empty());
        }
        List<Operand> elements = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                Optional<Operand> value = scalar(part.strip(), element);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                elements.add(value.get());
            }
        }
        return Optional.of(new Operand.Listed(elements));
    }

    private static Optional<Operand> converted(Operand.Listed listed, ValueType element) {
        List<Operand> elements = new ArrayList<>();
        for (Operand operand : listed.elements()) {
            Optional<Plain> value = operand instanceof Plain plain && element instanceof ScalarType wanted
                    ? PlainArithmetic.convert(plain, wanted)
                    : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            elements.add(value.get());
        }
        return Optional.of(new Operand.Listed(elements));
    }

    private static Optional<Operand> scalar(String text, ValueType type) {
        if (type == ScalarType.STRING || type == ScalarType.PATH) {
            return Optional.of(Plain.of((ScalarType) type, text));
        }
        Optional<Operand> value = literal(text);
        return value.flatMap(operand -> operand instanceof Plain plain && type instanceof ScalarType wanted
                ? PlainArithmetic.convert(plain, wanted).map(Operand.class::cast)
                : Optional.empty());
    }

    private Optional<Operand> value() {
        if (at == text.length()) {
            return Optional.empty();
        }
        if (text.charAt(at) == '[') {
            return listed();
        }
        if (text.charAt(at) == '"') {
            return string();
        }
        for (boolean truth : new boolean[] {true, false}) {
            String word = Boolean.toString(truth);
            if (text.startsWith(word, at)) {
                at += word.length();
                return Optional.of(Plain.of(ScalarType.BOOL, truth));
            }
        }
        return number();
    }

    private Optional<Operand> listed() {
        List<Operand> elements = new ArrayList<>();
        at++;
        blanks();
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.charAt(at) == '[') {
                return Optional.empty();
            }
            Optional<Operand> element = value();
            if (element.isEmpty()) {
                return element;
            }
            elements.add(element.get());
            blanks();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                blanks();
            } else {
                break;
            }
        }
        if (at == text.length() || text.charAt(at) != ']') {
            return Optional.empty();
        }
        at++;
        return Optional.of(new Operand.Listed(elements));
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Optional<Operand> string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(Plain.of(ScalarType.STRING, value.toString()));
            }
            if (c == '\\' && at + 1 < text.length()) {
                c = text.charAt(++at);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
            }
            value.append(c);
        }
        return Optional.empty();
    }

    private Optional<Operand> number() {
        Matcher form = NUMBER.matcher(text).region(at, Math.min(text.length(), at + LONGEST_NUMBER));
        if (!form.lookingAt()) {
            return Optional.empty();
        }
        at = form.end();
        BigDecimal amount = new BigDecimal(
                (form.group(1).equals("-") ? "-" : "") + form.group(2).replace("_", ""));
        String unit = form.group(3);
        try {
            if (unit.isEmpty()) {
                boolean whole = form.group(2).matches("[0-9_]+");
                if (!whole && Double.isInfinite(amount.doubleValue())) {
                    return Optional.empty();
                }
                return Optional.of(
                        whole
                                ? Plain.of(ScalarType.INT, amount.longValueExact())
                                : Plain.of(ScalarType.FLOAT, amount.doubleValue()));
            }
            Optional<BigDecimal> seconds = DurationUnit.of(unit).map(u -> amount.multiply(u.seconds()));
            return seconds.isPresent()
                    ? seconds.filter(PlainArithmetic::isWhole)
                            .map(s -> Plain.of(ScalarType.DURATION, PlainArithmetic.durationOf(s)))
                    : SizeUnit.of(unit).map(u -> Plain.of(ScalarType.SIZE, bytes(amount, u)));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long bytes(BigDecimal amount, SizeUnit unit) {
        return PlainArithmetic.rounded(amount.multiply(BigDecimal.valueOf(unit.bytes())));
    }
}
