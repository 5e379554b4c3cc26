package dev.anabranch.benchmarks.hosts;

import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Runs flows on two hosts again and again, more flows than a host keeps in memory, and looks what the first host's process has
 * gathered: memory, descriptors, threads, loaded classes, files in shared memory.
 */
public final class Soak {
    private static final int FLOWS = 12;

    private Soak() {}

    /** What a process has. */
    private record Reading(long resident, long heap, long descriptors, long threads, long classes, long shared) {
        static Reading of(long pid) throws IOException {
            Path process = Path.of("/proc", Long.toString(pid));
            long resident = 0;
            long threads = 0;
            for (String line : Files.readAllLines(process.resolve("status"))) {
                String[] parts = line.split("\\s+", -1);
                if (line.startsWith("VmRSS:")) {
                    resident = Long.parseLong(parts[1]) << 10;
                } else if (line.startsWith("Threads:")) {
                    threads = Long.parseLong(parts[1]);
                }
            }
            String id = Long.toString(pid);
            // What nobody refers to any more does not count.
            tool("jcmd", id, "GC.run");
            double[] heap = row(tool("jstat", "-gc", id));
            double[] classes = row(tool("jstat", "-class", id));
            return new Reading(
                    resident,
                    (long) (1024 * (heap[2] + heap[3] + heap[5] + heap[7])),
                    count(process.resolve("fd")),
                    threads,
                    (long) (classes[0] - classes[2]),
                    count(Path.of("/dev/shm")));
        }

        private static long count(Path folder) throws IOException {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.count();
            }
        }

        private static double[] row(List<String> lines) {
            return Stream.of(lines.get(1).strip().split("\\s+", -1))
                    .mapToDouble(text -> text.equals("-") ? 0 : Double.parseDouble(text))
                    .toArray();
        }

        private static List<String> tool(String name, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", name).toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                return out.lines().toList();
            }
        }
    }

    /** @param arguments how many runs; 1000 */
    public static void main(String[] arguments) throws IOException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        try (ScratchFolder scratch = ScratchFolder.create();
                HostProcesses hosts = new HostProcesses(scratch.path())) {
            for (String name : List.of("a", "b")) {
                hosts.start(name, "127.0.0.1:0", command -> command);
            }
            Cluster cluster = Cluster.of(
                    List.of(new Host("a", List.of(1.0), 0, List.of()), new Host("b", List.of(1.0), 0, List.of())),
                    new Link(0, 1e12),
                    new Link(1e-9, 1e12));
            ClassLoader tasks = Soak.class.getClassLoader();
            List<PlannedFlow> flows = new ArrayList<>();
            for (int number = 0; number < FLOWS; number++) {
                Path file = Files.writeString(scratch.path().resolve("f" + number + ".flow"), flow(number));
                flows.add(Checks.value(
                        new FlowCompiler(tasks, new PlanStore(scratch.path().resolve("plans")))
                                .plan(new FlowRequest(file, Map.of(), cluster))));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%6s %10s %10s %12s %8s %8s %8s%n",
                    "runs",
                    "rss MiB",
                    "heap MiB",
                    "descriptors",
                    "threads",
                    "classes",
                    "shm");
            int every = Math.max(1, runs / 10);
            for (int run = 1; run <= runs; run++) {
                RunRequest request = new RunRequest(
                                scratch.path().resolve("outputs"),
                                scratch.path().resolve("trace"),
                                OptionalLong.empty(),
                                progress -> {})
                        .at(new RunSite.Hosts(hosts.addresses(), hosts.keys()));
                new FlowRun(tasks).run(flows.get(run % FLOWS), request);
                if (run % every == 0) {
                    Reading now = Reading.of(hosts.process(0).pid());
                    System.out.printf(
                            Locale.ROOT,
                            "%6d %10.1f %10.1f %12d %8d %8d %8d%n",
                            run,
                            now.resident() / 1048576.0,
                            now.heap() / 1048576.0,
                            now.descriptors(),
                            now.threads(),
                            now.classes(),
                            now.shared());
                }
            }
        }
    }

    private static String flow(int number) {
        return "flow f" + number + """

                use linalg
                dim row = 0..3
                dim step = 1..5
                x[row, 0] = linalg.tile(row, %d)
                x[row, step] = x[row, step - 1] + x[(row + 1) %% 4, step - 1]
                publish x
                """.formatted(number);
    }
}
