package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.codegen.documentation.DocComment;
import dev.anabranch.driver.library.DocumentedLibrary;
import dev.anabranch.driver.library.ExampleCall;
import dev.anabranch.model.task.TaskDeclaration;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;

/** Libraries and tasks for programs. */
final class TasksJson {
    private TasksJson() {}

    /** A library without its tasks. */
    static ObjectNode summary(DocumentedLibrary library) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", library.library().name());
        node.put("class", library.library().className());
        node.put("use", library.use());
        node.put("summary", library.comment().summary());
        node.put("tasks", library.library().tasks().size());
        return node;
    }

    /** A library with all its tasks. */
    static ObjectNode library(DocumentedLibrary library) {
        ObjectNode node = summary(library);
        node.put("description", library.comment().markdown());
        ArrayNode tasks = node.putArray("tasks");
        library.library().tasks().forEach(task -> tasks.add(task(library, task)));
        ArrayNode problems = node.putArray("problems");
        library.problems()
                .forEach(problem ->
                        problems.addObject().put("method", problem.method()).put("message", problem.message()));
        return node;
    }

    /** A task. */
    static ObjectNode task(DocumentedLibrary library, TaskSignature task) {
        DocComment comment = library.comment(task);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", task.qualifiedName());
        node.put("declaration", TaskDeclaration.of(task).toString());
        node.put("summary", comment.summary());
        node.put("description", comment.markdown());
        ArrayNode parameters = node.putArray("parameters");
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE || parameter.kind() == Parameter.Kind.NAMED_REST) {
                ObjectNode entry = parameters.addObject();
                entry.put("name", parameter.name());
                entry.put("type", parameter.type().label());
                parameter.defaultValue().ifPresent(value -> entry.put("default", value));
                entry.put("optional", parameter.optional());
                entry.put("named_rest", parameter.kind() == Parameter.Kind.NAMED_REST);
                entry.put("description", comment.parameters().getOrDefault(parameter.name(), ""));
            }
        }
        ArrayNode outputs = node.putArray("outputs");
        for (TaskSignature.Output output : task.outputs()) {
            ObjectNode entry = outputs.addObject();
            output.accessor().ifPresent(name -> entry.put("name", name));
            entry.put("type", output.type().label());
        }
        node.put("result", comment.result());
        ObjectNode errors = node.putObject("errors");
        comment.errors().forEach(errors::put);
        node.put("generator", task.generator());
        node.put("effect", task.effect());
        node.put("deterministic", task.deterministic());
        node.put("aggregate", task.aggregate().isPresent());
        task.estimate()
                .ifPresent(estimate -> node.putObject("estimate")
                        .put("time_s", estimate.seconds())
                        .put("bytes", estimate.bytes()));
        node.put("use", library.use());
        node.put("example", ExampleCall.of(task));
        return node;
    }
}
