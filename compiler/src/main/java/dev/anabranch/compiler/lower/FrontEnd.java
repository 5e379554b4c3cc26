package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.compiler.type.Typing;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskCatalog;
import java.util.Map;
import java.util.Optional;

/**
 * Typing and lowering in one go. Equations without mistakes are lowered even where others have some, so that all of a
 * file's mistakes come at once.
 */
public final class FrontEnd {
    private final Typing typing;

    /**
     * @param catalog where task libraries are found
     * @param files what answers {@code files(glob)}
     */
    public FrontEnd(TaskCatalog catalog, FileLister files) {
        this.typing = new Typing(catalog, files);
    }

    /**
     * The graph, with the diagnostics of all stages from the parser on.
     *
     * @param parsed the file as far as it was understood
     * @param params texts of params by name, as given on the command line
     */
    public Checked<TaskGraph> compile(ParseResult parsed, Map<String, String> params) {
        Typing.Attempt attempt = typing.attempt(parsed, params);
        Diagnostics diagnostics = attempt.diagnostics();
        Optional<TaskGraph> graph = new Lowering().lower(attempt.flow(), diagnostics);
        return graph.isPresent() && !diagnostics.hasErrors()
                ? Checked.of(graph.get(), diagnostics)
                : Checked.failed(errors(diagnostics));
    }

    /** Warnings wait until there is no error: both often have one cause. */
    private static Diagnostics errors(Diagnostics all) {
        Diagnostics errors = new Diagnostics();
        errors.addAll(all.sorted().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .toList());
        return errors;
    }
}
