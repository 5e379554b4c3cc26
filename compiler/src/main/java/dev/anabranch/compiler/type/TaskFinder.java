package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.PlanFunctions;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the task behind {@code library.task}. */
final class TaskFinder {
    private final TaskCatalog catalog;
    private final Declarations declarations;
    private final Set<String> reportedLibraries = new HashSet<>();

    TaskFinder(TaskCatalog catalog, Declarations declarations) {
        this.catalog = catalog;
        this.declarations = declarations;
    }

    /** The task, if there is one; does not report. */
    Optional<TaskSignature> find(QualifiedName callee) {
        Optional<TaskLibrary> library = declarations.libraries().getOrDefault(callee.qualifier(), Optional.empty());
        return library.flatMap(l -> l.task(callee.last().text()));
    }

    /** The task; what keeps it from being found is reported. */
    Optional<TaskSignature> find(QualifiedName callee, Diagnostics diagnostics) {
        Optional<TaskSignature> task = find(callee);
        if (task.isPresent()) {
            return task;
        }
        String qualifier = callee.isSimple() ? callee.text() : callee.qualifier();
        if (declarations.flows().contains(qualifier)) {
            diagnostics.add(
                    Diagnostic.error(CompilerCodes.BAD_USE, callee.span(), "`" + qualifier + "` is a flow, not a task")
                            .withLabel("expected a task")
                            .withHelp("use it by an equation of its own, `name = " + qualifier
                                    + "(...)`, and read its outputs as `name.output`"));
            return Optional.empty();
        }
        Optional<TaskLibrary> library = declarations.libraries().get(qualifier);
        if (library == null) {
            unknownLibrary(callee, qualifier, diagnostics);
        } else if (library.isPresent() && callee.isSimple()) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.NOT_A_VALUE, callee.span(), "`" + callee + "` is a library, not a task")
                    .withHelp("name the task: `" + callee + ".task(...)`"));
        } else if (library.isPresent()) {
            String name = callee.last().text();
            List<String> names =
                    library.get().tasks().stream().map(TaskSignature::name).toList();
            diagnostics.add(Spelling.suggest(
                    Diagnostic.error(
                            CompilerCodes.UNKNOWN_TASK,
                            callee.last().span(),
                            "the library `" + qualifier + "` has no task `" + name + "`"),
                    name,
                    names));
        }
        return Optional.empty();
    }

    private void unknownLibrary(QualifiedName callee, String qualifier, Diagnostics diagnostics) {
        if (declarations.brokenNames().contains(qualifier) || !reportedLibraries.add(qualifier)) {
            return;
        }
        if (callee.isSimple()) {
            Diagnostic unknown =
                    Diagnostic.error(CompilerCodes.UNKNOWN_TASK, callee.span(), "unknown task `" + callee + "`");
            List<String> names = new ArrayList<>(declarations.flows());
            names.addAll(PlanFunctions.names());
            diagnostics.add(Spelling.suggest(unknown, qualifier, names)
                    .withHelp("a task is called with its library: `library." + callee + "(...)`"));
            return;
        }
        Diagnostic diagnostic = Diagnostic.error(
                CompilerCodes.UNKNOWN_LIBRARY,
                callee.parts().get(0).span(),
                "the flow uses no library `" + qualifier + "`");
        diagnostics.add(
                catalog.library(qualifier).isPresent()
                        ? diagnostic.withHelp("add `use " + qualifier + "`")
                        : Spelling.suggest(
                                diagnostic, qualifier, declarations.libraries().keySet()));
    }
}
