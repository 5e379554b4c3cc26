package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/** Operators, signs and words that other languages know, and how they are written here. */
final class ForeignOperators {
    /** Two signs side by side that are one operator elsewhere; {@code from} is where the first of them stands. */
    private record Pair(int from, int first, int second, String instead, String help) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(-1, FlowLexer.LESS, FlowLexer.GREATER, "`!=`", "\"unequal\" is written `!=`"),
            new Pair(-1, FlowLexer.ASSIGN, FlowLexer.LESS, "`<=`", "\"at most\" is written `<=`"),
            new Pair(-1, FlowLexer.ASSIGN, FlowLexer.GREATER, "`>=`", "\"at least\" is written `>=`"),
            new Pair(-1, FlowLexer.EQUAL, FlowLexer.ASSIGN, "`==`", "\"equal\" is written `==`"),
            new Pair(-1, FlowLexer.NOT_EQUAL, FlowLexer.ASSIGN, "`!=`", "\"unequal\" is written `!=`"),
            new Pair(
                    -1,
                    FlowLexer.STAR,
                    FlowLexer.STAR,
                    "an expression",
                    "a power of numbers is written `pow(a, b)`; datasets are multiplied, as in `x * x`"),
            new Pair(-1, FlowLexer.MINUS, FlowLexer.GREATER, "`.`", "a task is called with a dot: `library.task(...)`"),
            new Pair(-1, FlowLexer.RANGE, FlowLexer.DOT, "`..`", "a range is written `a..b`, with two dots"),
            new Pair(
                    -1, FlowLexer.RANGE, FlowLexer.ASSIGN, "`..`", "`a..b` has both ends; `a..<b` is without the last"),
            new Pair(0, FlowLexer.RANGE, FlowLexer.DOT, "an expression or `*`", "all of an index is written `*`"),
            new Pair(0, FlowLexer.COLON, FlowLexer.ASSIGN, "`=`", "a definition is written `=`"),
            new Pair(0, FlowLexer.COLON, FlowLexer.COLON, "`.`", "a task is called with a dot: `library.task(...)`"));

    private static final List<Integer> ARITHMETIC =
            List.of(FlowLexer.PLUS, FlowLexer.MINUS, FlowLexer.STAR, FlowLexer.SLASH);

    private ForeignOperators() {}

    static Optional<Diagnostic> diagnose(Surroundings here) {
        for (Pair pair : PAIRS) {
            if (here.joined(pair.from(), pair.first(), pair.second())) {
                String written = here.text(pair.from()) + here.text(pair.from() + 1);
                return Optional.of(ForeignForms.error(
                        here.span(pair.from(), pair.from() + 1),
                        "`" + written + "` means nothing here",
                        pair.instead(),
                        pair.help()));
            }
        }
        for (int operator : ARITHMETIC) {
            if (here.joined(0, operator, FlowLexer.ASSIGN) && here.could(FlowLexer.ASSIGN)) {
                return Optional.of(ForeignForms.error(
                        here.span(0, 1),
                        "`" + here.text(0) + "=` means nothing here",
                        "`=`",
                        "what has a name never changes: give the sum a name of its own, or an index that counts"));
            }
        }
        return here.is(-1, FlowLexer.NAME) && here.text(-1).equals("not")
                ? Optional.of(ForeignForms.error(
                        here.span(-1, -1),
                        "found the name `not` where it cannot stand",
                        "`!`",
                        "\"not\" is written `!`"))
                : word(here);
    }

    private static Optional<Diagnostic> word(Surroundings here) {
        if (!here.is(0, FlowLexer.NAME)) {
            return Optional.empty();
        }
        String before = here.is(-1, FlowLexer.NAME) ? here.text(-1) : "x";
        boolean list = here.bracket().equals(Optional.of(FlowLexer.LEFT_BRACKET));
        boolean range = here.could(FlowLexer.RANGE);
        String help = switch (here.text(0)) {
            case "and" -> "\"and\" is written `&&`";
            case "or" -> "\"or\" is written `||`";
            case "is" -> "\"equal\" is written `==`";
            case "mod" -> "the remainder is written `%`";
            case "div" -> "division is written `/`; between integers it gives an integer";
            case "to" -> range ? "a range is written `a..b`" : "";
            case "step" -> here.could(FlowLexer.BY) ? "the distance in a range is written `by`" : "";
            case "for" ->
                list
                        ? "there are no loops: the list over an index is written `x[*]`, or `x[a..b]`"
                        : "there are no loops: an index on the left stands for all its coordinates";
            case "in" ->
                here.follows(FlowLexer.WHERE)
                        ? "write `" + before + " == 1 || " + before + " == 2`, or `1 <= " + before + " && " + before
                                + " <= 2`"
                        : here.statement().first().getType() == FlowLexer.DIM
                                ? "write `dim " + before + " = ...`"
                                : "which coordinates an equation holds for is said by `where`";
            default -> "";
        };
        return help.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                                SyntaxCodes.UNEXPECTED,
                                here.span(0, 0),
                                "found " + Words.found(here.found()) + " where it cannot stand")
                        .withLabel("expected " + Words.expected(here.expected(), "the end of the statement"))
                        .withHelp(help));
    }
}
