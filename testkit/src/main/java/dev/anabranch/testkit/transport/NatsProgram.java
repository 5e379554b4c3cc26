package dev.anabranch.testkit.transport;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program {@code nats-server}: the machine's own, or that of the distribution's package, fetched with {@code apt-get} and
 * unpacked into a folder, for which nobody needs to be root.
 */
final class NatsProgram {
    private static final String NAME = "nats-server";
    private static final long PATIENCE_SECONDS = 180;

    private final Path folder;

    /** @param folder into which a fetched program goes, and in which one is found that was fetched before */
    NatsProgram(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Whether the machine has it, or has what fetches it. */
    boolean canBeHad() {
        return there().isPresent()
                || (onPath("apt-get").isPresent() && onPath("dpkg").isPresent());
    }

    private Optional<Path> there() {
        Path fetched = folder.resolve(NAME);
        return Files.isExecutable(fetched) ? Optional.of(fetched) : onPath(NAME);
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Where it is; it is fetched if it is nowhere.
     *
     * @throws IOException if it cannot be had; the message says what was tried, and what to do
     */
    Path find() throws IOException, InterruptedException {
        Optional<Path> known = there();
        return known.isPresent() ? known.get() : fetch();
    }

    private Path fetch() throws IOException, InterruptedException {
        if (!canBeHad()) {
            throw new IOException(
                    "there is no nats-server, and no apt-get to fetch it with; install it, so that it is on the"
                            + " PATH, and try again");
        }
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder, "fetch");
        Optional<String> failure = run(work, List.of("apt-get", "-q", "download", NAME));
        if (failure.isPresent()) {
            failure = fetchWithLists(work);
        }
        if (failure.isPresent()) {
            throw new IOException(
                    "there is no nats-server, and fetching the distribution's package failed; install it, so"
                            + " that it is on the PATH, and try again. What was said: "
                            + failure.get());
        }
        return unpacked(work);
    }

    /** A new machine may not have the lists of packages yet, and only root may write them where they belong. */
    private static Optional<String> fetchWithLists(Path work) throws IOException, InterruptedException {
        Path lists = work.resolve("lists");
        Path cache = work.resolve("cache");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        List<String> apt = List.of("apt-get", "-q", "-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache);
        Optional<String> failure = run(work, with(apt, "update"));
        return failure.isPresent() ? failure : run(work, with(apt, "download", NAME));
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private Path unpacked(Path work) throws IOException, InterruptedException {
        Path archive;
        try (Stream<Path> files = Files.list(work)) {
            archive = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get left no package in " + work));
        }
        Optional<String> failure = run(work, List.of("dpkg", "-x", archive.toString(), "unpacked"));
        if (failure.isPresent()) {
            throw new IOException("cannot unpack " + archive + ": " + failure.get());
        }
        Path program = work.resolve("unpacked/usr/sbin").resolve(NAME);
        if (!Files.isExecutable(program)) {
            program = work.resolve("unpacked/usr/bin").resolve(NAME);
        }
        // Last, and at once: what is in its place is whole.
        return Files.move(
                program, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a command that failed said. */
    private static Optional<String> run(Path work, List<String> command) throws IOException, InterruptedException {
        Path said = work.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of(String.join(" ", command) + " did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(
                        Files.readString(said, StandardCharsets.UTF_8).strip().replace("\n", "; "));
    }
}
