package dev.anabranch.benchmarks.scale;

import dev.anabranch.benchmarks.metg.PatternFlow;
import dev.anabranch.benchmarks.metg.Shares;
import dev.anabranch.driver.FlowRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A flow of {@code samples/patterns} with numbers as outputs, of about so many tasks, its columns dealt out to workers.
 *
 * @param pattern which one
 * @param tasks about how many; there are whole rows
 * @param workers that share the columns
 */
record ScaleFlow(String pattern, long tasks, int workers) {
    /** Wide enough that few of the points have neighbours on another worker. */
    static final int WIDTH = 128;

    /** Bytes of a number, the data of each task. */
    static final int DATA = Long.BYTES;

    int steps() {
        return Math.toIntExact(Math.max(1, (tasks + WIDTH - 1) / WIDTH));
    }

    long exactTasks() {
        return (long) steps() * WIDTH;
    }

    /** Writes the flow's text, and asks for its plan. */
    FlowRequest in(Path folder) throws IOException {
        PatternFlow flow = new PatternFlow(pattern, WIDTH, steps(), PatternFlow.LEAST_BYTES, true);
        Path file = folder.resolve(pattern + "-" + tasks + "-" + workers + ".flow");
        Files.writeString(file, flow.placed(new Shares(WIDTH, workers), "x[steps - 1, i]"));
        return FlowRequest.of(file, workers);
    }
}
