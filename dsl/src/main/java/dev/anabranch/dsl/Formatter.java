package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.Comment;
import dev.anabranch.dsl.tree.Documentation;
import dev.anabranch.dsl.tree.FlowHeader;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * The canonical text of a flow: one statement a line, long ones broken at {@value #WIDEST} columns and indented, comments
 * and single empty lines kept, statements of one kind in lines that follow each other aligned. Formatting what was formatted changes nothing, and means what it meant.
 *
 * <p>Text blocks stay as they are. A comment inside a statement moves above it; a {@code ///} that documents nothing becomes a {@code //}.
 */
public final class Formatter {
    /** How many columns a line has if it can be broken at all. */
    public static final int WIDEST = 120;

    private final SyntaxTree tree;
    private final StringBuilder out = new StringBuilder();
    private AlignedRun run = new AlignedRun("nothing");
    private int nextComment;
    private int lineBefore;

    private Formatter(SyntaxTree tree) {
        this.tree = tree;
    }

    /**
     * Formats a file.
     *
     * @param tree of a file without syntax errors: statements that did not parse are not in it
     */
    public static String format(SyntaxTree tree) {
        return new Formatter(tree).format();
    }

    private String format() {
        tree.header()
                .ifPresent(h ->
                        statement(FlowHeader.class, List.of("flow " + h.name().text()), h.documentation(), h.span()));
        for (Statement statement : tree.statements()) {
            statement(
                    statement.getClass(), StatementText.cells(statement), statement.documentation(), statement.span());
        }
        while (hasComment()) {
            ownLine(takeComment(), Integer.MAX_VALUE);
        }
        endRun();
        return out.toString();
    }

    private void statement(Object kind, List<String> cells, Optional<Documentation> documentation, Span span) {
        while (hasComment() && comment().span().start() < span.end()) {
            ownLine(takeComment(), span.line());
        }
        documentation.ifPresent(d -> document(d, span));
        if (documentation.isEmpty()) {
            emptyLineBefore(span.line());
        }
        if (!run.takes(kind)) {
            endRun();
            run = new AlignedRun(kind);
        }
        run.add(cells);
        lineBefore = lastLine(span);
        boolean open = true;
        while (open && hasComment() && comment().span().line() == lineBefore && isOneLine(comment())) {
            String comment = plain(takeComment());
            run.addComment(comment);
            // What stands behind a carriage return alone is on the same line, and must not become part of this comment.
            open = !comment.startsWith("//");
        }
    }

    private void endRun() {
        out.append(run.text());
        run = new AlignedRun("nothing");
    }

    private void document(Documentation documentation, Span statement) {
        endRun();
        emptyLineBefore(documentation.span().line());
        for (String line : documentation.text().split("\n", -1)) {
            out.append(("/// " + line).stripTrailing()).append('\n');
        }
        lineBefore = lastLine(statement);
    }

    /** A comment in a line of its own; one from inside a statement counts as standing where the statement begins. */
    private void ownLine(Comment comment, int statementLine) {
        endRun();
        emptyLineBefore(Math.min(comment.span().line(), statementLine));
        out.append(plain(comment)).append('\n');
        lineBefore = lastLine(comment.span());
    }

    /** One empty line where the author left some, none at the file's beginning. */
    private void emptyLineBefore(int line) {
        if (line > lineBefore + 1) {
            endRun();
        }
        if (!out.isEmpty() && line > lineBefore + 1) {
            out.append('\n');
        }
    }

    private static String plain(Comment comment) {
        boolean documentsNothing =
                comment.text().startsWith("///") && !comment.text().startsWith("////");
        return documentsNothing ? comment.text().substring(1) : comment.text();
    }

    private static boolean isOneLine(Comment comment) {
        return comment.text().indexOf('\n') < 0;
    }

    private static int lastLine(Span span) {
        return span.source().lineAt(Math.max(span.start(), span.end() - 1));
    }

    private boolean hasComment() {
        return nextComment < tree.comments().size();
    }

    private Comment comment() {
        return tree.comments().get(nextComment);
    }

    private Comment takeComment() {
        return tree.comments().get(nextComment++);
    }
}
