package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.inspect.InstanceReport;
import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Input;
import dev.anabranch.compiler.inspect.InstanceReport.Output;
import dev.anabranch.compiler.inspect.InstanceReport.Reader;

/** What there is to say about an instance, for programs. */
final class InstanceJson {
    private InstanceJson() {}

    static ObjectNode of(InstanceReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("task", report.task()).put("call", report.call());
        node.put("file", report.file()).put("line", report.line());
        node.put("worker", report.place().worker());
        node.put("position", report.place().position());
        node.put("of", report.place().of());
        node.put("start_s", report.place().start())
                .put("finish_s", report.place().finish());
        node.put("worker_free_s", report.place().workerFree());
        node.put("before", report.place().before());
        node.put("work_s", report.cost().work());
        node.put("time_source", report.cost().timeSource());
        node.put("size_source", report.cost().sizeSource());
        node.put("slack_s", report.slack().slack());
        node.put("on_critical_path", report.slack().onCriticalPath());
        node.put("chain_s", report.slack().chain());
        node.put("critical_path_s", report.slack().criticalPath());
        ArrayNode copies = node.putArray("also_on");
        report.copies().forEach(copies::add);
        ArrayNode unit = node.putArray("unit");
        report.unit().forEach(unit::add);
        ArrayNode inputs = node.putArray("inputs");
        report.inputs().forEach(input -> input(inputs.addObject(), input));
        ArrayNode elsewhere = node.putArray("elsewhere");
        report.elsewhere().forEach(other -> alternative(elsewhere.addObject(), other));
        node.put("excluded_workers", report.excluded());
        ArrayNode outputs = node.putArray("outputs");
        report.outputs().forEach(output -> output(outputs.addObject(), output));
        ArrayNode decisions = node.putArray("decisions");
        report.decisions()
                .forEach(each -> decisions
                        .addObject()
                        .put("pass", each.pass())
                        .put("subject", each.subject())
                        .put("reason", each.reason()));
        return node;
    }

    private static void input(ObjectNode node, Input input) {
        node.put("dataset", input.dataset()).put("by", input.by()).put("from", input.from());
        node.put("bytes", input.bytes());
        node.put("made_s", input.made()).put("there_s", input.there());
        node.put("binding", input.binding());
    }

    private static void alternative(ObjectNode node, Alternative other) {
        node.put("worker", other.worker()).put("speed", other.speed());
        node.put("inputs_there_s", other.inputsThere());
        node.put("last_input", other.lastInput()).put("last_from", other.lastFrom());
        node.put("start_s", other.start()).put("finish_s", other.finish());
        node.put("later_s", other.later());
    }

    private static void output(ObjectNode node, Output output) {
        node.put("dataset", output.dataset()).put("bytes", output.bytes());
        ArrayNode published = node.putArray("published");
        output.published().forEach(published::add);
        ArrayNode readers = node.putArray("readers");
        for (Reader reader : output.readers()) {
            readers.addObject()
                    .put("task", reader.task())
                    .put("worker", reader.worker())
                    .put("arrives_s", reader.arrives())
                    .put("start_s", reader.start());
        }
    }
}
