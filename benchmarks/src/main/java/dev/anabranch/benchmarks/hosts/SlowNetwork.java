package dev.anabranch.benchmarks.hosts;

import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.testkit.network.NamespacedNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Five hosts, each in a network namespace of its own with links of limited bandwidth, and one more for their coordinator. */
final class SlowNetwork {
    /** The hosts' names. */
    static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    private SlowNetwork() {}

    /**
     * Runs a program there that makes a {@link Coordinator} of its arguments, and prints what it prints.
     *
     * @param megabits a second, of each link
     * @param workers of each host
     * @param more arguments for the program
     * @throws IOException if there can be no namespaces, or the program fails
     */
    static void run(int megabits, int workers, Class<?> program, List<String> more)
            throws IOException, InterruptedException {
        if (!NamespacedNetwork.isPossible()) {
            throw new IOException("network namespaces need the rights of root, and iproute2");
        }
        try (ScratchFolder scratch = ScratchFolder.create();
                HostProcesses hosts = new HostProcesses(scratch.path());
                NamespacedNetwork network = NamespacedNetwork.of(NAMES.size() + 1)) {
            network.limit(megabits);
            StringBuilder cluster = new StringBuilder("hosts:\n");
            for (int host = 0; host < NAMES.size(); host++) {
                int here = host;
                hosts.start(NAMES.get(host), network.address(host), command -> network.on(here, command));
                cluster.append("  - { name: ")
                        .append(NAMES.get(host))
                        .append(", address: ")
                        .append(network.address(host))
                        .append(", workers: ")
                        .append(workers)
                        .append(" }\n");
            }
            List<String> arguments = new ArrayList<>(List.of(scratch.path().toString(), cluster.toString()));
            arguments.addAll(more);
            Process coordinator = new ProcessBuilder(
                            network.on(NAMES.size(), JavaCommand.like(program.getName(), arguments)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = coordinator.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(System.out::println);
            }
            if (coordinator.waitFor() != 0) {
                throw new IOException("the coordinator failed");
            }
        }
    }
}
