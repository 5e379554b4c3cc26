package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.DurationUnit;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.SizeUnit;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.math.BigDecimal;
import java.util.Optional;

/** From the text of a number to its exact value. */
final class Numbers {
    private static final int MOST_CHARACTERS = 400;
    private static final BigDecimal LARGEST_SIZE = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    static Expression.IntLiteral integer(Span span) {
        String digits = span.text().replace("_", "");
        try {
            return new Expression.IntLiteral(Long.parseLong(digits), span);
        } catch (NumberFormatException e) {
            throw new SyntaxError(outOfRange(span, "whole numbers go up to " + Long.MAX_VALUE));
        }
    }

    static Expression.FloatLiteral real(Span span) {
        BigDecimal value = exact(span.text(), span);
        // Written out, 1.5e1 would look like a whole number.
        return new Expression.FloatLiteral(value.scale() == 0 ? value.setScale(1) : value, span);
    }

    static Expression quantity(Span span) {
        String text = span.text();
        int letters = 0;
        while (!isLetter(text.charAt(letters)) && !(text.charAt(letters) == '_' && !digitFollows(text, letters))) {
            letters++;
        }
        String symbol = text.substring(letters);
        BigDecimal amount = exact(text.substring(0, letters), span);
        Optional<DurationUnit> time = DurationUnit.of(symbol);
        if (time.isPresent()) {
            return new Expression.DurationLiteral(amount, time.get(), span);
        }
        SizeUnit unit = SizeUnit.of(symbol).orElseThrow(() -> new SyntaxError(unknownUnit(span, symbol)));
        if (amount.multiply(BigDecimal.valueOf(unit.bytes())).compareTo(LARGEST_SIZE) > 0) {
            throw new SyntaxError(outOfRange(span, "sizes go up to " + Long.MAX_VALUE + " bytes"));
        }
        return new Expression.SizeLiteral(amount, unit, span);
    }

    private static boolean digitFollows(String text, int position) {
        int at = position;
        while (at < text.length() && text.charAt(at) == '_') {
            at++;
        }
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Bounded before it is computed: a short text such as {@code 1e999999999} stands for a very long number. */
    private static BigDecimal exact(String text, Span span) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        boolean hugeExponent = exponent >= 0 && text.length() - exponent > 5;
        if (text.length() > MOST_CHARACTERS || hugeExponent) {
            throw new SyntaxError(outOfRange(span, "a number has at most 400 characters and an exponent below 1000"));
        }
        BigDecimal value = new BigDecimal(text.replace("_", ""));
        if (Double.isInfinite(value.doubleValue())) {
            throw new SyntaxError(outOfRange(span, "numbers go up to about 1.8e308"));
        }
        return value;
    }

    private static Diagnostic outOfRange(Span span, String help) {
        String text = span.text();
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return Diagnostic.error(SyntaxCodes.NUMBER_OUT_OF_RANGE, span, "the number `" + shown + "` is too large")
                .withHelp(help);
    }

    private static Diagnostic unknownUnit(Span span, String symbol) {
        String shown = symbol.length() <= 40 ? symbol : symbol.substring(0, 40) + "...";
        Diagnostic diagnostic = Diagnostic.error(
                        SyntaxCodes.UNKNOWN_UNIT,
                        new Span(span.source(), span.end() - symbol.length(), span.end()),
                        "`" + shown + "` is no unit")
                .withLabel("expected a unit of time or size");
        String amount = span.text().substring(0, span.text().length() - symbol.length());
        return diagnostic.withHelp(Units.meant(symbol)
                .map(m -> "did you mean `" + m + "`?")
                .or(() -> Units.rewritten(amount, symbol).map(m -> "write `" + m + "`"))
                .orElse("times: ns, us, ms, s, min, h, d; sizes: B, KB, KiB, MB, MiB, GB, GiB, TB, TiB; a name does not"
                        + " begin with a digit"));
    }
}
