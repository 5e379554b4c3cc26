package dev.anabranch.benchmarks.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.benchmarks.hosts.HostProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Calls {@code ./anabranch run} again and again and asks how long after the call the first task began, beside the start of a
 * JVM with an empty program. The kinds of starts take turns, so that other load meets them all.
 */
public final class StartBenchmark {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path root;
    private final Path folder;

    private StartBenchmark(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * Prints medians as a table and as JSON.
     *
     * @param arguments the checkout; then how often each kind is started
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        try (ScratchFolder folder = ScratchFolder.create()) {
            new StartBenchmark(Path.of(arguments[0]), folder.path()).measure(runs);
        }
    }

    private void measure(int runs) throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        // The launcher builds where it must, and the plan and its classes are there afterwards.
        firstTask(kept);
        firstTask(kept);
        List<Double> empty = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> served = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        try (HostProcesses hosts = new HostProcesses(folder)) {
            hosts.start("a", "127.0.0.1:0", UnaryOperator.identity());
            List<String> there = options(hosts);
            // The host loads the flow.
            firstTask(kept, there);
            for (int run = 0; run < runs; run++) {
                empty.add(emptyProgram());
                again.add(firstTask(kept));
                served.add(firstTask(kept, there));
                first.add(firstTask(folder.resolve("new-" + run)));
            }
        }
        System.out.printf(Locale.ROOT, "seconds from the call, medians of %d starts (least-greatest)%n", runs);
        tell("an empty program in a JVM", empty);
        tell("first task, plan and classes are there", again);
        tell("first task on a host that has it loaded", served);
        tell("first task of a new plan", first);
        System.out.println(MAPPER.createObjectNode()
                .put("runs", runs)
                .put("empty_program_s", median(empty))
                .put("known_plan_s", median(again))
                .put("served_plan_s", median(served))
                .put("new_plan_s", median(first)));
    }

    /** With which a flow runs on the host. */
    private List<String> options(HostProcesses hosts) throws IOException {
        String address =
                Objects.requireNonNull(hosts.addresses().get("a")).toString().replaceFirst("^tcp:", "");
        Path cluster = Files.writeString(
                folder.resolve("cluster.yaml"), "hosts: [{ name: a, address: \"" + address + "\", workers: 2 }]\n");
        return List.of(
                "--cluster", cluster.toString(), "--keys", hosts.keys().folder().toString());
    }

    private static void tell(String what, List<Double> seconds) {
        System.out.printf(
                Locale.ROOT,
                "%-40s %6.3f  (%.3f-%.3f)%n",
                what,
                median(seconds),
                seconds.stream().min(Comparator.naturalOrder()).orElseThrow(),
                seconds.stream().max(Comparator.naturalOrder()).orElseThrow());
    }

    private static double median(List<Double> seconds) {
        double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private double emptyProgram() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String said = output(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                EmptyProgram.class.getName()));
        double seconds = (System.nanoTime() - begun) * 1e-9;
        if (!said.strip().equals("started")) {
            throw new IOException("an empty program said " + said);
        }
        return seconds;
    }

    private double firstTask(Path plans) throws IOException, InterruptedException {
        return firstTask(plans, List.of());
    }

    private double firstTask(Path plans, List<String> where) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("anabranch").toString(),
                "run",
                root.resolve("samples/ensemble/ensemble.flow").toString(),
                "-p",
                "members=4",
                "-p",
                "points=100",
                "--plans",
                plans.toString(),
                "--outputs",
                folder.resolve("outputs").toString(),
                "--trace",
                folder.resolve("trace").toString(),
                "--json"));
        command.addAll(where);
        String said = output(command);
        JsonNode first = MAPPER.readTree(said).findValue("first_task_s");
        if (first == null) {
            throw new IOException("no first_task_s in " + said);
        }
        return first.asDouble();
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> said.append(line).append('\n'));
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with status " + status);
        }
        return said.toString();
    }
}
