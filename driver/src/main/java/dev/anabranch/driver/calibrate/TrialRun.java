package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.driver.trace.RunTrace;
import dev.anabranch.driver.trace.TracedTask;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Runs trials as any flow is run: compiled, planned, on hosts or here, with a trace.
 *
 * @param site where they run
 * @param folder for what is compiled, planned and traced
 * @param tick is called now and then while one runs
 */
record TrialRun(RunSite site, Path folder, Runnable tick) {
    /**
     * The tasks of a run.
     *
     * @param cluster with the workers that the trial names
     * @throws IOException if a key or a file of the run cannot be read or written
     * @throws dev.anabranch.runtime.RunException if the run failed
     */
    List<TracedTask> run(Trial trial, Cluster cluster) throws IOException {
        ClassLoader classes = TrialRun.class.getClassLoader();
        Path file = Files.writeString(folder.resolve(trial.name() + ".flow"), trial.text());
        Checked<PlannedFlow> planned = new FlowCompiler(classes, new PlanStore(folder.resolve("plans")))
                .plan(new FlowRequest(file, Map.of(), cluster).duplicating(false));
        PlannedFlow flow = planned.value()
                .orElseThrow(() -> new IllegalStateException(
                        "a flow of a calibration cannot be planned: " + planned.diagnostics() + "\n" + trial.text()));
        Path trace = folder.resolve("trace-" + trial.name());
        new FlowRun(classes)
                .run(
                        flow,
                        new RunRequest(folder.resolve("outputs"), trace, OptionalLong.empty(), progress -> tick.run())
                                .at(site));
        List<TracedTask> tasks = new ArrayList<>();
        RunTrace.open(trace).tasks(tasks::add);
        return tasks;
    }
}
