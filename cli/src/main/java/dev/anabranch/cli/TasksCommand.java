package dev.anabranch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.driver.library.DocumentedLibrary;
import dev.anabranch.driver.library.TaskLibraries;
import dev.anabranch.model.task.TaskSignature;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which tasks there are, and how to call them. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the task libraries on the class path, the tasks of one, or tells all about a task.",
            "Class files are read, no class is loaded."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch tasks",
            "  anabranch tasks grid",
            "  anabranch tasks grid.read",
            "  anabranch tasks com.acme.Heat --class-path target/classes"
        })
final class TasksCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "A library, a task such as grid.read, or a Java class with tasks.")
    private @Nullable String name;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--json", description = "Prints the libraries or tasks as JSON.")
    private boolean json;

    TasksCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        TaskLibraries libraries = new TaskLibraries(classPath.loader());
        if (name == null) {
            show(libraries.all());
        } else {
            show(name, libraries);
        }
        return ExitCode.DONE.status();
    }

    private void show(String asked, TaskLibraries libraries) throws CommandFailure {
        Optional<DocumentedLibrary> whole = find(asked, libraries);
        if (whole.isPresent()) {
            show(whole.get());
            return;
        }
        int dot = asked.lastIndexOf('.');
        DocumentedLibrary library =
                find(asked.substring(0, Math.max(dot, 0)), libraries).orElseThrow(() -> unknown(asked, libraries));
        String task = asked.substring(dot + 1);
        show(library, library.library().task(task).orElseThrow(() -> unknown(task, library)));
    }

    private static Optional<DocumentedLibrary> find(String asked, TaskLibraries libraries) {
        return libraries.library(asked).or(() -> libraries.javaClass(asked));
    }

    private void show(List<DocumentedLibrary> all) {
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            all.forEach(library -> array.add(TasksJson.summary(library)));
            print(array);
        } else {
            new TasksPrinter(screen).libraries(all);
        }
    }

    private void show(DocumentedLibrary library) {
        if (json) {
            print(TasksJson.library(library));
        } else {
            new TasksPrinter(screen).library(library);
        }
    }

    private void show(DocumentedLibrary library, TaskSignature task) {
        if (json) {
            print(TasksJson.task(library, task));
        } else {
            new TasksPrinter(screen).task(library, task);
        }
    }

    private void print(JsonNode node) {
        screen.out().println(node.toPrettyString());
    }

    private static CommandFailure unknown(String task, DocumentedLibrary library) {
        String libraryName = library.library().name();
        List<String> names =
                library.library().tasks().stream().map(TaskSignature::name).toList();
        StringBuilder message = new StringBuilder("The library " + libraryName + " has no task " + task + ".");
        Spelling.closest(task, names)
                .ifPresent(meant -> message.append(" Did you mean " + libraryName + "." + meant + "?"));
        library.problems().stream()
                .filter(problem -> problem.method().equals(task))
                .forEach(problem -> message.append("\nThe method ")
                        .append(task)
                        .append(" is none: ")
                        .append(problem.message()));
        return new CommandFailure(ExitCode.WRONG_USAGE, message.toString());
    }

    /** Neither a library nor a class: perhaps a misspelt one, or a task without its library. */
    private static CommandFailure unknown(String asked, TaskLibraries libraries) {
        int dot = asked.indexOf('.');
        List<TaskSignature> tasks = libraries.all().stream()
                .flatMap(library -> library.library().tasks().stream())
                .toList();
        List<String> libraryNames = libraries.all().stream()
                .map(library -> library.library().name())
                .toList();
        List<String> meant = tasks.stream()
                .filter(task -> task.name().equals(asked))
                .map(TaskSignature::qualifiedName)
                .toList();
        if (meant.isEmpty()) {
            List<String> candidates = dot < 0
                    ? Stream.concat(libraryNames.stream(), tasks.stream().map(TaskSignature::name))
                            .toList()
                    : tasks.stream().map(TaskSignature::qualifiedName).toList();
            meant = Spelling.closest(asked, candidates).stream()
                    .flatMap(near -> near.contains(".") || libraryNames.contains(near)
                            ? Stream.of(near)
                            : tasks.stream()
                                    .filter(task -> task.name().equals(near))
                                    .map(TaskSignature::qualifiedName))
                    .toList();
        }
        String wayOut = meant.isEmpty()
                ? "anabranch tasks lists the libraries."
                : "Did you mean " + String.join(" or ", meant) + "?";
        return new CommandFailure(
                ExitCode.WRONG_USAGE,
                "There is no library, task or Java class " + asked + " on the class path. " + wayOut);
    }
}
