package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.trace.TraceSummary;

/** The summary of a trace, for programs. */
final class TraceJson {
    private TraceJson() {}

    static ObjectNode of(TraceSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("flow", summary.flow());
        json.put("began", summary.began().toString());
        json.put("seconds", summary.seconds());
        json.put("tasks", summary.tasks());
        ArrayNode workers = json.putArray("workers");
        for (TraceSummary.Worker worker : summary.workers()) {
            ObjectNode one = workers.addObject();
            one.put("name", worker.worker().name());
            one.put("host", worker.worker().host());
            one.put("tasks", worker.worker().tasks());
            one.put("busy_s", worker.worker().busy());
            one.put("waiting_s", worker.worker().waiting());
            one.put("peak_bytes", worker.worker().peak());
            ArrayNode busy = one.putArray("busy_shares");
            worker.busy().forEach(busy::add);
        }
        ArrayNode families = json.putArray("families");
        for (TraceSummary.Family family : summary.families()) {
            families.addObject()
                    .put("name", family.name())
                    .put("tasks", family.tasks())
                    .put("seconds", family.seconds())
                    .put("longest", family.longest())
                    .put("longest_s", family.longestSeconds());
        }
        ArrayNode links = json.putArray("links");
        for (TraceSummary.Link link : summary.links()) {
            links.addObject()
                    .put("from", link.from())
                    .put("to", link.to())
                    .put("datasets", link.datasets())
                    .put("bytes", link.bytes())
                    .put("seconds", link.seconds());
        }
        return json;
    }
}
