package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in plain words why a statement does not parse, and guesses what its author meant. */
final class SyntaxAdvice {
    private static final List<String> STATEMENTS = List.of("flow", "use", "param", "dim", "input", "output", "publish");

    /** What other languages call our statements. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("import", "use"),
            Map.entry("include", "use"),
            Map.entry("from", "use"),
            Map.entry("parameter", "param"),
            Map.entry("arg", "param"),
            Map.entry("dimension", "dim"),
            Map.entry("range", "dim"),
            Map.entry("axis", "dim"),
            Map.entry("export", "publish"),
            Map.entry("emit", "publish"),
            Map.entry("workflow", "flow"),
            Map.entry("module", "flow"));

    private final StatementTokens statement;
    private final Positions positions;
    private final Token found;
    private final IntervalSet expected;
    private final boolean inString;

    private SyntaxAdvice(
            StatementTokens statement, Positions positions, Token found, IntervalSet expected, boolean inString) {
        this.inString = inString;
        this.statement = statement;
        this.positions = positions;
        this.found = found;
        this.expected = expected;
    }

    /**
     * The diagnostic for a statement that does not parse.
     *
     * @param found the first token that cannot stand where it stands; end-of-file for the statement's end
     * @param expected the token types that could
     */
    static Diagnostic diagnose(StatementTokens statement, Positions positions, Token found, IntervalSet expected) {
        SyntaxAdvice advice = new SyntaxAdvice(statement, positions, found, expected, false);
        return advice.unknownStatement()
                .or(() -> ForeignForms.diagnose(new Surroundings(statement, positions, found, expected)))
                .or(advice::bracket)
                .or(advice::assignmentOrComparison)
                .or(advice::keywordAsName)
                .orElseGet(advice::general);
    }

    /** The diagnostic for what stands between braces in a string and is no expression. */
    static Diagnostic diagnoseInString(
            StatementTokens expression, Positions positions, Token found, IntervalSet expected) {
        SyntaxAdvice advice = new SyntaxAdvice(expression, positions, found, expected, true);
        String what = found.getType() == Token.EOF ? "this expression is not finished" : advice.cannotStand();
        return Diagnostic.error(SyntaxCodes.BAD_INTERPOLATION, advice.foundSpan(), what)
                .withLabel("expected " + advice.expectedWords())
                .withHelp("braces in a string hold an expression; a brace that is meant as itself is written `\\{`");
    }

    /** {@code parameter x : int}: a name followed by another is neither an equation nor a statement. */
    private Optional<Diagnostic> unknownStatement() {
        Token first = statement.first();
        int type = first.getType();
        boolean equation = type == FlowLexer.NAME || type == FlowLexer.LEFT_PAREN;
        if (type == FlowLexer.NAME && found == at(1) && (is(1, FlowLexer.NAME) || is(1, FlowLexer.STRING))) {
            Diagnostic diagnostic = Diagnostic.error(
                            SyntaxCodes.UNKNOWN_STATEMENT,
                            positions.of(first),
                            "`" + first.getText() + "` begins no statement")
                    .withLabel("expected a statement");
            return Optional.of(diagnostic.withHelp(statementMeant(first.getText())));
        }
        boolean named = Words.isKeyword(type) && (is(1, FlowLexer.ASSIGN) || is(1, FlowLexer.LEFT_BRACKET));
        if (named) {
            String word = first.getText();
            boolean nameless = is(1, FlowLexer.ASSIGN) && (type == FlowLexer.DIM || type == FlowLexer.PARAM);
            return Optional.of(
                    nameless
                            ? keyword(first)
                                    .withHelp("to declare a " + word + " give it a name: `" + word + " name"
                                            + (type == FlowLexer.DIM ? " = ...`" : " : int = ...`"))
                            : keyword(first));
        }
        if (!equation && found == first) {
            return Optional.of(Diagnostic.error(
                            SyntaxCodes.UNKNOWN_STATEMENT,
                            positions.of(first),
                            "a statement cannot begin with " + Words.found(first))
                    .withHelp(
                            "statements begin with `flow`, `use`, `param`, `dim`, `input`, `output`, `publish`, or with"
                                    + " the name that they define"));
        }
        return Optional.empty();
    }

    private static String statementMeant(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (List.of("for", "while", "foreach", "do").contains(lower)) {
            return "there are no loops: a dim stands for all its coordinates, `x[i] = task(y[i])`";
        }
        if (List.of("let", "var", "val", "def", "const").contains(lower)) {
            return "a definition needs no keyword: `name = expression`";
        }
        Optional<String> meant =
                Optional.ofNullable(ELSEWHERE.get(lower)).or(() -> Spelling.closest(lower, STATEMENTS));
        return meant.map(m -> "did you mean `" + m + "`?")
                .orElse("statements begin with `flow`, `use`, `param`, `dim`, `input`, `output`, `publish`, or with the"
                        + " name that they define");
    }

    private Optional<Diagnostic> bracket() {
        BracketCheck brackets = BracketCheck.of(statement);
        if (brackets.unopened().filter(t -> t == found).isPresent()) {
            Diagnostic diagnostic = Diagnostic.error(
                    SyntaxCodes.MISMATCHED_BRACKET,
                    positions.of(found),
                    brackets.opener()
                            .map(o -> Words.found(found) + " cannot close the " + Words.found(o) + " opened at "
                                    + place(o))
                            .orElse(Words.found(found) + " closes nothing"));
            String help = brackets.opener()
                    .map(o ->
                            "close the " + Words.found(o) + " first, with `" + closerSign(BracketCheck.closer(o)) + "`")
                    .orElse("leave it out, or open its partner before it");
            return Optional.of(
                    diagnostic.withLabel("expected " + expectedWords()).withHelp(help));
        }
        Optional<Token> inner = BracketCheck.innermostBefore(statement, found);
        if (brackets.unclosed().isEmpty() || inner.isEmpty()) {
            return Optional.empty();
        }
        int closer = BracketCheck.closer(inner.get());
        if (!expected.contains(closer) && found.getType() != Token.EOF) {
            return Optional.empty();
        }
        String sign = closerSign(closer);
        return Optional.of(Diagnostic.error(
                        SyntaxCodes.UNCLOSED_BRACKET,
                        foundSpan(),
                        found.getType() == Token.EOF
                                ? "missing `" + sign + "` at the end of the statement"
                                : "missing `" + sign + "`: found " + Words.found(found))
                .withLabel("expected " + expectedWords())
                .withHelp("the " + Words.found(inner.get()) + " opened at " + place(inner.get()) + " is not closed"));
    }

    private static String closerSign(int closer) {
        return switch (closer) {
            case FlowLexer.RIGHT_PAREN -> ")";
            case FlowLexer.RIGHT_BRACKET -> "]";
            default -> "}";
        };
    }

    private Optional<Diagnostic> assignmentOrComparison() {
        if (found.getType() == FlowLexer.EQUAL && expected.contains(FlowLexer.ASSIGN)) {
            return Optional.of(Diagnostic.error(
                            SyntaxCodes.ASSIGNMENT_OR_COMPARISON,
                            positions.of(found),
                            "`==` compares, it defines nothing")
                    .withLabel("expected `=`")
                    .withHelp("to define `"
                            + statement.declaredNames().stream().findFirst().orElse("a name") + "` write `=`"));
        }
        if (found.getType() == FlowLexer.ASSIGN && !expected.contains(FlowLexer.ASSIGN) && afterFirstAssignment()) {
            return Optional.of(secondAssignment());
        }
        if (found.getType() == Token.EOF && expected.contains(FlowLexer.ASSIGN) && hasToken(FlowLexer.EQUAL)) {
            return Optional.of(general().withHelp("`==` compares; to define write `=`"));
        }
        return Optional.empty();
    }

    /** In {@code x where i = 3 = ...} it is the first that was meant to compare. */
    private Diagnostic secondAssignment() {
        Token first = statement.tokens().stream()
                .filter(t -> t.getType() == FlowLexer.ASSIGN)
                .findFirst()
                .orElse(found);
        boolean guard = statement.tokens().stream()
                .anyMatch(t -> t.getType() == FlowLexer.WHERE && t.getStartIndex() < first.getStartIndex());
        Token meant = guard ? first : found;
        int at = statement.tokens().indexOf(meant);
        String comparison = text(at - 1) + " == " + text(at + 1);
        return Diagnostic.error(
                        SyntaxCodes.ASSIGNMENT_OR_COMPARISON,
                        positions.of(meant),
                        guard ? "`=` defines, it does not compare" : "a second `=` in one statement")
                .withLabel(guard ? "expected `==`" : "expected " + expectedWords())
                .withHelp("to compare write `==`" + (guard ? ": `" + comparison + "`" : ""));
    }

    private String text(int position) {
        return statement.at(position).map(Token::getText).orElse("...");
    }

    private boolean afterFirstAssignment() {
        return statement.tokens().stream()
                .anyMatch(t -> t.getType() == FlowLexer.ASSIGN && t.getStartIndex() < found.getStartIndex());
    }

    private boolean hasToken(int type) {
        return statement.tokens().stream().anyMatch(t -> t.getType() == type);
    }

    private Optional<Diagnostic> keywordAsName() {
        if (!Words.isKeyword(found.getType()) || !expected.contains(FlowLexer.NAME)) {
            return Optional.empty();
        }
        return Optional.of(keyword(found).withLabel("expected " + expectedWords()));
    }

    private Diagnostic keyword(Token word) {
        return Diagnostic.error(
                        SyntaxCodes.UNEXPECTED,
                        positions.of(word),
                        "`" + word.getText() + "` is a word of the language and cannot be a name")
                .withHelp("choose another name, such as `" + word.getText() + "_`");
    }

    private Diagnostic general() {
        boolean ended = found.getType() == Token.EOF;
        Diagnostic diagnostic = Diagnostic.error(
                        SyntaxCodes.UNEXPECTED, foundSpan(), ended ? "this statement is not finished" : cannotStand())
                .withLabel("expected " + expectedWords());
        String help = wayOut();
        return help.isEmpty() ? diagnostic : diagnostic.withHelp(help);
    }

    private String cannotStand() {
        return "found " + Words.found(found) + " where it cannot stand";
    }

    private String expectedWords() {
        IntervalSet shown = new IntervalSet(expected);
        if (statement.first().getType() == FlowLexer.PUBLISH) {
            // It is parsed, so that a later stage can say why it has no business there.
            shown.remove(FlowLexer.QUESTION);
        }
        return Words.expected(shown, inString ? "`}`" : "the end of the statement");
    }

    private String wayOut() {
        int kind = statement.first().getType();
        int type = found.getType();
        if (kind == FlowLexer.PARAM && expected.contains(FlowLexer.COLON)) {
            return "a param has a type: `param " + nameOr(1) + " : " + typeOfDefault() + "`";
        }
        if (kind == FlowLexer.PARAM && type == FlowLexer.GREATER_OR_EQUAL) {
            return "put a blank between `>` and `=`";
        }
        if (kind == FlowLexer.INPUT && expected.contains(FlowLexer.COLON)) {
            return "an input has a type: `input " + nameOr(1) + "[...] : tensor<f64>[..]`";
        }
        if (kind == FlowLexer.DIM && expected.contains(FlowLexer.ASSIGN)) {
            return "a dim has coordinates: `dim " + nameOr(1) + " = 1..10`";
        }
        if (type == FlowLexer.DOT && (kind == FlowLexer.DIM || expected.contains(FlowLexer.RANGE))) {
            return "a range is written `a..b` with two dots";
        }
        if (kind == FlowLexer.USE && expected.contains(FlowLexer.AS)) {
            return "give it a name in this flow: `as name`";
        }
        if (kind == FlowLexer.USE && type == FlowLexer.STRING) {
            return "another flow is used by `use flow " + found.getText() + " as name`";
        }
        if (type == FlowLexer.STAR) {
            return "a lone `*` is an index and stands in brackets: `x[*]`";
        }
        if (type == FlowLexer.NAME && misspeltKeyword().isPresent()) {
            return "did you mean `" + misspeltKeyword().get() + "`?";
        }
        if (callWithoutParentheses()) {
            return "the arguments of a task stand in parentheses: `"
                    + text(statement.tokens().indexOf(found) - 3) + "."
                    + text(statement.tokens().indexOf(found) - 1)
                    + "(...)`";
        }
        if (type == FlowLexer.NAME) {
            return expected.contains(FlowLexer.COMMA) ? "put a comma between the two" : "";
        }
        boolean value = type == FlowLexer.INT || type == FlowLexer.FLOAT || type == FlowLexer.STRING;
        if (value && expected.contains(FlowLexer.COMMA)) {
            return "put a comma between the two";
        }
        if (type == FlowLexer.COMMA && statement.is(0, FlowLexer.NAME) && inParentheses()) {
            return "several datasets together stand on the left only: `(q, r)[i] = task(...)`";
        }
        if (type == FlowLexer.WHERE && afterFirstAssignment()) {
            return "`where` stands before the `=`: `x[i] where i > 0 = ...`";
        }
        if (type == FlowLexer.RANGE || type == FlowLexer.RANGE_BELOW) {
            return "ranges stand in dims and between the brackets of a reference";
        }
        return "";
    }

    /** {@code library.task x}. */
    private boolean callWithoutParentheses() {
        int at = statement.tokens().indexOf(found);
        return expected.contains(FlowLexer.LEFT_PAREN)
                && is(at - 1, FlowLexer.NAME)
                && is(at - 2, FlowLexer.DOT)
                && is(at - 3, FlowLexer.NAME);
    }

    /** The word of the language that could stand here and is spelt nearly like what was found. */
    private Optional<String> misspeltKeyword() {
        List<String> words = new ArrayList<>();
        for (int type : expected.toArray()) {
            if (Words.isKeyword(type) && type != FlowLexer.TRUE && type != FlowLexer.FALSE && type != FlowLexer.IF) {
                String literal = FlowLexer.VOCABULARY.getLiteralName(type);
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return Spelling.closest(found.getText(), words);
    }

    private boolean inParentheses() {
        return BracketCheck.innermostBefore(statement, found)
                .filter(t -> t.getType() == FlowLexer.LEFT_PAREN)
                .isPresent();
    }

    private String nameOr(int position) {
        return statement
                .at(position)
                .filter(t -> t.getType() == FlowLexer.NAME)
                .map(Token::getText)
                .orElse("name");
    }

    /** What a param without a type seems to be, from its default. */
    private String typeOfDefault() {
        Token value = statement.last();
        String type = switch (value.getType()) {
            case FlowLexer.FLOAT -> "float";
            case FlowLexer.STRING -> "string";
            case FlowLexer.TRUE, FlowLexer.FALSE -> "bool";
            case FlowLexer.QUANTITY -> value.getText().endsWith("B") ? "size" : "duration";
            default -> "int";
        };
        return statement.is(2, FlowLexer.ASSIGN) && statement.tokens().size() == 4
                ? type + " = " + value.getText()
                : type;
    }

    private Token at(int position) {
        return statement.at(position).orElse(found);
    }

    private boolean is(int position, int type) {
        return statement.is(position, type);
    }

    private Span foundSpan() {
        return positions.of(found);
    }

    private String place(Token token) {
        Span span = positions.of(token);
        return "line " + span.line() + ", column " + span.column();
    }
}
