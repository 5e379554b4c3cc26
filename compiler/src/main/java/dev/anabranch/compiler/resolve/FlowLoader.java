package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a flow and the flows that it uses, each file once, and finds those that use each other in a circle. */
public final class FlowLoader {
    /** How deep uses may nest. */
    public static final int DEEPEST = 50;

    private static final int MOST_NAMED = 5;
    private static final int MOST_FILES = 1_000;
    private static final long MOST_LETTERS = 64L << 20;

    private final FlowSources sources;
    private final Diagnostics diagnostics;
    private final Map<SourceText, FlowFile> loaded = new LinkedHashMap<>();
    private final List<SourceText> open = new ArrayList<>();
    private long letters;
    private boolean full;

    /** @param diagnostics gets the mistakes in the form of all files, and what keeps files from being read */
    public FlowLoader(FlowSources sources, Diagnostics diagnostics) {
        this.sources = sources;
        this.diagnostics = diagnostics;
    }

    /** A file with all that it uses. */
    public FlowFile load(ParseResult parsed) {
        SourceText source = parsed.tree().source();
        diagnostics.addAll(parsed.diagnostics());
        open.add(source);
        Map<String, Optional<FlowFile>> used = new LinkedHashMap<>();
        for (Statement.UseFlow use : parsed.tree().flows()) {
            used.putIfAbsent(use.alias().text(), used(source, use));
        }
        open.remove(open.size() - 1);
        FlowFile file = new FlowFile(parsed, used);
        loaded.put(source, file);
        return file;
    }

    /** All files that were read, those that are used before those that use them. */
    public List<FlowFile> files() {
        return List.copyOf(loaded.values());
    }

    private Optional<FlowFile> refuse(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        return Optional.empty();
    }

    private Optional<FlowFile> used(SourceText user, Statement.UseFlow use) {
        Optional<String> path = use.path().constant();
        if (path.isEmpty()) {
            return refuse(Diagnostic.error(
                            CompilerCodes.UNREADABLE_FLOW,
                            use.path().span(),
                            "the path of a used flow depends on other values")
                    .withLabel("expected a text without braces"));
        }
        if (full) {
            // The limit was passed, which is reported once.
            return Optional.empty();
        }
        Optional<SourceText> source = source(user, use, path.get());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        FlowFile known = loaded.get(source.get());
        if (known != null) {
            return Optional.of(known);
        }
        int before = open.indexOf(source.get());
        if (before >= 0) {
            return refuse(Diagnostic.error(
                            CompilerCodes.CIRCULAR_USE,
                            use.path().span(),
                            "flows use each other in a circle: " + path(before, source.get()))
                    .withHelp("put what both need into a flow of its own, and use that in both"));
        }
        letters += source.get().text().length();
        String problem = open.size() >= DEEPEST
                ? "flows use each other more than " + DEEPEST + " deep"
                : loaded.size() + open.size() >= MOST_FILES
                        ? "the flow uses more than 1,000 files"
                        : letters > MOST_LETTERS ? "the files of used flows have more than 64 MiB together" : "";
        if (!problem.isEmpty()) {
            full = true;
            return refuse(
                    Diagnostic.error(CompilerCodes.TOO_MANY_USES, use.path().span(), problem));
        }
        return Optional.of(load(Parser.parseWithErrors(source.get())));
    }

    private Optional<SourceText> source(SourceText user, Statement.UseFlow use, String path) {
        try {
            Checked<SourceText> source = sources.source(user, path);
            diagnostics.addAll(source.diagnostics());
            return source.value();
        } catch (IllegalArgumentException e) {
            Diagnostic unreadable = Diagnostic.error(
                    CompilerCodes.UNREADABLE_FLOW,
                    use.path().span(),
                    "the flow `" + path + "` cannot be read: " + e.getMessage());
            diagnostics.add(meant(path, sources.near(user, path))
                    .map(unreadable::withHelp)
                    .orElse(unreadable)
                    .withHelp("a relative path starts from the folder of the file that uses it"));
            return Optional.empty();
        }
    }

    /** The file of the same name in another folder, or that of a similar name in the same one. */
    private static Optional<String> meant(String path, List<String> near) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length());
        List<String> beside = near.stream()
                .filter(file -> file.startsWith(folder) && file.indexOf('/', folder.length()) < 0)
                .map(file -> file.substring(folder.length()))
                .toList();
        return near.stream()
                .filter(file -> file.substring(file.lastIndexOf('/') + 1).equals(name))
                .findFirst()
                .or(() -> Spelling.closest(name, beside).map(file -> folder + file))
                .map(file -> "did you mean `\"" + file + "\"`?")
                .or(() -> !beside.isEmpty() && beside.size() <= MOST_NAMED
                        ? Optional.of("that folder has `" + String.join("`, `", beside) + "`")
                        : Optional.empty());
    }

    private String path(int from, SourceText last) {
        List<String> names = new ArrayList<>();
        open.subList(from, open.size()).forEach(s -> names.add(s.name()));
        names.add(last.name());
        return String.join(" -> ", names);
    }
}
