package dev.anabranch.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where tasks of one's own are. */
final class ClassPathOption {
    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "Jars and class folders with tasks of your own, separated as on Java's class path.")
    private @Nullable String classPath;

    /** The application's own classes, and those that the option names. */
    ClassLoader loader() throws CommandFailure {
        ClassLoader own = ClassPathOption.class.getClassLoader();
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries()) {
            if (!Files.exists(entry)) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, "There is no " + entry + " for --class-path.");
            }
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, entry + " cannot stand on a class path.");
            }
        }
        return urls.isEmpty() ? own : new URLClassLoader(urls.toArray(URL[]::new), own);
    }

    private List<Path> entries() throws CommandFailure {
        List<Path> entries = new ArrayList<>();
        if (classPath != null) {
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                try {
                    if (!entry.isEmpty()) {
                        entries.add(Path.of(entry));
                    }
                } catch (InvalidPathException e) {
                    throw new CommandFailure(ExitCode.WRONG_USAGE, entry + " cannot stand on a class path.");
                }
            }
        }
        return entries;
    }
}
