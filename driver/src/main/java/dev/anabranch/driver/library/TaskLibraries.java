package dev.anabranch.driver.library;

import dev.anabranch.api.processor.TaskComments;
import dev.anabranch.codegen.documentation.DocComment;
import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.driver.FlowNames;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** The task libraries of a class path with their documentation. Class files are read, no class is loaded. */
public final class TaskLibraries {
    private final ClassPathCatalog catalog;

    /**
     * @param taskClasses where class files are read from
     */
    public TaskLibraries(ClassLoader taskClasses) {
        this.catalog = ClassPathCatalog.over(taskClasses);
    }

    /**
     * The registered libraries by name, sorted; without those whose class is missing, and without operators, which flows
     * do not call by name.
     */
    public List<DocumentedLibrary> all() {
        return catalog.names().stream()
                .flatMap(name -> library(name).stream())
                .filter(library -> !library.library().tasks().isEmpty()
                        || !library.problems().isEmpty())
                .toList();
    }

    /** A registered library, such as {@code grid}. */
    public Optional<DocumentedLibrary> library(String name) {
        return catalog.library(name).map(library -> documented(library, "use " + name));
    }

    /**
     * The tasks of a Java class, as the library of the class's simple name with a small first letter.
     *
     * @param className qualified; flows cannot name nested classes
     */
    public Optional<DocumentedLibrary> javaClass(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        if (!SourceVersion.isName(className)) {
            return Optional.empty();
        }
        String lower = simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
        String alias = FlowNames.isName(lower) ? lower : simple;
        return catalog.javaClass(className, alias)
                .map(library -> documented(library, "use java " + className + " as " + alias));
    }

    private DocumentedLibrary documented(TaskLibrary library, String use) {
        Optional<TaskComments> comments = catalog.comments(library.className());
        Map<String, DocComment> tasks = new LinkedHashMap<>();
        comments.ifPresent(all -> all.tasks().forEach((name, comment) -> tasks.put(name, DocComment.of(comment))));
        List<TaskSignature> callable = library.tasks().stream()
                .filter(task -> task.name().matches("[A-Za-z_]\\w*"))
                .toList();
        return new DocumentedLibrary(
                new TaskLibrary(library.name(), library.className(), callable, library.digest()),
                use,
                comments.map(all -> DocComment.of(all.library())).orElse(DocComment.NONE),
                tasks,
                catalog.problems().stream()
                        .filter(problem -> problem.className().equals(library.className()))
                        .toList());
    }
}
