package dev.anabranch.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project in a folder of its own that the real Maven builds, against the modules of this build. Third-party
 * artifacts come from the user's local repository, which is only read, or else from where Maven gets them.
 */
final class RealBuild {
    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>already-here</id>
                  <repositories>
                    <repository>%1$s</repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>%1$s</pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>already-here</activeProfile>
              </activeProfiles>
            </settings>
            """;

    private static final String REPOSITORY = """
            <id>already-here</id>
            <url>%s</url>
            <releases><checksumPolicy>ignore</checksumPolicy></releases>
            <snapshots><enabled>false</enabled></snapshots>
            """;

    private final Path folder;

    private RealBuild(Path folder) {
        this.folder = folder;
    }

    /** What a build ended with. */
    record Outcome(int status, String log) {}

    /** A fresh copy of {@code samples/embedded} under a name of its own. */
    static RealBuild copyOfSample(String name) throws IOException {
        RealBuild build = inEmptyFolder(name);
        copy(path("it.sample").normalize(), build.folder);
        return build;
    }

    /** A folder that is there and has nothing in it. */
    static RealBuild inEmptyFolder(String name) throws IOException {
        Path work = path("it.work");
        Path folder = work.resolve(name);
        deleteAll(folder);
        Files.createDirectories(folder);
        String repository = REPOSITORY.formatted(path("it.user.repository").toUri());
        Files.writeString(work.resolve("settings.xml"), SETTINGS.formatted(repository));
        return new RealBuild(folder);
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + " is set by the build: run mvn verify -pl samples -am");
        }
        return Path.of(value);
    }

    /** A file of the project. */
    Path file(String path) {
        return folder.resolve(path);
    }

    /** Runs {@code mvn}. */
    Outcome maven(String... arguments) throws IOException, InterruptedException {
        boolean windows = File.separatorChar == '\\';
        List<String> command = new ArrayList<>();
        command.add(path("it.maven")
                .resolve("bin")
                .resolve(windows ? "mvn.cmd" : "mvn")
                .toString());
        command.addAll(List.of(
                "-B", "-ntp", "-s", path("it.work").resolve("settings.xml").toString()));
        command.add("-Dmaven.repo.local=" + path("it.repository"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs the command line of this build. */
    Outcome anabranch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.anabranch.cli.Main"));
        command.addAll(List.of(arguments));
        return java(command.toArray(String[]::new));
    }

    /** Runs {@code java}. */
    Outcome java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end; see " + log);
        }
        return new Outcome(process.exitValue(), Files.readString(log));
    }

    /** The content and time of every file below a folder of the project. */
    SortedMap<String, String> snapshot(String path) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Path root = folder.resolve(path);
        if (Files.exists(root)) {
            try (Stream<Path> entries = Files.walk(root)) {
                for (Path file : entries.filter(Files::isRegularFile).toList()) {
                    files.put(
                            root.relativize(file).toString().replace(File.separatorChar, '/'),
                            Files.getLastModifiedTime(file).toString());
                }
            }
        }
        return files;
    }

    /** Adds lines to a file of the project. */
    void append(String path, String lines) throws IOException {
        Files.writeString(folder.resolve(path), lines, StandardOpenOption.APPEND);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (source.equals(from.resolve("target"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.walk(folder)) {
                for (Path entry : entries.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }
}
