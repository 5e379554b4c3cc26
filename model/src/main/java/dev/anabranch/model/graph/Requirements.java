package dev.anabranch.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an equation's annotations demand of its workers, and of what becomes of its datasets.
 *
 * @param memory bytes that a task needs besides its inputs and outputs; 0 for none
 * @param label a label that the worker's host must have, or a worker's name such as {@code a/1}
 * @param gpus how many GPUs a task uses; any means a host labelled {@value #GPU}
 * @param gang how many workers a task needs at the same time; 1 for an ordinary task
 * @param retries how often a task that throws is called again
 * @param checkpoint whether its datasets are worth keeping against a crash
 * @param keep whether its datasets stay in memory until the run ends
 */
public record Requirements(
        long memory, Optional<String> label, int gpus, int gang, int retries, boolean checkpoint, boolean keep) {
    /** The label of hosts that have GPUs. */
    public static final String GPU = "gpu";

    /** No demands. */
    public static final Requirements NONE = new Requirements(0, Optional.empty(), 0, 1, 0, false, false);

    /** All that a worker's host must be labelled, or the worker be called, in the order of the components. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        label.ifPresent(labels::add);
        if (gpus > 0 && !labels.contains(GPU)) {
            labels.add(GPU);
        }
        return List.copyOf(labels);
    }

    /** The same with so many bytes of memory. */
    public Requirements withMemory(long bytes) {
        return new Requirements(bytes, label, gpus, gang, retries, checkpoint, keep);
    }

    /** The same on hosts with a label, or on a worker. */
    public Requirements withLabel(String wanted) {
        return new Requirements(memory, Optional.of(wanted), gpus, gang, retries, checkpoint, keep);
    }

    /** The same with so many GPUs. */
    public Requirements withGpus(int count) {
        return new Requirements(memory, label, count, gang, retries, checkpoint, keep);
    }

    /** The same on so many workers at the same time. */
    public Requirements withGang(int workers) {
        return new Requirements(memory, label, gpus, workers, retries, checkpoint, keep);
    }

    /** The same with so many further calls of a task that throws. */
    public Requirements withRetries(int times) {
        return new Requirements(memory, label, gpus, gang, times, checkpoint, keep);
    }

    /** The same, with datasets that are worth keeping against a crash or not. */
    public Requirements withCheckpoint(boolean worthKeeping) {
        return new Requirements(memory, label, gpus, gang, retries, worthKeeping, keep);
    }

    /** The same, with datasets that stay until the run ends or not. */
    public Requirements withKeep(boolean untilTheEnd) {
        return new Requirements(memory, label, gpus, gang, retries, checkpoint, untilTheEnd);
    }
}
