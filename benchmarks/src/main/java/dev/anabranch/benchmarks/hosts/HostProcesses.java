package dev.anabranch.benchmarks.hosts;

import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.transport.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Hosts that are served by processes of their own, with a token. */
public final class HostProcesses implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, PeerAddress> addresses = new LinkedHashMap<>();

    /** None yet; their keys and stores are in a folder. */
    public HostProcesses(Path folder) throws IOException {
        this.folder = folder;
        Path keys = Files.createDirectories(keys().folder());
        RunToken.generate(new SecureRandom()).write(keys.resolve(KeyFolder.TOKEN));
        PlanSigner.create(keys.resolve(KeyFolder.PLAN_KEY));
    }

    /** What they and who runs flows on them know each other by. */
    public KeyFolder keys() {
        return new KeyFolder(folder.resolve("keys"));
    }

    /** Where those listen that were started, by name. */
    public Map<String, PeerAddress> addresses() {
        return addresses;
    }

    /** The process of a host that was started. */
    Process process(int number) {
        return processes.get(number);
    }

    /**
     * Starts a host and waits until it listens.
     *
     * @param where has a command run where the host is
     */
    public void start(String name, String listen, UnaryOperator<List<String>> where) throws IOException {
        List<String> command = where.apply(JavaCommand.like(
                HostProcess.class.getName(),
                List.of(
                        name,
                        listen,
                        keys().folder().toString(),
                        folder.resolve(name).toString())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String address = out.readLine();
        if (address == null) {
            throw new IOException("host " + name + " did not start");
        }
        addresses.put(name, HostAddress.parse(address));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            boolean interrupted = false;
            try {
                process.waitFor();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
