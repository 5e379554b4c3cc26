package dev.anabranch.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that looks like a checkout to the commands of a page. */
final class Session {
    private final Path folder;

    Session(Path folder, Path repository) throws IOException {
        this.folder = folder;
        Path samples = repository.resolve("samples");
        try (Stream<Path> files =
                Files.find(samples, 2, (file, is) -> file.toString().endsWith(".flow"))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                write("samples/" + samples.relativize(file), Files.readString(file));
            }
        }
        Path launcher = folder.resolve("anabranch");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + java("java") + "' --add-opens=java.base/java.nio=ALL-UNNAMED" + flagsOfNewerJava()
                        + " -XX:TieredStopAtLevel=1 -Xshare:auto -XX:+UseSerialGC -cp '" + classPath()
                        + "' dev.anabranch.cli.Main \"$@\"\n");
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException(launcher + " cannot be made executable");
        }
    }

    /** What the tests run with is what the application consists of. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool);
    }

    Path folder() {
        return folder;
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** What a command printed, on both streams, and its exit status. */
    record Answer(int status, List<String> lines) {}

    /** Runs a line as a shell does, in the folder. */
    Answer run(String line) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder(
                        "timeout", "300", "sh", "-c", line.replace("cli/target/anabranch/lib/*", classPath()))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("LC_ALL", "C.UTF-8");
        shell.environment().merge("PATH", java("java").getParent() + ":", (path, bin) -> bin + path);
        Process process = shell.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try (Stream<String> lines = printed.lines()) {
            return new Answer(process.waitFor(), lines.toList());
        }
    }

    /** A page that failed in its middle does not stop what it has started, of which it kept numbers in files. */
    void killWhatIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".pid"))::iterator) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Runs the tests among the classes in a folder below this one. */
    Answer test(String classes) throws IOException, InterruptedException {
        return run("java --add-opens=java.base/java.nio=ALL-UNNAMED" + flagsOfNewerJava() + " -cp '" + classes + ":"
                + classPath() + "' " + PageTests.class.getName() + " " + classes);
    }

    /** As the real launcher does: Arrow reaches its buffers in ways that newer versions warn about. */
    private static String flagsOfNewerJava() {
        return Runtime.version().feature() >= 24
                ? " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
                : "";
    }
}
