package dev.anabranch.driver.library;

import dev.anabranch.codegen.documentation.DocComment;
import dev.anabranch.codegen.signature.SignatureProblem;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task library with what its author wrote about it.
 *
 * @param library the tasks that flows can call by name
 * @param use the statement with which a flow names it
 * @param comment about the library; empty if none was kept
 * @param comments about the tasks, by name
 * @param problems why methods of the class are no tasks
 */
public record DocumentedLibrary(
        TaskLibrary library,
        String use,
        DocComment comment,
        Map<String, DocComment> comments,
        List<SignatureProblem> problems) {
    public DocumentedLibrary {
        comments = Collections.unmodifiableMap(new LinkedHashMap<>(comments));
        problems = List.copyOf(problems);
    }

    /** What is said about a task. */
    public DocComment comment(TaskSignature task) {
        return comments.getOrDefault(task.name(), DocComment.NONE);
    }
}
