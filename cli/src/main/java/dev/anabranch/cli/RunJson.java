package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunResult;
import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import java.util.Optional;

/** What a run took, for programs. */
final class RunJson {
    private RunJson() {}

    /** Adds what a run went on from and what it kept. */
    static void add(ObjectNode node, Optional<ResumableFlow> flow, RunCheckpoints kept) {
        node.put("resumed_datasets", flow.map(ResumableFlow::loads).orElse(0));
        node.put(
                "skipped_tasks",
                flow.filter(ResumableFlow::resumes)
                        .map(ResumableFlow::skippedTasks)
                        .orElse(0));
        node.put(
                "skipped_s",
                flow.filter(ResumableFlow::resumes)
                        .map(ResumableFlow::skippedSeconds)
                        .orElse(0.0));
        node.put("checkpoints", kept.written());
        node.put("checkpoint_bytes", kept.bytes());
    }

    static ObjectNode of(PlannedFlow planned, RunResult result) {
        RunReport report = result.report();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("flow", report.flow());
        node.put("wall_s", report.wallSeconds());
        node.put("predicted_makespan_s", planned.folder().summary().makespan());
        node.put("lower_bound_s", planned.folder().summary().lowerBound());
        node.put("first_task_s", CommandStart.secondsUntil(result.begun()) + report.secondsToFirstTask());
        node.put("tasks", report.tasks());
        node.put("bytes", report.bytesProduced());
        node.put("peak_bytes", report.peakBytes());
        node.put("published", report.published());
        ObjectNode evictions = node.putObject("evictions");
        evictions.put("datasets", report.evictions().datasets());
        evictions.put("bytes", report.evictions().bytes());
        evictions.put("written_bytes", report.evictions().bytesWritten());
        evictions.put("read_back", report.evictions().readBack());
        evictions.put("read_back_bytes", report.evictions().bytesReadBack());
        evictions.put("seconds", report.evictions().seconds());
        node.put("plan_hash", planned.folder().hashes().plan());
        node.put("reused", planned.reused());
        node.put("outputs", result.outputs().toString());
        node.put("trace", result.trace().toString());
        result.profile().ifPresent(profile -> node.put("profile", profile.toString()));
        ArrayNode workers = node.putArray("workers");
        for (RunReport.Worker worker : report.workers()) {
            ObjectNode row = workers.addObject();
            row.put("name", worker.name());
            row.put("tasks", worker.tasks());
            row.put("busy_s", worker.busySeconds());
            row.put("busy_share", report.busyShare(worker));
            row.put("waiting_s", worker.waitingSeconds());
        }
        ArrayNode families = node.putArray("families");
        for (RunReport.Family family : report.families()) {
            ObjectNode row = families.addObject();
            row.put("name", family.name());
            row.put("tasks", family.tasks());
            row.put("seconds", family.seconds());
            row.put("bytes", family.bytes());
            row.put("retries", family.retries());
        }
        return node;
    }
}
