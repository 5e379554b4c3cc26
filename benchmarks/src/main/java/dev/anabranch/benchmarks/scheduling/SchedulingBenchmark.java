package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;

/** Prints tables of how good plans are and how long they take, and writes them as JSON. */
public final class SchedulingBenchmark {
    private SchedulingBenchmark() {}

    /** Runs the parts that the arguments name. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("seconds_a_plan", options.seconds());
        for (String part : options.parts()) {
            switch (part) {
                case "planted" -> new PlantedQuality(options).run(json);
                case "lists" -> new ListTable().run(json);
                case "paths" -> new PathsTable().run(json);
                case "transfers" -> new TransfersTable(json).run();
                case "scale" -> new ScaleTable().run(json);
                default -> new WorkflowQuality(options).run(part, json);
            }
        }
        Files.writeString(options.out(), mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
}
