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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the task behind {@code library.task}. */
final class TaskFinder {
    private final TaskCatalog catalog;
    private final Declarations declarations;
    private final ArrayTable arrays;
    private final Set<String> reportedLibraries = new HashSet<>();

    TaskFinder(TaskCatalog catalog, Declarations declarations, ArrayTable arrays) {
        this.catalog = catalog;
        this.declarations = declarations;
        this.arrays = arrays;
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
                    .withHelp("name the task: "
                            + (library.get().tasks().isEmpty()
                                    ? "`" + callee + ".task(...)`"
                                    : "`" + callee + "."
                                            + library.get().tasks().get(0).name() + "(...)`, for example")));
        } else if (library.isPresent()) {
            String name = callee.last().text();
            List<String> names =
                    library.get().tasks().stream().map(TaskSignature::name).toList();
            Diagnostic unknown = Diagnostic.error(
                    CompilerCodes.UNKNOWN_TASK,
                    callee.last().span(),
                    "the library `" + qualifier + "` has no task `" + name + "`");
            List<String> others = usedWith(name);
            diagnostics.add(
                    Spelling.closest(name, names).isEmpty() && !others.isEmpty()
                            ? unknown.withHelp("did you mean `" + String.join("` or `", others) + "`?")
                            : Spelling.suggestOrList(unknown, name, names, "its tasks are"));
        }
        return Optional.empty();
    }

    /** The tasks of that name in the libraries that the flow uses, as the flow calls them. */
    private List<String> usedWith(String task) {
        List<String> found = new ArrayList<>();
        declarations.libraries().forEach((local, library) -> {
            if (library.flatMap(l -> l.task(task)).isPresent()) {
                found.add(local + "." + task);
            }
        });
        return found;
    }

    /** What was meant by a task that is called without a library. */
    private String simple(String name) {
        if (arrays.find(name).isPresent()) {
            return "`" + name + "` is a dataset, and indices stand in square brackets: `" + name + "[...]`";
        }
        List<String> used = usedWith(name);
        if (!used.isEmpty()) {
            return "did you mean `" + String.join("` or `", used) + "`?";
        }
        for (String library : catalog.names()) {
            if (catalog.library(library).flatMap(l -> l.task(name)).isPresent()
                    && !library.equals(Elementwise.LIBRARY)) {
                return "add `use " + library + "` and call `" + library + "." + name + "(...)`";
            }
        }
        return "a task is called with its library: `library." + name + "(...)`";
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
            diagnostics.add(
                    Spelling.closest(qualifier, names).isPresent()
                            ? Spelling.suggest(unknown, qualifier, names)
                            : unknown.withHelp(simple(callee.text())));
            return;
        }
        List<String> reported = declarations.libraries().entrySet().stream()
                .filter(library -> library.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(library -> !declarations.flows().contains(library))
                .toList();
        if (Spelling.closest(qualifier, reported).isPresent()) {
            // Misspelt where it is used, called by its right name: that is one mistake.
            return;
        }
        Diagnostic diagnostic = Diagnostic.error(
                CompilerCodes.UNKNOWN_LIBRARY,
                callee.parts().get(0).span(),
                "the flow uses no library `" + qualifier + "`");
        diagnostics.add(
                catalog.library(qualifier).isPresent()
                        ? diagnostic.withHelp("add `use " + qualifier + "`")
                        : Spelling.suggestOrList(
                                diagnostic,
                                qualifier,
                                declarations.libraries().keySet().stream()
                                        .filter(name -> !declarations.flows().contains(name))
                                        .toList(),
                                "the libraries that it uses are"));
    }
}
