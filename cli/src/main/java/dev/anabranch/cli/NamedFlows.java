package dev.anabranch.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The flows that a command line names: files, and all flows in folders. */
final class NamedFlows {
    private static final String ENDING = ".flow";

    private NamedFlows() {}

    /**
     * The files, each once, in the order in which they are named; those of a folder sorted. Folders that are hidden or
     * called {@code target} are not searched, unless they are named themselves.
     *
     * @throws CommandFailure if a name is neither a file nor a folder, or a folder holds no flow
     */
    static List<Path> of(List<Path> named) throws CommandFailure {
        Set<Path> files = new LinkedHashSet<>();
        for (Path each : named) {
            if (Files.isDirectory(each)) {
                List<Path> found = within(each);
                if (found.isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.WRONG_USAGE, "The folder " + each + " holds no file that ends in " + ENDING + ".");
                }
                files.addAll(found);
            } else if (Files.isRegularFile(each)) {
                files.add(each);
            } else {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "There is no file " + each + ".");
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> within(Path folder) throws CommandFailure {
        try {
            return walk(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "The folder " + folder + " cannot be searched: " + e.getMessage() + ".");
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return inner.equals(folder) || searched(inner.getFileName().toString())
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ENDING) && attributes.isRegularFile()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        // `check .` shows `a.flow`, as one would name it.
        return found.stream()
                .map(file -> folder.toString().equals(".") ? folder.relativize(file) : file)
                .toList();
    }

    private static boolean searched(String folder) {
        return !folder.startsWith(".") && !folder.equals("target");
    }
}
