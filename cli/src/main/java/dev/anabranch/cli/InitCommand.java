package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.cli.project.ProjectFiles;
import dev.anabranch.cli.project.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a small project to begin with. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a small Maven project to begin with: a flow, a task in Java, and tests of both.",
            "Files that are there already are never overwritten unless you say --force."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch init forecast",
            "  anabranch init forecast --group com.acme",
            "  anabranch init . --group com.acme --name forecast"
        })
final class InitCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "The project's folder, which is made if need be (default: this one).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "com.example",
            description = "Maven's group, and the Java package around the project's own (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the project, its package and its flow are called (default: as the folder).")
    private @Nullable String name;

    @Option(names = "--force", description = "Overwrites the files that it writes, and no others.")
    private boolean force;

    @Option(names = "--json", description = "Prints the written files as a JSON object.")
    private boolean json;

    InitCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        ProjectName project = project();
        Map<String, String> files = ProjectFiles.of(project);
        refuseToOverwrite(files);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.writeString(target, file.getValue());
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "The project cannot be written: " + e + ".");
        }
        print(project, List.copyOf(files.keySet()));
        return ExitCode.DONE.status();
    }

    private ProjectName project() throws CommandFailure {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        String folder = last == null ? "" : last.toString();
        String given = name == null ? folder : name;
        Optional<String> mistake = ProjectName.mistakeInName(given);
        if (mistake.isPresent()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "The project cannot be called " + given + ": " + mistake.get() + ". Give it "
                            + (name == null ? "a" : "another") + " name, for example --name "
                            + ProjectName.near(given).orElse("forecast") + ".");
        }
        Optional<String> wrongGroup = ProjectName.mistakeInGroup(group);
        if (wrongGroup.isPresent()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "The group cannot be called " + group + ": " + wrongGroup.get() + ".");
        }
        return new ProjectName(group, given);
    }

    /** Nothing is written where something would be lost, and a folder in the way is never removed. */
    private void refuseToOverwrite(Map<String, String> files) throws CommandFailure {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, directory + " is a file; a project needs a folder.");
        }
        List<Path> there = files.keySet().stream()
                .map(directory::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .filter(file -> !force || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            StringBuilder message = new StringBuilder("Nothing was written, because this is there already:\n");
            there.forEach(file -> message.append("  ").append(file).append('\n'));
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    message
                            + (force
                                    ? "--force overwrites files, nothing else. Choose another folder."
                                    : "Choose another folder, or overwrite these files with --force."));
        }
    }

    private void print(ProjectName project, List<String> files) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("group", project.group());
            node.put("name", project.name());
            ArrayNode written = node.putArray("files");
            files.forEach(file -> written.add(directory.resolve(file).toString()));
            screen.out().println(node.toPrettyString());
            return;
        }
        files.forEach(file -> screen.out().println("wrote " + directory.resolve(file)));
        screen.out().println();
        screen.out()
                .println("Anabranch is not published yet: once, from the root of its sources, mvn -DskipTests install");
        screen.out().println("Then:");
        if (!directory.toString().equals(".")) {
            screen.out().println("  cd " + directory);
        }
        screen.out().println("  mvn verify");
        screen.out().println("  anabranch run src/main/flow/" + project.name() + ".flow --class-path target/classes");
    }
}
