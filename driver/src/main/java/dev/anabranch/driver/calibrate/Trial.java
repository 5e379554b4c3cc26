package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.trace.TracedTask;
import java.util.Comparator;
import java.util.List;

/**
 * A flow that is run for the times of its tasks.
 *
 * @param name of the flow
 * @param text of the flow
 */
record Trial(String name, String text) {
    /** What a flow begins with that calls the tasks of calibrations. */
    static StringBuilder header(String name) {
        return new StringBuilder("flow " + name + "\n"
                + "use taskbench\n"
                + "use java dev.anabranch.stdlib.calibration.CalibrationTasks as calibration\n");
    }

    /** Where an equation's tasks run. */
    static String on(String worker) {
        return "  @on(\"" + worker + "\")\n";
    }

    /** The tasks of an array, in the order in which they ran. */
    static List<TracedTask> tasks(List<TracedTask> all, String array) {
        return all.stream()
                .filter(task -> task.name().equals(array) || task.name().startsWith(array + "["))
                .sorted(Comparator.comparingDouble(TracedTask::start))
                .toList();
    }
}
