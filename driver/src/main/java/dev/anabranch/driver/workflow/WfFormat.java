package dev.anabranch.driver.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads WfFormat 1.5, the format of published workflow traces. A task takes the run time of its execution, at least a
 * millisecond; from a parent to a child go the files that the one writes and the other reads. What comes from outside
 * costs nothing.
 */
final class WfFormat {
    private static final double SHORTEST = 0.001;

    private final JsonNode specification;
    private final JsonNode execution;
    private final String name;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Double> sizes = new HashMap<>();
    private final List<Set<String>> outputs = new ArrayList<>();

    private WfFormat(JsonNode root) {
        this.specification = root.path("workflow").path("specification");
        this.execution = root.path("workflow").path("execution");
        this.name = root.path("name").asText("workflow");
    }

    static boolean looksLike(JsonNode root) {
        return root.path("workflow").path("specification").path("tasks").isArray();
    }

    /** @throws WorkflowMistake saying what is missing */
    static Workflow read(JsonNode root) throws WorkflowMistake {
        return new WfFormat(root).read();
    }

    private Workflow read() throws WorkflowMistake {
        JsonNode tasks = specification.path("tasks");
        specification
                .path("files")
                .forEach(file -> sizes.put(
                        file.path("id").asText(), file.path("sizeInBytes").asDouble()));
        Map<String, Double> seconds = new HashMap<>();
        execution
                .path("tasks")
                .forEach(task -> seconds.put(
                        task.path("id").asText(), task.path("runtimeInSeconds").asDouble()));
        double[] work = new double[tasks.size()];
        for (JsonNode task : tasks) {
            String id = task.path("id").asText();
            work[numbers.size()] = Math.max(seconds.getOrDefault(id, 0.0), SHORTEST);
            if (id.isEmpty() || numbers.putIfAbsent(id, numbers.size()) != null) {
                throw new WorkflowMistake("task " + numbers.size() + " has no id of its own: \"" + id + "\"");
            }
            outputs.add(names(task.path("outputFiles")));
        }
        return edges(tasks, work);
    }

    private Workflow edges(JsonNode tasks, double[] work) throws WorkflowMistake {
        int most = 0;
        for (JsonNode task : tasks) {
            most += task.path("parents").size();
        }
        int[] from = new int[most];
        int[] to = new int[most];
        double[] bytes = new double[most];
        int edges = 0;
        int child = 0;
        for (JsonNode task : tasks) {
            Set<String> inputs = names(task.path("inputFiles"));
            for (String parent : names(task.path("parents"))) {
                Integer number = numbers.get(parent);
                if (number == null) {
                    throw new WorkflowMistake("\"" + task.path("id").asText() + "\" has a parent \"" + parent
                            + "\" that is no task of the workflow");
                }
                double size = 0;
                for (String file : outputs.get(number)) {
                    size += inputs.contains(file) ? sizes.getOrDefault(file, 0.0) : 0;
                }
                from[edges] = number;
                to[edges] = child;
                bytes[edges++] = size;
            }
            child++;
        }
        return new Workflow(
                name,
                List.copyOf(numbers.keySet()),
                work,
                Arrays.copyOf(from, edges),
                Arrays.copyOf(to, edges),
                Arrays.copyOf(bytes, edges));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(entry -> names.add(entry.asText()));
        return names;
    }
}
