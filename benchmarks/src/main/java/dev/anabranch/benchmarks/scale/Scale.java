package dev.anabranch.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.benchmarks.ScratchFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compiles regular flows of a million tasks and more, opens their plans again and runs them: each in a JVM that has done
 * nothing before, with the JVM flags of this one.
 */
public final class Scale {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ScaleOptions options;
    private final ArrayNode results;

    private Scale(ScaleOptions options, ArrayNode results) {
        this.options = options;
        this.results = results;
    }

    /** Measures what the arguments ask for, prints a table or JSON, and writes JSON. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(ScaleOptions.USAGE);
            return;
        }
        ScaleOptions options;
        try {
            options = ScaleOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ObjectNode json = measure(options);
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        Files.writeString(options.out(), text);
        if (options.json()) {
            System.out.print(text);
        }
    }

    /** The figures, printed line by line unless JSON is asked for. */
    static ObjectNode measure(ScaleOptions options) throws IOException, InterruptedException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        json.put("load_before", load());
        Scale scale = new Scale(options, json.putArray("results"));
        scale.head();
        for (String pattern : options.patterns()) {
            for (long tasks : options.tasks()) {
                for (int workers : options.workers()) {
                    scale.measure(new ScaleFlow(pattern, tasks, workers));
                }
            }
        }
        json.put("load_after", load());
        return json;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void head() {
        if (!options.json()) {
            System.out.printf(
                    "%-20s %11s %7s %9s %8s %8s %8s %8s %8s %9s %9s %9s%n",
                    "pattern",
                    "tasks",
                    "workers",
                    "compile s",
                    "open s",
                    "class s",
                    "read s",
                    "begin s",
                    "start s",
                    "B a task",
                    "M tasks/s",
                    "best");
        }
    }

    private void measure(ScaleFlow flow) throws IOException, InterruptedException {
        List<StartedScale> starts = new ArrayList<>();
        CompiledScale compiled;
        try (ScratchFolder folder = ScratchFolder.create()) {
            compiled = fresh(CompiledScale.class, folder.path(), flow, List.of());
            for (int i = 0; i < options.starts(); i++) {
                starts.add(fresh(StartedScale.class, folder.path(), flow, List.of(Integer.toString(options.runs()))));
            }
        }
        tell(flow, compiled, starts);
    }

    private void tell(ScaleFlow flow, CompiledScale compiled, List<StartedScale> starts) {
        double rate = flow.exactTasks() / median(starts, StartedScale::run);
        double best = flow.exactTasks() / median(starts, StartedScale::fastest);
        ObjectNode result = results.addObject();
        result.put("pattern", flow.pattern());
        result.put("tasks", flow.exactTasks());
        result.put("workers", flow.workers());
        result.put("plan_s", compiled.plan());
        result.put("classes_s", compiled.classes());
        result.put("open_s", median(starts, StartedScale::open));
        result.put("load_classes_s", median(starts, StartedScale::classes));
        result.put("read_s", median(starts, StartedScale::read));
        result.put("begin_s", median(starts, StartedScale::begin));
        result.put("start_s", median(starts, StartedScale::start));
        result.put("first_run_s", median(starts, StartedScale::firstRun));
        result.put("plan_bytes_per_task", median(starts, start -> start.planBytes() / (double) start.tasks()));
        result.put("run_bytes_per_task", median(starts, start -> start.runBytes() / (double) start.tasks()));
        result.put("data_bytes_per_task", ScaleFlow.DATA);
        result.put("bytes_per_task", median(starts, StartedScale::bytesPerTask));
        result.put("tasks_per_s", rate);
        result.put("best_tasks_per_s", best);
        if (!options.json()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %,11d %7d %9.2f %8.3f %8.3f %8.3f %8.3f %8.3f %9.1f %9.1f %9.1f%n",
                    flow.pattern(),
                    flow.exactTasks(),
                    flow.workers(),
                    compiled.plan() + compiled.classes(),
                    median(starts, StartedScale::open),
                    median(starts, StartedScale::classes),
                    median(starts, StartedScale::read),
                    median(starts, StartedScale::begin),
                    median(starts, StartedScale::start),
                    median(starts, StartedScale::bytesPerTask),
                    rate * 1e-6,
                    best * 1e-6);
        }
    }

    private static double median(List<StartedScale> starts, ToDoubleFunction<StartedScale> figure) {
        List<Double> sorted = starts.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What a class's main method prints in a JVM of its own. */
    private static <T> T fresh(Class<T> program, Path folder, ScaleFlow flow, List<String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(Scale::concernsFlows)
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(
                folder.toString(), flow.pattern(), Long.toString(flow.tasks()), Integer.toString(flow.workers())));
        command.addAll(more);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IOException(program.getSimpleName() + " of " + flow + " ended with " + process.exitValue());
            }
            return MAPPER.readValue(line, program);
        }
    }

    /** A test's own agents stay where they are. */
    private static boolean concernsFlows(String flag) {
        return !flag.startsWith("-javaagent");
    }
}
