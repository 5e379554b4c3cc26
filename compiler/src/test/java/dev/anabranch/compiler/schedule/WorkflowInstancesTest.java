package dev.anabranch.compiler.schedule;

import static dev.anabranch.compiler.schedule.JsonReader.asList;
import static dev.anabranch.compiler.schedule.JsonReader.asObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.list.LookaheadHeft;
import dev.anabranch.compiler.schedule.list.MinMin;
import dev.anabranch.compiler.schedule.list.Peft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * HEFT's makespans on published workflow instances, against those of an independent implementation of the same model.
 * The instances lie in {@code wfinstances} of the data folder, the makespans in {@code scheduling} beside it.
 */
@EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
class WorkflowInstancesTest {
    private final Path data = Path.of(System.getenv().getOrDefault("ANABRANCH_DATA", "."));

    @Test
    void makespansAreThoseOfTheReference() throws IOException {
        Map<String, Object> anchors = JsonReader.object(
                Files.readString(data.resolveSibling("scheduling").resolve("anchors_public.json")));
        Map<String, Path> files = instances();
        SoftAssertions softly = new SoftAssertions();
        int[] compared = new int[1];
        asObject(anchors.get("public")).forEach((name, entry) -> {
            Map<String, Object> instance = read(files.get(name));
            Map<String, Object> factors = asObject(asObject(entry).get("k"));
            asObject(asObject(entry).get("cases")).forEach((cluster, cases) -> {
                Map<String, Object> machine =
                        asObject(asObject(anchors.get("clusters")).get(cluster));
                asObject(cases).forEach((ccr, result) -> {
                    double expected =
                            (Double) asObject(asObject(result).get("algs")).get("HEFT");
                    Dag dag = dag(instance, (Double) factors.get(ccr));
                    double makespan =
                            Heft.schedule(dag, new Machine(dag, machine)).makespan();
                    softly.assertThat(makespan)
                            .as("%s on %s at CCR %s", name, cluster, ccr)
                            .isCloseTo(expected, within(1e-6 * expected));
                    compared[0]++;
                });
            });
        });
        softly.assertAll();
        assertThat(compared[0]).isGreaterThan(300);
    }

    /** Rounding decides ties otherwise in some cases of MCP, CPOP, DLS and ETF, so those are not compared one by one. */
    @Test
    void listSchedulersAndNetworkCardsAreThoseOfTheReference() throws IOException {
        Path folder = data.resolveSibling("scheduling");
        Map<String, Object> anchors = JsonReader.object(Files.readString(folder.resolve("anchors_public.json")));
        Map<String, Object> ports = JsonReader.object(Files.readString(folder.resolve("oneport_public.json")));
        Map<String, Path> files = instances();
        SoftAssertions softly = new SoftAssertions();
        int[] compared = new int[1];
        asObject(anchors.get("public")).forEach((name, entry) -> {
            Map<String, Object> instance = read(files.get(name));
            Map<String, Object> factors = asObject(asObject(entry).get("k"));
            asObject(asObject(entry).get("cases")).forEach((cluster, cases) -> {
                Cluster machine =
                        cluster(asObject(asObject(anchors.get("clusters")).get(cluster)));
                asObject(cases).forEach((ccr, result) -> {
                    Problem problem = Problem.of(dag(instance, (Double) factors.get(ccr)), machine);
                    Map<String, Object> makespans = asObject(asObject(result).get("algs"));
                    for (ListScheduler scheduler :
                            List.of(new InsertionHeft(), new Peft(), new LookaheadHeft(), MinMin.min(), MinMin.max())) {
                        double expected = (Double) makespans.get(scheduler.name());
                        softly.assertThat(ExactTimes.makespan(
                                        MachineModel.CONTENTION_FREE, problem, scheduler.schedule(problem)))
                                .as("%s: %s on %s at CCR %s", scheduler.name(), name, cluster, ccr)
                                .isCloseTo(expected, within(1e-6 * expected));
                        compared[0]++;
                    }
                    Object port =
                            asObject(asObject(ports.get("public")).get(name)).get(cluster);
                    if (port != null) {
                        double expected =
                                (Double) asObject(asObject(port).get(ccr)).get("heft");
                        softly.assertThat(ExactTimes.makespan(
                                        MachineModel.ONE_PORT, problem, new InsertionHeft().schedule(problem)))
                                .as("one port: %s on %s at CCR %s", name, cluster, ccr)
                                .isCloseTo(expected, within(1e-6 * expected));
                        compared[0]++;
                    }
                });
            });
        });
        softly.assertAll();
        assertThat(compared[0]).isGreaterThan(2000);
    }

    private static Cluster cluster(Map<String, Object> described) {
        List<Object> host = asList(described.get("host"));
        List<Object> speed = asList(described.get("speed"));
        Map<Object, List<Double>> speeds = new LinkedHashMap<>();
        for (int worker = 0; worker < host.size(); worker++) {
            speeds.computeIfAbsent(host.get(worker), unused -> new ArrayList<>())
                    .add((Double) speed.get(worker));
        }
        List<Host> hosts = new ArrayList<>();
        speeds.forEach((number, each) -> hosts.add(new Host("h" + number, each, 0, List.of())));
        return Cluster.of(hosts, new Link(1e-4, 1.25e9), new Link(1e-3, 1.25e8));
    }

    private Map<String, Path> instances() throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> walk = Files.walk(data.resolve("wfinstances"))) {
            walk.filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> files.put(file.getFileName().toString().replace(".json", ""), file));
        }
        return files;
    }

    private static Map<String, Object> read(Path file) {
        try {
            return asObject(JsonReader.object(Files.readString(file)).get("workflow"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dag dag(Map<String, Object> workflow, double factor) {
        Map<String, Object> specification = asObject(workflow.get("specification"));
        List<Object> tasks = asList(specification.get("tasks"));
        Map<String, Double> sizes = new HashMap<>();
        asList(specification.get("files"))
                .forEach(file ->
                        sizes.put(text(file, "id"), (Double) asObject(file).get("sizeInBytes")));
        Map<String, Double> seconds = new HashMap<>();
        asList(asObject(workflow.get("execution")).get("tasks"))
                .forEach(task ->
                        seconds.put(text(task, "id"), (Double) asObject(task).getOrDefault("runtimeInSeconds", 0.0)));
        Map<String, Integer> numbers = new HashMap<>();
        tasks.forEach(task -> numbers.put(text(task, "id"), numbers.size()));
        double[] work = new double[tasks.size()];
        int[] from = new int[100_000];
        int[] to = new int[from.length];
        double[] bytes = new double[from.length];
        int edges = 0;
        for (int child = 0; child < work.length; child++) {
            Map<String, Object> task = asObject(tasks.get(child));
            work[child] = Math.max(seconds.getOrDefault(text(task, "id"), 0.0), 0.001);
            Set<Object> inputs = new LinkedHashSet<>(asList(task.getOrDefault("inputFiles", List.of())));
            for (Object parent : new LinkedHashSet<>(asList(task.get("parents")))) {
                int number = numbers.get((String) parent);
                double size = 0;
                Object outputs = asObject(tasks.get(number)).getOrDefault("outputFiles", List.of());
                for (Object file : new LinkedHashSet<>(asList(outputs))) {
                    size += inputs.contains(file) ? sizes.getOrDefault((String) file, 0.0) : 0;
                }
                from[edges] = number;
                to[edges] = child;
                bytes[edges++] = size * factor;
            }
        }
        double[] readiness = new double[edges];
        Arrays.fill(readiness, 1);
        return new Dag(
                work, Arrays.copyOf(from, edges), Arrays.copyOf(to, edges), Arrays.copyOf(bytes, edges), readiness);
    }

    private static String text(Object object, String key) {
        return (String) asObject(object).get(key);
    }

    /** The links of the reference: 0.1 ms and 1.25 GB/s within a host, 1 ms and 125 MB/s between hosts. */
    private static final class Machine implements CostModel {
        private final Dag dag;
        private final int[] host;
        private final double[] speed;
        private final int[] workers;

        Machine(Dag dag, Map<String, Object> cluster) {
            this.dag = dag;
            this.host = asList(cluster.get("host")).stream()
                    .mapToInt(h -> ((Double) h).intValue())
                    .toArray();
            this.speed = asList(cluster.get("speed")).stream()
                    .mapToDouble(s -> (Double) s)
                    .toArray();
            this.workers = new int[host.length];
            Arrays.setAll(workers, i -> i);
        }

        @Override
        public int workers() {
            return workers.length;
        }

        @Override
        public int[] candidates(int unit) {
            return workers;
        }

        @Override
        public double seconds(int unit, int worker) {
            return dag.work(unit) / speed[worker];
        }

        @Override
        public double transfer(int from, int to, double bytes) {
            return host[from] == host[to] ? 1e-4 + bytes / 1.25e9 : 1e-3 + bytes / 1.25e8;
        }

        @Override
        public double meanTransfer(double bytes) {
            double sum = 0;
            int pairs = 0;
            for (int from : workers) {
                for (int to : workers) {
                    sum += from == to ? 0 : transfer(from, to, bytes);
                    pairs += from == to ? 0 : 1;
                }
            }
            return sum / pairs;
        }
    }
}
