package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the task behind an operator on datasets, by the operator's name and the operands' types. */
final class Elementwise {
    /** The library of the operators' tasks, which flows do not name. */
    static final String LIBRARY = "elementwise";

    private final Optional<TaskLibrary> library;

    Elementwise(TaskCatalog catalog) {
        this.library = catalog.library(LIBRARY);
    }

    /** The task for the operands; integers count as floats where there is none for integers. */
    Optional<TaskSignature> find(String operation, List<Operand> operands) {
        List<String> names = List.of("");
        for (Operand operand : operands) {
            List<String> longer = new ArrayList<>();
            for (String name : names) {
                for (String type : types(operand)) {
                    longer.add(name.isEmpty() ? type : name + "," + type);
                }
            }
            names = longer;
        }
        for (String name : names) {
            Optional<TaskSignature> task = library.flatMap(l -> l.task(operation + ":" + name));
            if (task.isPresent()) {
                return task;
            }
        }
        return Optional.empty();
    }

    private static List<String> types(Operand operand) {
        if (operand instanceof Operand.Plain plain) {
            return labels(plain.type());
        }
        if (operand instanceof Operand.One one) {
            return labels(one.type());
        }
        return operand instanceof Operand.Many many ? labels(many.element()) : List.of();
    }

    private static List<String> labels(ValueType type) {
        if (type == ScalarType.INT) {
            return List.of("i64", "f64");
        }
        if (type == ScalarType.FLOAT) {
            return List.of("f64");
        }
        return List.of(type.label());
    }
}
