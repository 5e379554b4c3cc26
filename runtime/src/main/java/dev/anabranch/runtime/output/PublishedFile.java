package dev.anabranch.runtime.output;

import java.nio.file.Path;

/**
 * A published dataset that has become a file.
 *
 * @param publication under which name
 * @param file where
 * @param bytes the file's size
 */
public record PublishedFile(Publication publication, Path file, long bytes) {}
