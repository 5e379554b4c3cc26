package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.trace.TracedTask;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same computation on all workers at once, as they compute in a run: those of a host share its caches, its power and perhaps
 * its cores.
 *
 * @param workers their names
 */
record Kernels(List<String> workers) {
    /** A few milliseconds, so that many of them are not interrupted. */
    private static final long ITERATIONS = 50_000;

    private static final int TIMES = 240;
    /** Before the JIT has made the loop as fast as it gets. */
    private static final int WARM_UP = 80;

    Trial trial() {
        StringBuilder text = Trial.header("kernels").append("dim time = 0..<" + (TIMES - 1) + "\n");
        for (int worker = 0; worker < workers.size(); worker++) {
            String name = "k" + worker;
            text.append(name + "[0] = taskbench.digest(0, " + worker + ", " + ITERATIONS + ")")
                    .append(Trial.on(workers.get(worker)));
            text.append(name + "[time + 1] = taskbench.digest(time + 1, " + worker + ", " + ITERATIONS + ", " + name
                            + "[time])")
                    .append(Trial.on(workers.get(worker)));
        }
        return new Trial("kernels", text.toString());
    }

    /** Seconds that it takes, by worker. */
    List<Double> seconds(List<TracedTask> tasks) {
        return IntStream.range(0, workers.size())
                .mapToObj(worker -> Quantile.lower(Trial.tasks(tasks, "k" + worker).stream()
                        .skip(WARM_UP)
                        .map(TracedTask::work)
                        .toList()))
                .toList();
    }
}
