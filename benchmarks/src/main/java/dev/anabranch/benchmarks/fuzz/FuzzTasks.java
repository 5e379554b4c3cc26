package dev.anabranch.benchmarks.fuzz;

import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.testkit.flow.FlowTasks;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The libraries of generated flows, and those of the standard library that the corpus calls. */
final class FuzzTasks implements TaskCatalog {
    private final TaskCatalog generated = FlowTasks.catalog();
    private final TaskCatalog standard = ClassPathCatalog.over(FuzzTasks.class.getClassLoader());

    @Override
    public Optional<TaskLibrary> library(String name) {
        Optional<TaskLibrary> found = standard.library(name);
        return found.isPresent() ? found : generated.library(name);
    }

    @Override
    public Optional<TaskLibrary> javaClass(String className, String alias) {
        Optional<TaskLibrary> found = generated.javaClass(className, alias);
        return found.isPresent() ? found : standard.javaClass(className, alias);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(standard.names());
        names.addAll(generated.names());
        return List.copyOf(names);
    }
}
