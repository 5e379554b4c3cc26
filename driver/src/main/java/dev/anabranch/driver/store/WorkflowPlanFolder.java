package dev.anabranch.driver.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.model.plan.PlanTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Writes the schedule of a workflow as a folder: {@code manifest.json}, and Arrow IPC files as those of a flow's plan. */
public final class WorkflowPlanFolder {
    private WorkflowPlanFolder() {}

    /**
     * Writes manifest and tables.
     *
     * @throws IOException if the folder exists and is not empty, or cannot be written
     */
    public static void write(Path folder, ObjectNode manifest, List<PlanTable> tables) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(folder + " is not empty");
                }
            }
        }
        Files.createDirectories(folder);
        try (BufferAllocator allocator = new RootAllocator()) {
            for (PlanTable table : tables) {
                PlanTableFile.write(table, folder.resolve(PlanTableFile.fileName(table.getClass())), allocator);
            }
        }
        Files.writeString(
                folder.resolve("manifest.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
    }
}
