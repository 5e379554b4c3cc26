package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Recognises how other languages write what a statement tries to say, and says how it is written here. */
final class ForeignForms {
    private final Surroundings here;

    private ForeignForms(Surroundings here) {
        this.here = here;
    }

    /** The diagnostic for a form of another language, if there is one at this place. */
    static Optional<Diagnostic> diagnose(Surroundings here) {
        ForeignForms forms = new ForeignForms(here);
        return Stream.<Supplier<Optional<Diagnostic>>>of(
                        forms::spacedUnit,
                        forms::slice,
                        () -> ForeignOperators.diagnose(here),
                        forms::openRange,
                        forms::argumentName,
                        forms::indexBrackets,
                        forms::listBrackets,
                        forms::severalTargets,
                        forms::publication,
                        forms::annotation,
                        forms::choice)
                .flatMap(form -> form.get().stream())
                .findFirst();
    }

    static Diagnostic error(Span span, String message, String expected, String help) {
        return Diagnostic.error(SyntaxCodes.UNEXPECTED, span, message)
                .withLabel("expected " + expected)
                .withHelp(help);
    }

    /** {@code 40 ms}. */
    private Optional<Diagnostic> spacedUnit() {
        boolean number = here.is(-1, FlowLexer.INT) || here.is(-1, FlowLexer.FLOAT);
        Optional<String> unit = number && here.is(0, FlowLexer.NAME) ? Units.of(here.text(0)) : Optional.empty();
        return unit.map(symbol -> error(
                here.span(-1, 0),
                "a unit stands directly behind its number",
                "`" + here.text(-1) + symbol + "`",
                here.text(0).equals(symbol)
                        ? "leave out the blank"
                        : "leave out the blank; the unit is called `" + symbol + "`"));
    }

    private boolean inBrackets() {
        return here.bracket().equals(Optional.of(FlowLexer.LEFT_BRACKET));
    }

    private boolean inParentheses() {
        return here.bracket().equals(Optional.of(FlowLexer.LEFT_PAREN));
    }

    /** {@code x[1:3]} and {@code x[:]}; also {@code dim i = 1:3}. */
    private Optional<Diagnostic> slice() {
        boolean dim = here.statement().first().getType() == FlowLexer.DIM && here.could(FlowLexer.RANGE);
        if (!here.is(0, FlowLexer.COLON) || !(inBrackets() || dim)) {
            return Optional.empty();
        }
        if (here.is(-1, FlowLexer.LEFT_BRACKET) || here.is(-1, FlowLexer.COMMA)) {
            boolean step = here.is(1, FlowLexer.COLON);
            return Optional.of(error(
                    here.span(0, step ? 1 : 0),
                    "`" + (step ? "::" : ":") + "` does not select all of an index",
                    "`*` or a range",
                    step
                            ? "all of an index is written `*`, every second from 0 to 10 `0..10 by 2`"
                            : "all of an index is written `*`"));
        }
        boolean plain = operand(-1) && operand(1);
        String from = plain ? here.text(-1) : "a";
        String to = plain ? here.text(1) : "b";
        return Optional.of(error(
                here.span(0, 0),
                "a range is not written with a colon",
                "`..` or `..<`",
                "write `" + from + ".." + to + "` for a range with its end, `" + from + "..<" + to
                        + "` for one without it"));
    }

    private boolean operand(int offset) {
        return here.is(offset, FlowLexer.INT) || here.is(offset, FlowLexer.NAME);
    }

    /** {@code x[1..]}, {@code x[..3]} and {@code x[]}. */
    private Optional<Diagnostic> openRange() {
        boolean noEnd = here.is(-1, FlowLexer.RANGE) || here.is(-1, FlowLexer.RANGE_BELOW);
        boolean noStart = here.is(0, FlowLexer.RANGE) || here.is(0, FlowLexer.RANGE_BELOW);
        boolean closes = here.is(0, FlowLexer.RIGHT_BRACKET) || here.is(0, FlowLexer.COMMA);
        if (!inBrackets() || !here.could(FlowLexer.FLOAT)) {
            return Optional.empty();
        }
        if ((noEnd && closes) || noStart) {
            return Optional.of(error(
                    noEnd ? here.span(-1, -1) : here.span(0, 0),
                    "this range has no " + (noEnd ? "end" : "start"),
                    "`a..b`",
                    "write both ends, or `*` for all of the index"));
        }
        return here.is(-1, FlowLexer.LEFT_BRACKET) && here.is(0, FlowLexer.RIGHT_BRACKET) && here.could(FlowLexer.STAR)
                ? Optional.of(error(
                        here.span(-1, 0),
                        "the brackets hold no index",
                        "an expression or `*`",
                        "write `*` for all of the index, or leave the brackets out"))
                : Optional.empty();
    }

    /** {@code task(name 3)} and {@code task(name = 3)}. */
    private Optional<Diagnostic> argumentName() {
        boolean named = inParentheses()
                && here.could(FlowLexer.COLON)
                && here.is(-1, FlowLexer.NAME)
                && (here.is(-2, FlowLexer.LEFT_PAREN) || here.is(-2, FlowLexer.COMMA));
        boolean value = Stream.of(FlowLexer.INT, FlowLexer.FLOAT, FlowLexer.QUANTITY, FlowLexer.STRING, FlowLexer.NAME)
                .anyMatch(type -> here.is(0, type));
        if (!named || !(here.is(0, FlowLexer.ASSIGN) || value)) {
            return Optional.empty();
        }
        String name = here.text(-1);
        if (here.is(0, FlowLexer.ASSIGN)) {
            String text = here.text(1).isEmpty() ? "..." : here.text(1);
            return Optional.of(error(
                    here.span(0, 0),
                    "an argument's name is followed by a colon",
                    "`:`",
                    "write `" + name + ": " + text + "`"));
        }
        return Optional.of(error(
                here.span(0, 0),
                "`" + name + "` and " + Words.found(here.found()) + " stand side by side",
                "`:` or `,`",
                "write `" + name + ": " + here.text(0) + "` if `" + name + "` is the argument's name, `" + name + ", "
                        + here.text(0) + "` for two arguments"));
    }

    /** {@code y(i) = ...} and {@code y{i} = ...}. */
    private Optional<Diagnostic> indexBrackets() {
        boolean wrong = here.isAt(1)
                && (here.is(0, FlowLexer.LEFT_PAREN) || here.is(0, FlowLexer.LEFT_BRACE))
                && here.could(FlowLexer.LEFT_BRACKET)
                && here.precedes(FlowLexer.ASSIGN);
        return wrong
                ? Optional.of(error(
                        here.span(0, 0),
                        "indices do not stand in " + Words.found(here.found()),
                        "`[`, `where` or `=`",
                        "write `" + here.text(-1) + "[" + (operand(1) ? here.text(1) : "...") + "] = ...`"))
                : Optional.empty();
    }

    /** {@code dim i = {1, 2}} and {@code dim i = (1, 2)}. */
    private Optional<Diagnostic> listBrackets() {
        boolean brace = here.is(0, FlowLexer.LEFT_BRACE) && here.could(FlowLexer.FLOAT);
        boolean tuple =
                here.is(0, FlowLexer.COMMA) && here.statement().first().getType() == FlowLexer.DIM && inParentheses();
        return brace || tuple
                ? Optional.of(error(
                        here.span(0, 0),
                        "a list does not stand in " + (brace ? "braces" : "parentheses"),
                        brace ? "`[`" : "`)`",
                        "write a list in square brackets: `[1, 2]`"))
                : Optional.empty();
    }

    /** {@code q, r = ...}. */
    private Optional<Diagnostic> severalTargets() {
        boolean wrong = here.isAt(1) && here.is(0, FlowLexer.COMMA) && here.could(FlowLexer.ASSIGN);
        return wrong
                ? Optional.of(error(
                        here.span(0, 0),
                        "several outputs stand in parentheses",
                        "`[`, `where` or `=`",
                        "write `(" + here.text(-1) + ", " + (operand(1) ? here.text(1) : "...") + ") = ...`"))
                : Optional.empty();
    }

    /** {@code publish x as name}, {@code publish x with key: 3}, {@code publish task(x)}. */
    private Optional<Diagnostic> publication() {
        if (here.statement().first().getType() != FlowLexer.PUBLISH) {
            return Optional.empty();
        }
        if (here.is(-1, FlowLexer.AS) && here.is(0, FlowLexer.NAME)) {
            return Optional.of(error(
                    here.span(0, 0),
                    "a name in the catalogue is a text",
                    "a string",
                    "write `as \"" + here.text(0) + "\"`"));
        }
        if (here.is(-1, FlowLexer.WITH) && here.is(0, FlowLexer.NAME)) {
            return Optional.of(error(
                    here.span(0, 0), "metadata stand in braces", "`{`", "write `with { " + here.text(0) + ": ... }`"));
        }
        boolean computed = here.is(0, FlowLexer.LEFT_PAREN)
                || Stream.of(FlowLexer.PLUS, FlowLexer.MINUS, FlowLexer.STAR, FlowLexer.SLASH)
                        .anyMatch(type -> here.is(0, type));
        return computed && here.could(FlowLexer.AS)
                ? Optional.of(error(
                        here.span(0, 0),
                        "only datasets that have a name are published",
                        "the end of the statement, `,`, `as` or `with`",
                        "give it a name by an equation, `name = ...`, then `publish name`"))
                : Optional.empty();
    }

    /** {@code x = task() cost(time: 3ms)}. */
    private Optional<Diagnostic> annotation() {
        boolean wrong = here.is(0, FlowLexer.NAME) && here.is(1, FlowLexer.LEFT_PAREN) && here.could(FlowLexer.AT);
        return wrong
                ? Optional.of(error(
                        here.span(0, 0),
                        "found " + Words.found(here.found()) + " where it cannot stand",
                        "an operator, `yields`, `@` or the end of the statement",
                        "an annotation begins with `@`: `@" + here.text(0) + "(...)`"))
                : Optional.empty();
    }

    /** {@code c ? a : b} and {@code a if c else b}. */
    private Optional<Diagnostic> choice() {
        boolean ternary = here.is(0, FlowLexer.QUESTION) && here.precedes(FlowLexer.COLON);
        boolean behind = here.is(0, FlowLexer.IF) && here.follows(FlowLexer.ASSIGN);
        return ternary || behind
                ? Optional.of(error(
                        here.span(0, 0),
                        ternary ? "a choice is not written with `?`" : "`if` stands before both values",
                        "an operator or the end of the expression",
                        "write `if condition then a else b`"))
                : Optional.empty();
    }
}
