package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.PlanNotes;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanSummary;
import java.io.IOException;
import java.util.Locale;

/** A plan in numbers, for programs. */
final class PlanJson {
    private PlanJson() {}

    static ObjectNode of(PlannedFlow planned) throws IOException {
        Plan plan = planned.folder().plan();
        PlanSummary summary = plan.summary();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("flow", summary.flow());
        node.put("tasks", summary.tasks());
        node.put("families", summary.families());
        node.put("units", summary.units());
        node.put("workers", plan.workers().name().length);
        node.put("makespan_s", summary.makespan());
        node.put("lower_bound_s", summary.lowerBound());
        node.put("gap", summary.gap());
        node.put("critical_path_s", summary.criticalPathSeconds());
        node.put("parsing_s", planned.times().parsing());
        node.put("elaboration_s", planned.times().front());
        node.put("planning_s", planned.times().planning());
        node.put("generating_s", planned.times().generating());
        node.put("transfers", summary.transfers());
        node.put("bytes_moved", summary.bytesMoved());
        node.put("copies", summary.copies());
        node.put("saved_s", summary.saved());
        node.put("spills", summary.spills());
        node.put("bytes_spilled", summary.bytesSpilled());
        node.put("checkpoints", summary.checkpoints());
        node.put("bytes_kept", summary.bytesKept());
        node.put("plan_hash", plan.hashes().plan());
        node.put("reused", planned.reused());
        node.put("reproducible", summary.reproducible());
        ObjectNode costs = node.putObject("costs");
        costs.put("measured", summary.measured());
        costs.put("fitted", summary.fitted());
        costs.put("annotated", summary.annotated());
        costs.put("estimated", summary.estimated());
        costs.put("guessed", summary.guessed());
        ArrayNode workers = node.putArray("worker_loads");
        for (int i = 0; i < plan.workers().name().length; i++) {
            ObjectNode worker = workers.addObject();
            worker.put("name", plan.workers().name()[i]);
            worker.put("tasks", plan.workers().tasks()[i]);
            worker.put("busy_s", plan.workers().busy()[i]);
            worker.put("peak_bytes", plan.workers().peak()[i]);
        }
        families(plan.families(), node.putArray("family_costs"));
        annotations(plan.families(), node.putArray("annotations"));
        ArrayNode decisions = node.putArray("decisions");
        for (int i = 0; i < plan.decisions().pass().length; i++) {
            ObjectNode decision = decisions.addObject();
            decision.put("pass", plan.decisions().pass()[i]);
            decision.put("subject", plan.decisions().subject()[i]);
            decision.put("reason", plan.decisions().reason()[i]);
            decision.put("count", plan.decisions().count()[i]);
        }
        ArrayNode notes = node.putArray("notes");
        PlanNotes.of(plan).forEach(notes::add);
        return node;
    }

    /** One object for each family that has tasks that run. */
    private static void families(PlanFamilies families, ArrayNode all) {
        for (int i = 0; i < families.name().length; i++) {
            if (families.tasks()[i] > 0) {
                ObjectNode family = all.addObject();
                family.put("family", families.name()[i]);
                family.put("tasks", families.tasks()[i]);
                family.put("work_s", families.work()[i]);
                family.put("time_source", families.timeSource()[i].toLowerCase(Locale.ROOT));
                family.put("size_source", families.sizeSource()[i].toLowerCase(Locale.ROOT));
            }
        }
    }

    /** One object for each family that asks for anything besides costs. */
    private static void annotations(PlanFamilies families, ArrayNode all) {
        for (int i = 0; i < families.name().length; i++) {
            ObjectNode asked = JsonNodeFactory.instance.objectNode();
            if (!families.label()[i].isEmpty()) {
                asked.put("on", families.label()[i]);
            }
            if (families.memory()[i] > 0) {
                asked.put("memory_bytes", families.memory()[i]);
            }
            if (families.gpus()[i] > 0) {
                asked.put("gpu", families.gpus()[i]);
            }
            if (families.gang()[i] > 1) {
                asked.put("gang", families.gang()[i]);
            }
            if (families.retries()[i] > 0) {
                asked.put("retry", families.retries()[i]);
            }
            if (families.checkpoint()[i]) {
                asked.put("checkpoint", true);
            }
            if (families.keep()[i]) {
                asked.put("keep", true);
            }
            if (!asked.isEmpty()) {
                ObjectNode family = all.addObject().put("family", families.name()[i]);
                family.setAll(asked);
            }
        }
    }
}
