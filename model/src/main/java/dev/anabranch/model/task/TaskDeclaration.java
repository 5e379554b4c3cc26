package dev.anabranch.model.task;

import dev.anabranch.model.task.TaskSignature.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * How a task is declared, in the flow language's notation:
 * {@code grid.read(file: path, variable: string = "", index: int = -1) -> tensor<f64>}. What the worker supplies is not
 * part of it.
 *
 * @param callee what flows call
 * @param parameters each with its type and default, or a question mark where an argument may be missing; {@code NAME: table, ...} for any further named arguments
 * @param result {@code -> tensor<f64>}, {@code yields tensor<f64>} for a generator, or empty for an effect
 */
public record TaskDeclaration(String callee, List<String> parameters, String result) {
    public TaskDeclaration {
        parameters = List.copyOf(parameters);
    }

    /** The declaration of a task. */
    public static TaskDeclaration of(TaskSignature task) {
        List<String> parameters = new ArrayList<>();
        for (Parameter parameter : task.parameters()) {
            String type = parameter.type().label();
            if (parameter.kind() == Parameter.Kind.VALUE) {
                parameters.add(parameter.name() + ": " + type + (parameter.optional() ? "?" : "")
                        + parameter.defaultValue().map(value -> " = " + value).orElse(""));
            } else if (parameter.kind() == Parameter.Kind.NAMED_REST) {
                parameters.add("NAME: " + type + ", ...");
            }
        }
        return new TaskDeclaration(task.qualifiedName(), parameters, result(task));
    }

    private static String result(TaskSignature task) {
        List<String> outputs = task.outputs().stream()
                .map(output -> output.accessor().map(name -> name + ": ").orElse("")
                        + output.type().label())
                .toList();
        if (outputs.isEmpty()) {
            return "";
        }
        String all =
                task.outputs().get(0).accessor().isPresent() ? "(" + String.join(", ", outputs) + ")" : outputs.get(0);
        return (task.generator() ? "yields " : "-> ") + all;
    }

    /** The declaration without its result: {@code grid.mean(fields: list<tensor<f64>>)}. */
    public String call() {
        return callee + "(" + String.join(", ", parameters) + ")";
    }

    /** The whole on one line. */
    @Override
    public String toString() {
        return result.isEmpty() ? call() : call() + " " + result;
    }
}
