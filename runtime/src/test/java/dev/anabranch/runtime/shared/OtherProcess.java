package dev.anabranch.runtime.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that is spoken to line by line. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader from;
    private final Writer to;

    OtherProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Xms128m",
                "-Xmx128m",
                "-Xmn64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        from = process.inputReader(StandardCharsets.UTF_8);
        to = process.outputWriter(StandardCharsets.UTF_8);
    }

    void tell(String line) throws IOException {
        to.write(line + "\n");
        to.flush();
    }

    String hear() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("the other process ended");
        }
        return line;
    }

    /** As the kernel does when memory runs out: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        to.close();
        process.waitFor();
    }
}
