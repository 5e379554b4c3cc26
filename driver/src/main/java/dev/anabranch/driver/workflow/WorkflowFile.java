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

    /**
     * The task graph of a file.
     *
     * @throws WorkflowMistake if the file holds none, or a broken one
     * @throws IOException if the file cannot be read
     */
    public static Workflow read(Path file) throws IOException, WorkflowMistake {
        String text = Files.readString(file);
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new WorkflowMistake("this is not JSON: " + e.getOriginalMessage());
        }
        if (!WfFormat.looksLike(root)) {
            throw new WorkflowMistake("there is no task graph: no workflow.specification.tasks");
        }
        return WfFormat.read(root);
    }
}
