package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds up what the workers of a run measured. */
final class RunReports {
    private RunReports() {}

    /**
     * The report of a run.
     *
     * @param wall seconds from its start to the end of its last worker
     * @param times by worker
     * @param peak the most off-heap bytes at once
     * @param evictions what was evicted
     */
    static RunReport of(
            String flow,
            ExecutionPlan plan,
            double wall,
            List<MeasuredTimes> times,
            long peak,
            RunReport.Evictions evictions) {
        double first = wall;
        long tasks = 0;
        long published = 0;
        int familyCount = plan.families().rows();
        double[] familySeconds = new double[familyCount];
        long[] familyBytes = new long[familyCount];
        long[] familyRetries = new long[familyCount];
        List<RunReport.Worker> workers = new ArrayList<>();
        for (int index = 0; index < times.size(); index++) {
            MeasuredTimes worker = times.get(index);
            TaskSpans spans = worker.spans();
            for (int span = 0; span < spans.size(); span++) {
                int family = plan.tasks().family(plan.worker(index).row(spans.first(span)));
                familySeconds[family] += (spans.finish(span) - spans.start(span)) * 1e-9;
            }
            for (Map.Entry<Integer, Integer> again : worker.retried().entrySet()) {
                familyRetries[plan.tasks().family(plan.worker(index).row(again.getKey()))] += again.getValue();
            }
            for (int family = 0; family < familyCount; family++) {
                familyBytes[family] += worker.bytes(family);
            }
            if (worker.tasks() > 0) {
                first = Math.min(first, worker.start(0));
            }
            tasks += worker.tasks();
            published += worker.published();
            workers.add(new RunReport.Worker(
                    plan.workerName(index), worker.tasks(), worker.busy(), worker.waiting(), worker.peakBytes()));
        }
        long bytes = 0;
        List<RunReport.Family> families = new ArrayList<>();
        for (int family = 0; family < familyCount; family++) {
            bytes += familyBytes[family];
            families.add(new RunReport.Family(
                    plan.families().name(family),
                    plan.tasksOf(family),
                    familySeconds[family],
                    familyBytes[family],
                    familyRetries[family]));
        }
        return new RunReport(flow, wall, first, tasks, bytes, peak, published, evictions, workers, families);
    }
}
