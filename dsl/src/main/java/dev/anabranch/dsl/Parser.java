package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.Flow;
import dev.anabranch.dsl.tree.Comment;
import dev.anabranch.dsl.tree.Documentation;
import dev.anabranch.dsl.tree.FlowHeader;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the text of a flow file to its syntax tree. Each statement is read on its own, so that a mistake in one hides
 * none in another; each reports at most one. Time and memory are bounded for any text.
 */
public final class Parser {
    /** How many statements' mistakes are shown; the others are counted. */
    public static final int MOST_ERRORS = 20;

    /** After so many wrong statements the rest of the file is not read: it is no flow. */
    private static final int GIVE_UP = 1_000;

    /** How many words and signs a statement may have. */
    private static final int LONGEST_STATEMENT = 200_000;

    private final SourceText source;
    private final Positions positions;
    private final StatementParser parser = new StatementParser();
    private final Diagnostics diagnostics = new Diagnostics();
    private final List<Statement> statements = new ArrayList<>();
    private final Set<String> brokenNames = new LinkedHashSet<>();
    private Optional<FlowHeader> header = Optional.empty();
    private int broken;
    private Optional<Span> firstNotShown = Optional.empty();

    private Parser(SourceText source) {
        this.source = source;
        this.positions = new Positions(source);
    }

    /** The syntax tree of a file, or everything that is wrong with its form. */
    public static Checked<SyntaxTree> parse(SourceText source) {
        ParseResult result = parseWithErrors(source);
        if (result.diagnostics().isEmpty()) {
            return Checked.of(result.tree());
        }
        Diagnostics all = new Diagnostics();
        all.addAll(result.diagnostics());
        return Checked.of(result.tree(), all);
    }

    /** What could be read of a file together with everything that is wrong with its form. */
    public static ParseResult parseWithErrors(SourceText source) {
        return new Parser(source).run();
    }

    private ParseResult run() {
        Optional<Diagnostic> refused = refuse();
        if (refused.isPresent()) {
            diagnostics.add(refused.get());
            return result(List.of());
        }
        Tokens tokens;
        try {
            tokens = Tokens.of(new Span(source, 0, source.text().length()));
        } catch (SyntaxError e) {
            diagnostics.add(e.diagnostic());
            return result(List.of());
        }
        Comments comments = new Comments(tokens.comments(), positions);
        if (tokens.words().isEmpty()) {
            diagnostics.add(empty());
        }
        int lineBefore = 0;
        for (StatementTokens statement : StatementSplitter.split(tokens.words())) {
            read(statement, comments.before(statement, lineBefore));
            lineBefore = Tokens.lastLine(statement.last());
            if (broken == GIVE_UP) {
                break;
            }
        }
        firstNotShown.ifPresent(this::summarise);
        return result(comments.others());
    }

    private ParseResult result(List<Comment> comments) {
        // Sorting nothing would still load what sorts: most files are right, and each is read by a cold start.
        List<Diagnostic> sorted = diagnostics.hasErrors() ? diagnostics.sorted() : List.of();
        return new ParseResult(new SyntaxTree(source, header, statements, comments), sorted, brokenNames);
    }

    private Optional<Diagnostic> refuse() {
        if (source.text().length() > SourceDecoder.LARGEST_FILE) {
            return Optional.of(Diagnostic.error(
                            SyntaxCodes.FILE_TOO_LARGE, new Span(source, 0, 0), "the file has more than 16 MiB")
                    .withHelp("write large families with dims; put long lists in a file that `lines(...)` reads"));
        }
        return TextCheck.firstControlCharacter(source);
    }

    private Diagnostic empty() {
        return Diagnostic.error(SyntaxCodes.EMPTY_FILE, new Span(source, 0, 0), "the file holds no statement")
                .withLabel("expected `flow name`")
                .withHelp("a flow begins with `flow name` and publishes something at its end: `publish dataset`");
    }

    private void read(StatementTokens statement, Optional<Documentation> documentation) {
        try {
            check(statement);
            Flow.StatementContext context = parser.statement(statement, positions);
            Span span = positions.between(statement.first(), statement.last());
            ExpressionBuilder expressions = new ExpressionBuilder(positions, parser);
            if (context.header() != null) {
                readHeader(
                        new FlowHeader(expressions.name(context.header().NAME().getSymbol()), documentation, span));
            } else {
                statements.add(new StatementBuilder(expressions, documentation, span).visit(context));
            }
        } catch (SyntaxError e) {
            brokenNames.addAll(statement.declaredNames());
            broken++;
            if (broken == MOST_ERRORS) {
                parser.beRough();
            }
            if (broken <= MOST_ERRORS) {
                diagnostics.add(e.diagnostic());
            } else if (firstNotShown.isEmpty()) {
                firstNotShown = Optional.of(positions.of(statement.first()));
            }
        }
    }

    private void check(StatementTokens statement) {
        LexicalCheck.check(statement, positions)
                .or(() -> NestingCheck.check(statement, positions))
                .ifPresent(d -> {
                    throw new SyntaxError(d);
                });
        if (statement.tokens().size() > LONGEST_STATEMENT) {
            throw new SyntaxError(Diagnostic.error(
                            SyntaxCodes.STATEMENT_TOO_LONG,
                            positions.of(statement.first()),
                            "this statement has more than 200,000 words and signs")
                    .withHelp("put long lists in a file that `lines(...)` reads"));
        }
    }

    private void readHeader(FlowHeader found) {
        boolean misplaced = header.isPresent() || !statements.isEmpty();
        String message = header.map(h -> "a second name for the flow: it is `" + h.name() + "` already")
                .orElse("the flow's name stands behind other statements");
        if (header.isEmpty()) {
            header = Optional.of(found);
        }
        if (misplaced) {
            throw new SyntaxError(Diagnostic.error(SyntaxCodes.MISPLACED_HEADER, found.span(), message)
                    .withHelp("`flow name` stands once, before all other statements"));
        }
    }

    private void summarise(Span place) {
        diagnostics.add(Diagnostic.error(SyntaxCodes.TOO_MANY_ERRORS, place, more(broken - MOST_ERRORS))
                .withLabel("the first of them")
                .withHelp("mend those shown first: one cause may explain many"));
    }

    private static String more(int count) {
        if (count == 1) {
            return "one more statement is wrong";
        }
        return (count == GIVE_UP - MOST_ERRORS ? "at least " : "") + count + " more statements are wrong";
    }
}
