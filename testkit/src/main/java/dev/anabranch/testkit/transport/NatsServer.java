package dev.anabranch.testkit.transport;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real NATS server on the loopback interface, a process of its own that ends with this one at the latest. */
public final class NatsServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("nats://127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Thread ending;
    private final URI address;

    private NatsServer(Process process, Thread ending, URI address) {
        this.process = process;
        this.ending = ending;
        this.address = address;
    }

    /** Whether the machine has the program, or a package manager that fetches it; where neither is, tests cannot run. */
    public static boolean canBeHad() {
        return canBeHad(folder());
    }

    /** The same, for a program that is fetched into another folder than {@code target}. */
    public static boolean canBeHad(Path folder) {
        return new NatsProgram(folder).canBeHad();
    }

    private static Path folder() {
        return Path.of("target", "nats-server");
    }

    /**
     * Starts one at a free port; the program is fetched into {@code target} if the machine has none.
     *
     * @param settings lines of a server's configuration, such as {@code max_payload: 4096}
     * @throws IOException if there is no program, or it does not start; the message says why
     */
    public static NatsServer start(String... settings) throws IOException, InterruptedException {
        return start(folder(), settings);
    }

    /** The same, with what is fetched and what the server writes in another folder than {@code target}. */
    public static NatsServer start(Path place, String... settings) throws IOException, InterruptedException {
        Path program = new NatsProgram(place).find();
        Path folder = Files.createTempDirectory(Files.createDirectories(place).toAbsolutePath(), "run");
        Path configuration = folder.resolve("configuration");
        Files.writeString(
                configuration,
                "host: 127.0.0.1\nport: -1\nports_file_dir: \"" + folder + "\"\n" + String.join("\n", settings) + "\n");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            Optional<URI> address = listening(folder);
            if (address.isPresent()) {
                return new NatsServer(process, ending, address.get());
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new IOException(
                "a nats-server did not start: " + Files.readString(log).strip());
    }

    /** The server writes a file with its addresses once it listens. */
    private static Optional<URI> listening(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".ports")).toList();
        }
        for (Path file : files) {
            Matcher found = ADDRESS.matcher(Files.readString(file, StandardCharsets.UTF_8));
            if (found.find()) {
                return Optional.of(URI.create(found.group()));
            }
        }
        return Optional.empty();
    }

    /** {@code nats://127.0.0.1:port}. */
    public URI address() {
        return address;
    }

    /** The same, for a user. */
    public URI address(String user, String password) {
        return URI.create("nats://" + user + ":" + password + "@127.0.0.1:" + address.getPort());
    }

    /** Ends the process at once, as a crash does. */
    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(ending);
    }
}
