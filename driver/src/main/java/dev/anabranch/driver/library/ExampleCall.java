package dev.anabranch.driver.library;

import dev.anabranch.driver.FlowNames;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an equation that calls a task with what it cannot do without. Datasets are called like the parameters that
 * take them; a generator hands over along a dim {@code step}.
 */
public final class ExampleCall {
    private static final String GENERATED = "step";

    private ExampleCall() {}

    /** The equation: {@code forecast[step] = lorenz.forecast(x0) yields step}. */
    public static String of(TaskSignature task) {
        String arguments = arguments(task);
        return targets(task, arguments) + " = " + task.qualifiedName() + "(" + arguments + ")"
                + (task.generator() ? " yields " + GENERATED : "");
    }

    /** The datasets by the names of their parameters; a list is all of an array. */
    private static String arguments(TaskSignature task) {
        List<String> arguments = new ArrayList<>();
        boolean byPlace = true;
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.NAMED_REST) {
                arguments.add(parameter.name() + ": " + value(parameter.type(), parameter.name()));
            } else if (parameter.kind() == Parameter.Kind.VALUE) {
                boolean needed = parameter.defaultValue().isEmpty() && !parameter.optional();
                byPlace &= needed && !(parameter.type() instanceof ScalarType);
                if (needed) {
                    arguments.add((byPlace ? "" : parameter.name() + ": ") + value(parameter.type(), parameter.name()));
                }
            }
        }
        return String.join(", ", arguments);
    }

    private static String value(ValueType type, String name) {
        return type.accept(new Value(FlowNames.isName(name) ? name : name + "_"));
    }

    private static String targets(TaskSignature task, String arguments) {
        List<String> names = new ArrayList<>();
        for (TaskSignature.Output output : task.outputs()) {
            output.accessor().ifPresent(name -> names.add(target(name, arguments)));
        }
        String all = names.isEmpty() ? target(task.name(), arguments) : "(" + String.join(", ", names) + ")";
        return names.size() == 1 ? names.get(0) : task.generator() ? all + "[" + GENERATED + "]" : all;
    }

    /** An equation does not read what it defines. */
    private static String target(String wanted, String arguments) {
        boolean read = arguments.matches(".*\\b" + wanted.replaceAll("\\W", "_") + "\\b.*");
        return FlowNames.isName(wanted) && !read ? wanted : wanted.replaceAll("\\W", "_") + "_result";
    }

    private record Value(String name) implements ValueType.Visitor<String> {
        @Override
        public String tensor(ValueType.TensorOf type) {
            return name;
        }

        @Override
        public String anyTensor(ValueType.AnyTensor type) {
            return name;
        }

        @Override
        public String table(ValueType.TableType type) {
            return name;
        }

        @Override
        public String bytes(ValueType.BytesType type) {
            return name;
        }

        @Override
        public String scalar(ScalarType type) {
            return switch (type) {
                case INT -> "1";
                case FLOAT -> "1.5";
                case BOOL -> "true";
                case STRING -> "\"...\"";
                case PATH -> "\"path/to/" + name + "\"";
                case DURATION -> "6h";
                case SIZE -> "1MiB";
            };
        }

        @Override
        public String list(ValueType.ListOf type) {
            Optional<ScalarType> single =
                    type.element() instanceof ScalarType scalar ? Optional.of(scalar) : Optional.empty();
            return single.map(scalar -> "[" + scalar(scalar) + "]").orElse(name + "[*]");
        }

        @Override
        public String java(ValueType.JavaObject type) {
            return name;
        }
    }
}
