package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.workflow.PlannedWorkflow;
import dev.anabranch.driver.workflow.Workflow;
import dev.anabranch.driver.workflow.WorkflowFile;
import dev.anabranch.driver.workflow.WorkflowMistake;
import dev.anabranch.driver.workflow.WorkflowPlanner;
import dev.anabranch.driver.workflow.WorkflowRequest;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.testkit.VirtualHosts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Makespans on published workflows against those of the anchors; every plan is proved and replayed. */
final class WorkflowQuality {
    private static final double REPLAY_TOLERANCE = 1e-6;

    private final Options options;
    private final Anchors anchors;
    private final Map<String, Path> files = new TreeMap<>();

    WorkflowQuality(Options options) throws IOException {
        this.options = options;
        this.anchors = new Anchors(options.anchors()
                .orElseThrow(() -> new IllegalArgumentException("no anchors: give --anchors or ANABRANCH_ANCHORS")));
        Path data = options.data()
                .orElseThrow(() -> new IllegalArgumentException("no workflows: give --data or ANABRANCH_DATA"));
        try (Stream<Path> walk = Files.walk(data.resolve("wfinstances"))) {
            walk.filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> files.put(file.getFileName().toString().replace(".json", ""), file));
        }
    }

    private record Outcome(Anchors.Case of, double makespan, double listed, double cpu) {
        double toList() {
            return makespan / of.list();
        }

        double toBest() {
            return makespan / of.best();
        }
    }

    void run(String part, ObjectNode json) throws InterruptedException {
        MachineModel model = part.equals("one-port") ? MachineModel.ONE_PORT : MachineModel.CONTENTION_FREE;
        boolean duplication = part.equals("duplication");
        List<Anchors.Case> cases = new ArrayList<>();
        int number = 0;
        for (Anchors.Case each : anchors.cases(model, duplication)) {
            // The cases of one workflow follow each other, so a stride through them must shift.
            if ((number + number / 12) % options.every() == 0 && each.toString().contains(options.only())) {
                cases.add(each);
            }
            number++;
        }
        ExecutorService threads = Executors.newFixedThreadPool(options.threads());
        List<Future<Outcome>> running = new ArrayList<>();
        cases.forEach(each -> running.add(threads.submit(() -> plan(each, model, duplication))));
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a plan failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        print(part, outcomes, json.putObject(part));
    }

    private Outcome plan(Anchors.Case of, MachineModel model, boolean duplication) throws IOException, WorkflowMistake {
        Path file = files.get(of.workflow());
        if (file == null) {
            throw new IllegalArgumentException("no workflow " + of.workflow() + " in the data folder");
        }
        Workflow workflow = WorkflowFile.read(file).withRatio(Double.parseDouble(of.ratio()));
        Cluster cluster = anchors.cluster(of.cluster(), model);
        var threads = ManagementFactory.getThreadMXBean();
        PlannedWorkflow planned = WorkflowPlanner.onOneThread(threads::getCurrentThreadCpuTime)
                .plan(new WorkflowRequest(workflow, cluster, duplication, OptionalDouble.of(options.seconds())));
        double replayed = VirtualHosts.makespan(planned.problem(), model, planned.schedule());
        if (!(Math.abs(replayed - planned.makespan()) <= REPLAY_TOLERANCE * replayed)) {
            throw new IllegalStateException(of + " is said to take " + planned.makespan() + " s, takes " + replayed);
        }
        return new Outcome(of, planned.makespan(), planned.listMakespan(), planned.planning());
    }

    private static void print(String part, List<Outcome> outcomes, ObjectNode json) {
        Map<String, List<Outcome>> byRatio = new TreeMap<>();
        outcomes.forEach(o -> byRatio.computeIfAbsent(o.of().ratio(), unused -> new ArrayList<>())
                .add(o));
        byRatio.put("all", outcomes);
        System.out.printf(
                "%n%s%n%-6s %6s %14s %18s %14s %10s%n",
                part, "CCR", "cases", "/ best list", "/ list, by lists", "worst / best", "cpu s");
        byRatio.forEach((ratio, group) -> {
            double toList = geometric(group.stream().map(Outcome::toList).toList());
            double lists = geometric(
                    group.stream().map(o -> o.listed() / o.of().list()).toList());
            double worst = group.stream().mapToDouble(Outcome::toBest).max().orElse(0);
            double cpu = group.stream().mapToDouble(Outcome::cpu).average().orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %6d %14.4f %18.4f %14.4f %10.2f%n",
                    ratio,
                    group.size(),
                    toList,
                    lists,
                    worst,
                    cpu);
            ObjectNode row = json.putObject(ratio);
            row.put("cases", group.size());
            row.put("makespan_to_best_list", toList);
            row.put("lists_to_best_list", lists);
            row.put("worst_to_best_known", worst);
            row.put("cpu_s", cpu);
        });
        ArrayNode all = json.putArray("plans");
        outcomes.forEach(o -> {
            ObjectNode row = all.addObject();
            row.put("workflow", o.of().workflow());
            row.put("cluster", o.of().cluster());
            row.put("ccr", o.of().ratio());
            row.put("makespan_s", o.makespan());
            row.put("best_list_s", o.of().list());
            row.put("best_known_s", o.of().best());
        });
    }

    static double geometric(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(0));
    }
}
