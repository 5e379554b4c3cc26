package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.simulate.Spread;
import dev.anabranch.driver.noise.NoiseReport;

/** What became of a plan in many runs, for programs. */
final class NoiseJson {
    private NoiseJson() {}

    static ObjectNode of(NoiseReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", report.plan().name());
        node.put("tasks", report.plan().tasks());
        node.put("units", report.plan().units());
        node.put("workers", report.plan().problem().workers());
        node.put("model", report.plan().problem().cluster().model().label());
        node.put("noise", report.noise().sigma());
        node.put("runs", report.runs());
        node.put("seed", report.noise().seed());
        node.put("predicted_s", report.plan().makespan());
        spread(node.putObject("planned"), report.planned());
        spread(node.putObject("stealing"), report.stealing())
                .put("taken", report.taken())
                .put("recovered", report.recovered(report.stealing()));
        spread(node.putObject("dynamic"), report.ranked()).put("recovered", report.recovered(report.ranked()));
        spread(node.putObject("lower_bound"), report.lowerBound());
        return node;
    }

    private static ObjectNode spread(ObjectNode node, Spread spread) {
        node.put("mean_s", spread.mean());
        node.put("min_s", spread.percentile(0));
        for (int percent : new int[] {5, 25, 50, 75, 95}) {
            node.put("p" + percent + "_s", spread.percentile(percent));
        }
        return node.put("max_s", spread.percentile(100));
    }
}
