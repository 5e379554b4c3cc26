package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Wakes one worker from any process: a named pipe of which the sleeper reads a byte, and whoever wakes it writes one. A
 * sleeper so needs no thread that listens for it, and waking it is one system call.
 */
public final class Bell implements AutoCloseable {
    private final RandomAccessFile pipe;

    private Bell(RandomAccessFile pipe) {
        this.pipe = pipe;
    }

    /**
     * Makes pipes.
     *
     * @throws IOException if they cannot be made, or the command mkfifo is missing
     */
    public static void make(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mkfifo", "-m", "600"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the pipes that wake workers cannot be made: " + said.strip());
        }
    }

    /** Opens a pipe for both directions, so that neither side ever waits for the other to open it. */
    public static Bell open(Path file) throws IOException {
        return new Bell(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Wakes whoever listens, now or next. */
    public void ring() throws IOException {
        pipe.write(1);
    }

    /** Sleeps until it rings; takes one ring away. */
    public void await() throws IOException {
        pipe.read();
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
