package dev.anabranch.model.task;

import java.util.List;
import java.util.Optional;

/**
 * The tasks of one Java class.
 *
 * @param name how flows call it
 * @param className binary name of the class
 * @param tasks by name
 * @param digest of the class file in hexadecimal, so that a changed library makes a new plan
 */
public record TaskLibrary(String name, String className, List<TaskSignature> tasks, String digest) {
    public TaskLibrary {
        tasks = List.copyOf(tasks);
    }

    /** The task of that name. */
    public Optional<TaskSignature> task(String taskName) {
        return tasks.stream().filter(t -> t.name().equals(taskName)).findFirst();
    }
}
