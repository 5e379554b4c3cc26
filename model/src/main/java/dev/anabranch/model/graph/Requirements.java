package dev.anabranch.model.graph;

import java.util.Optional;

/**
 * What an equation's annotations demand of its workers.
 *
 * @param memory bytes that a task needs besides its inputs and outputs; 0 for none
 * @param label a label that the worker's host must have, or a worker's name such as {@code a/1}
 */
public record Requirements(long memory, Optional<String> label) {
    /** No demands. */
    public static final Requirements NONE = new Requirements(0, Optional.empty());
}
