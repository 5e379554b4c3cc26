package dev.anabranch.driver.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a task graph from a file, whose format it tells from the content. */
public final class WorkflowFile {
    private WorkflowFile() {}

    /** Whether a file is read as a task graph without programs, by the ending of its name. */
    public static boolean accepts(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") || name.endsWith(".dot") || name.endsWith(".gv");
    }

    /**
     * The task graph of a file: WfFormat 1.5, node-link JSON, or Graphviz.
     *
     * @throws WorkflowMistake if the file holds none, or a broken one
     * @throws IOException if the file cannot be read
     */
    public static Workflow read(Path file) throws IOException, WorkflowMistake {
        String text = Files.readString(file);
        Workflow workflow = Dot.looksLike(text) ? Dot.read(text) : json(text, file);
        try {
            workflow.dag();
        } catch (IllegalArgumentException e) {
            throw new WorkflowMistake("the tasks wait for each other in a circle: " + e.getMessage());
        }
        return workflow;
    }

    private static Workflow json(String text, Path file) throws WorkflowMistake {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new WorkflowMistake("this is neither JSON nor a digraph of Graphviz: " + e.getOriginalMessage());
        }
        if (WfFormat.looksLike(root)) {
            return WfFormat.read(root);
        }
        if (NodeLink.looksLike(root)) {
            return NodeLink.read(root, String.valueOf(file.getFileName()));
        }
        throw new WorkflowMistake("there is no task graph: neither workflow.specification.tasks nor nodes and links");
    }
}
