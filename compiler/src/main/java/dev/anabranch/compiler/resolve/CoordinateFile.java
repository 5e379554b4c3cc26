package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Domain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coordinates of a dim that stand in a text file, one a line, without the blanks around them. Blank lines and lines
 * that begin with {@code #} hold none. What is wrong with a line is reported where it stands.
 */
final class CoordinateFile {
    /** How many characters a coordinate may have: it names datasets, in plans and to people. */
    static final int LONGEST = 1_000;

    private final FileLister files;
    private final Diagnostics diagnostics;

    CoordinateFile(FileLister files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /**
     * The coordinates; empty if there is a mistake, which is reported.
     *
     * @param path as the flow gives it
     * @param where the path is written
     */
    Optional<Domain> read(String path, Span where) {
        Optional<byte[]> content;
        try {
            content = files.content(path, SourceDecoder.LARGEST_FILE + 1);
        } catch (IllegalArgumentException e) {
            return mistake(Diagnostic.error(
                    CompilerCodes.BAD_LINES, where, "the file `" + path + "` cannot be read: " + e.getMessage()));
        }
        if (content.isEmpty()) {
            return mistake(Diagnostic.error(CompilerCodes.BAD_LINES, where, "there is no file `" + path + "`")
                    .withHelp("relative paths start from where the command is called"));
        }
        if (content.get().length > SourceDecoder.LARGEST_FILE) {
            return mistake(
                    Diagnostic.error(CompilerCodes.BAD_LINES, where, "the file `" + path + "` has more than 16 MiB")
                            .withHelp("let one task work on a block of coordinates, and make the blocks the dim"));
        }
        Checked<SourceText> text = SourceDecoder.decode(path, content.get());
        diagnostics.addAll(text.diagnostics());
        return text.value().flatMap(t -> coordinates(t, where));
    }

    private Optional<Domain> mistake(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        return Optional.empty();
    }

    private Optional<Domain> coordinates(SourceText text, Span where) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        boolean sound = true;
        for (int line = 1; line <= text.lineCount(); line++) {
            String coordinate = text.line(line).strip();
            if (coordinate.isEmpty() || coordinate.startsWith("#")) {
                continue;
            }
            Optional<Diagnostic> mistake = mistake(text, line, coordinate, lines.putIfAbsent(coordinate, line));
            sound &= mistake.isEmpty();
            mistake.ifPresent(diagnostics::add);
        }
        if (lines.isEmpty()) {
            return mistake(Diagnostic.error(
                    CompilerCodes.EMPTY_DIM, where, "no line of `" + text.name() + "` holds a coordinate"));
        }
        return sound ? Optional.of(new Domain.Texts(List.copyOf(lines.keySet()))) : Optional.empty();
    }

    private static Optional<Diagnostic> mistake(
            SourceText text, int line, String coordinate, @Nullable Integer before) {
        if (coordinate.length() > LONGEST) {
            Span all = text.lineSpan(line);
            return Optional.of(Diagnostic.error(
                            CompilerCodes.BAD_LINES,
                            new Span(text, all.start(), all.start() + 20),
                            "a coordinate of " + coordinate.length() + " characters")
                    .withLabel("expected at most " + LONGEST));
        }
        return Optional.ofNullable(before)
                .map(first -> Diagnostic.error(
                                CompilerCodes.REPEATED_COORDINATE,
                                text.lineSpan(line),
                                "`" + coordinate + "` stands twice in `" + text.name() + "`")
                        .withLabel("also on line " + first));
    }
}
