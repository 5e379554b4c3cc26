package dev.anabranch.codegen.signature;

import dev.anabranch.model.task.TaskLibrary;
import java.util.List;

/**
 * What a class file held.
 *
 * @param library its tasks, without those that have a problem
 * @param problems in the order of the class file
 */
public record ReadLibrary(TaskLibrary library, List<SignatureProblem> problems) {
    public ReadLibrary {
        problems = List.copyOf(problems);
    }
}
