package dev.anabranch.driver.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * One published dataset.
 *
 * @param flow the flow that published it
 * @param name the name it was published under
 * @param index its coordinates
 * @param metadata what it can be found by
 * @param file the Arrow IPC file that holds it
 * @param bytes the file's size
 */
public record CatalogueEntry(String flow, String name, ObjectNode index, ObjectNode metadata, Path file, long bytes) {}
