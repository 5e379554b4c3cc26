package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.inspect.PlanDiff;
import dev.anabranch.compiler.inspect.PlanDiff.Change;
import dev.anabranch.compiler.inspect.PlanDiff.FamilyChange;
import dev.anabranch.compiler.inspect.PlanDiff.SetChange;
import dev.anabranch.compiler.inspect.PlanDiff.WorkerChange;
import dev.anabranch.model.plan.Plan;

/** What changed between two plans, for programs. */
final class PlanDiffJson {
    private PlanDiffJson() {}

    static ObjectNode of(Plan before, Plan after, PlanDiff diff) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("flow", after.summary().flow());
        node.put("before", before.hashes().plan());
        node.put("after", after.hashes().plan());
        ArrayNode causes = node.putArray("changed");
        diff.causes().forEach(causes::add);
        change(node, "makespan_s", diff.makespan());
        change(node, "lower_bound_s", diff.lowerBound());
        change(node, "tasks", diff.tasks());
        change(node, "transfers", diff.transfers())
                .put("gone", diff.transfersGone())
                .put("added", diff.transfersNew());
        change(node, "bytes_moved", diff.bytesMoved());
        node.put("tasks_moved", diff.moved());
        ArrayNode workers = node.putArray("workers");
        for (WorkerChange worker : diff.workers()) {
            ObjectNode each = workers.addObject().put("name", worker.name());
            change(each, "tasks", worker.tasks());
            change(each, "busy_s", worker.busy());
            change(each, "peak_bytes", worker.peak());
        }
        ArrayNode families = node.putArray("families");
        for (FamilyChange family : diff.families()) {
            ObjectNode each = families.addObject().put("name", family.name());
            change(each, "tasks", family.tasks());
            change(each, "work_s", family.work());
            each.put("moved", family.moved()).put("gone", family.gone()).put("added", family.added());
        }
        set(node, "published", diff.published());
        set(node, "decisions", diff.decisions());
        return node;
    }

    private static ObjectNode change(ObjectNode parent, String name, Change change) {
        return parent.putObject(name).put("before", change.before()).put("after", change.after());
    }

    private static void set(ObjectNode parent, String name, SetChange change) {
        ObjectNode node = parent.putObject(name);
        ArrayNode gone = node.putArray("gone");
        change.gone().forEach(gone::add);
        ArrayNode added = node.putArray("added");
        change.added().forEach(added::add);
    }
}
