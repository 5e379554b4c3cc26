package dev.anabranch.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A host that {@code ./anabranch host} serves, with keys of its own, until it is closed.
 *
 * @param process that serves it
 * @param options with which {@code ./anabranch run} runs on it
 */
record ServedHost(Process process, List<String> options) implements AutoCloseable {
    /**
     * Serves a host of two workers on a free port of loopback.
     *
     * @param launcher {@code ./anabranch}
     * @param folder for keys, store and cluster file
     */
    static ServedHost start(Path launcher, Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys");
        Process made = new ProcessBuilder(launcher.toString(), "certs", keys.toString(), "--token")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("no keys were made, status " + made.exitValue());
        }
        Process process = new ProcessBuilder(
                        launcher.toString(),
                        "host",
                        "a",
                        "--listen",
                        "127.0.0.1:0",
                        "--keys",
                        keys.toString(),
                        "--store",
                        folder.resolve("store").toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.contains(" listens on tcp:")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the host ended before it listened");
        }
        String address = line.replaceAll(".* listens on tcp:([0-9.:]+).*", "$1");
        Path cluster = Files.writeString(
                folder.resolve("cluster.yaml"), "hosts: [{ name: a, address: \"" + address + "\", workers: 2 }]\n");
        return new ServedHost(process, List.of("--cluster", cluster.toString(), "--keys", keys.toString()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
