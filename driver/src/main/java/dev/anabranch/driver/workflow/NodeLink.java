package dev.anabranch.driver.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads plain JSON in node-link form: {@code {"nodes": [{"id": "a", "work": 1.5}], "links": [{"source": "a", "target": "b",
 * "bytes": 1000}]}}. Work is in seconds and 1 where it is missing; bytes are 0 where they are missing.
 */
final class NodeLink {
    private NodeLink() {}

    static boolean looksLike(JsonNode root) {
        return root.path("nodes").isArray()
                && (root.path("links").isArray() || root.path("edges").isArray());
    }

    static Workflow read(JsonNode root, String name) throws WorkflowMistake {
        GraphBuilder graph = new GraphBuilder();
        for (JsonNode node : root.path("nodes")) {
            graph.task(node.path("id").asText(), node.path("work").asDouble(1));
        }
        for (JsonNode link : root.path(root.path("links").isArray() ? "links" : "edges")) {
            graph.edge(
                    link.path("source").asText(),
                    link.path("target").asText(),
                    link.path("bytes").asDouble(0));
        }
        return graph.build(root.path("name").asText(name));
    }

    /** Collects tasks and edges by name. */
    static final class GraphBuilder {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final List<Double> work = new ArrayList<>();
        private final List<Integer> from = new ArrayList<>();
        private final List<Integer> to = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void task(String id, double seconds) throws WorkflowMistake {
            if (id.isEmpty() || numbers.putIfAbsent(id, numbers.size()) != null) {
                throw new WorkflowMistake("node " + numbers.size() + " has no id of its own: \"" + id + "\"");
            }
            if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new WorkflowMistake("\"" + id + "\" takes " + seconds + " s, which no task can");
            }
            work.add(seconds);
        }

        /** A task that a later word may describe; known ones stay as they are. */
        void mention(String id) throws WorkflowMistake {
            if (!numbers.containsKey(id)) {
                task(id, 1);
            }
        }

        void work(String id, double seconds) throws WorkflowMistake {
            mention(id);
            work.set(number(id), seconds);
        }

        void edge(String source, String target, double size) throws WorkflowMistake {
            if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
                throw new WorkflowMistake(source + " -> " + target + " has " + size + " bytes, which no file can");
            }
            from.add(number(source));
            to.add(number(target));
            bytes.add(size);
        }

        private int number(String id) throws WorkflowMistake {
            Integer number = numbers.get(id);
            if (number == null) {
                throw new WorkflowMistake("a link names \"" + id + "\", which is no node");
            }
            return number;
        }

        Workflow build(String name) {
            return new Workflow(
                    name,
                    List.copyOf(numbers.keySet()),
                    work.stream().mapToDouble(Double::doubleValue).toArray(),
                    from.stream().mapToInt(Integer::intValue).toArray(),
                    to.stream().mapToInt(Integer::intValue).toArray(),
                    bytes.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
