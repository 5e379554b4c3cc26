package dev.anabranch.testkit.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real server of this test process, from the machine or fetched by the script {@code testkit/nats-server}. */
final class NatsServer {
    private static final long PATIENCE_SECONDS = 120;

    private static @Nullable URI running;
    private static @Nullable String missing;

    private NatsServer() {}

    /** Its address; it is started once and ends with the process. */
    static synchronized URI address() throws IOException, InterruptedException {
        URI known = running;
        if (known == null) {
            known = start(Path.of(fetch()));
            running = known;
        }
        return known;
    }

    /** Why there is none, or null. */
    static synchronized @Nullable String reasonForNone() {
        if (running == null && missing == null) {
            try {
                address();
            } catch (IOException e) {
                missing = String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                missing = "interrupted";
            }
        }
        return missing;
    }

    /** Where tests have to run, and are not passed over. */
    static boolean isDemanded() {
        return System.getenv("CI") != null || System.getenv("ANABRANCH_DATA") != null;
    }

    private static String fetch() throws IOException, InterruptedException {
        Path module = Files.exists(Path.of("nats-server")) ? Path.of("") : Path.of("testkit");
        Path folder = Files.createDirectories(module.resolve("target/nats")).toAbsolutePath();
        Process script = new ProcessBuilder(module.resolve("nats-server").toAbsolutePath().toString(), folder.toString())
                .redirectError(folder.resolve("fetch.log").toFile())
                .start();
        script.getOutputStream().close();
        if (!script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            script.destroyForcibly();
        }
        String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (script.waitFor() != 0 || path.isEmpty()) {
            throw new IOException("no nats-server: " + Files.readString(folder.resolve("fetch.log")).strip());
        }
        return path;
    }

    private static URI start(Path program) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process server = new ProcessBuilder(program.toString(), "-a", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        for (int tries = 0; tries < 200 && server.isAlive(); tries++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return URI.create("nats://127.0.0.1:" + port);
            } catch (IOException e) {
                Thread.sleep(50); // it is not listening yet
            }
        }
        throw new IOException("a nats-server did not start on port " + port);
    }
}
