package dev.anabranch.testkit.flow;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Task libraries without code, each task declared in a line of text:
 *
 * <pre>{@code
 * new DeclaredTasks()
 *         .library("grid", "read(file: path) -> tensor<f64>", "associative mean(fields: list<tensor<f64>>) -> tensor<f64>")
 *         .library("lorenz", "forecast(x: tensor<f64>, every: duration = 1h) yields tensor<f64>")
 *         .library("table", "sql(query: string, ...: table) -> table", "save(t: table, to: path)");
 * }</pre>
 *
 * A task without a result has an effect; {@code yields} makes a generator; {@code random} stands before a task that is
 * not deterministic, {@code associative} before one that combines its own results, {@code aggregate} before one that has
 * steps of its own; {@code parts: bytes...} takes any number of arguments, {@code ...: table} all named ones that are left; {@code before: tensor<f64>?} may be absent.
 */
public final class DeclaredTasks implements TaskCatalog {
    private final SortedMap<String, TaskLibrary> libraries = new TreeMap<>();
    private final SortedMap<String, TaskLibrary> classes = new TreeMap<>();

    /** Adds a library that flows name by {@code use name}. */
    public DeclaredTasks library(String name, String... tasks) {
        libraries.put(name, declared(name, "declared." + name, tasks));
        return this;
    }

    /** Adds a Java class that flows name by {@code use java className as alias}. */
    public DeclaredTasks javaClass(String className, String... tasks) {
        classes.put(className, declared(className, className, tasks));
        return this;
    }

    @Override
    public Optional<TaskLibrary> library(String name) {
        return Optional.ofNullable(libraries.get(name));
    }

    @Override
    public Optional<TaskLibrary> javaClass(String className, String alias) {
        return Optional.ofNullable(classes.get(className))
                .map(library -> new TaskLibrary(alias, className, library.tasks(), library.digest()));
    }

    @Override
    public List<String> names() {
        return List.copyOf(libraries.keySet());
    }

    private static TaskLibrary declared(String library, String className, String... tasks) {
        List<TaskSignature> signatures =
                Arrays.stream(tasks).map(t -> signature(library, className, t)).toList();
        return new TaskLibrary(library, className, signatures, "00");
    }

    private static TaskSignature signature(String library, String className, String text) {
        int open = text.indexOf('(');
        int close = text.indexOf(')', open);
        List<String> words = List.of(text.substring(0, open).split(" ", -1));
        String name = words.get(words.size() - 1);
        String result = text.substring(close + 1).strip();
        List<Parameter> parameters = new ArrayList<>();
        split(text.substring(open + 1, close)).forEach(p -> parameters.add(parameter(p)));
        List<Output> outputs = new ArrayList<>();
        List<String> results = result.startsWith("->") ? split(result.substring(2)) : List.of();
        for (String label : results) {
            Optional<String> accessor = results.size() == 1 ? Optional.empty() : Optional.of("o" + outputs.size());
            outputs.add(new Output(accessor, type(label), javaType(type(label))));
        }
        String returned = outputs.isEmpty() ? "V" : outputs.get(0).javaType();
        if (outputs.size() > 1) {
            returned = "L" + className.replace('.', '/') + "$Outputs;";
        }
        if (result.startsWith("yields ")) {
            ValueType yielded = type(result.substring("yields ".length()));
            String emitter = "Ldev/anabranch/api/Emitter;";
            parameters.add(new Parameter("out", Parameter.Kind.EMITTER, yielded, emitter, Optional.empty()));
            outputs.add(new Output(Optional.empty(), yielded, javaType(yielded)));
        }
        String taken = parameters.stream().map(Parameter::javaType).collect(Collectors.joining());
        TaskSignature alone = new TaskSignature(
                library,
                name,
                className,
                name.replaceAll("[^A-Za-z0-9]", "_"),
                "(" + taken + ")" + returned,
                parameters,
                outputs,
                !words.contains("random"),
                outputs.isEmpty(),
                Optional.empty(),
                Optional.empty());
        return words.contains("associative")
                ? with(alone, new Aggregate(alone, alone, Optional.empty(), 1))
                : words.contains("aggregate") ? with(alone, steps(alone)) : alone;
    }

    private static TaskSignature with(TaskSignature task, Aggregate steps) {
        return new TaskSignature(
                task.library(),
                task.name(),
                task.className(),
                task.method(),
                task.descriptor(),
                task.parameters(),
                task.outputs(),
                task.deterministic(),
                task.effect(),
                Optional.of(steps),
                task.estimate());
    }

    /** The steps of a task whose first parameter is its list; a partial result is of the type of the result. */
    private static Aggregate steps(TaskSignature task) {
        Parameter list = task.parameters().get(0);
        List<Parameter> others = task.parameters().subList(1, task.parameters().size());
        ValueType made = task.outputs().get(0).type();
        Parameter parts = new Parameter(
                "parts", Parameter.Kind.VALUE, new ValueType.ListOf(made), "Ljava/util/List;", Optional.empty());
        Parameter part = new Parameter("part", Parameter.Kind.VALUE, made, javaType(made), Optional.empty());
        return new Aggregate(
                step(task, "Partial", list, others),
                step(task, "Combine", parts, List.of()),
                Optional.of(step(task, "Finish", part, others)),
                0.5);
    }

    private static TaskSignature step(TaskSignature task, String role, Parameter subject, List<Parameter> others) {
        Parameter context = new Parameter(
                "task",
                Parameter.Kind.CONTEXT,
                new ValueType.JavaObject("dev.anabranch.api.TaskContext"),
                "Ldev/anabranch/api/TaskContext;",
                Optional.empty());
        List<Parameter> parameters = new ArrayList<>(List.of(context, subject));
        parameters.addAll(others);
        String taken = parameters.stream().map(Parameter::javaType).collect(Collectors.joining());
        return new TaskSignature(
                task.library(),
                task.name() + role,
                task.className(),
                task.method() + role,
                "(" + taken + ")" + task.outputs().get(0).javaType(),
                parameters,
                task.outputs(),
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Parameter parameter(String text) {
        String[] half = text.split(": ", 2);
        String[] type = half[1].split(" = ", 2);
        Optional<String> standard = type.length > 1 ? Optional.of(type[1]) : Optional.empty();
        if (half[0].equals("...")) {
            return new Parameter("rest", Parameter.Kind.NAMED_REST, type(type[0]), "Ljava/util/Map;", standard);
        }
        if (type[0].endsWith("...")) {
            ValueType element = type(type[0].substring(0, type[0].length() - 3));
            return new Parameter(
                    half[0], Parameter.Kind.VALUE, new ValueType.ListOf(element), "[" + javaType(element), standard);
        }
        boolean optional = type[0].endsWith("?");
        ValueType value = type(optional ? type[0].substring(0, type[0].length() - 1) : type[0]);
        String javaType = optional ? "Ljava/util/Optional;" : javaType(value);
        return new Parameter(half[0], Parameter.Kind.VALUE, value, javaType, standard);
    }

    /** The descriptor of the Java type that tasks have for a type. */
    private static String javaType(ValueType type) {
        if (type instanceof ScalarType scalar) {
            return switch (scalar) {
                case INT, SIZE -> "J";
                case FLOAT -> "D";
                case BOOL -> "Z";
                case STRING -> "Ljava/lang/String;";
                case PATH -> "Ljava/nio/file/Path;";
                case DURATION -> "Ljava/time/Duration;";
            };
        }
        if (type instanceof ValueType.TensorOf tensor) {
            return "Ldev/anabranch/api/"
                    + switch (tensor.element()) {
                        case F64 -> "DoubleTensor;";
                        case F32 -> "FloatTensor;";
                        case I64 -> "LongTensor;";
                        case I32 -> "IntTensor;";
                        case BOOL -> "BooleanTensor;";
                    };
        }
        if (type instanceof ValueType.JavaObject object) {
            return "L" + object.className().replace('.', '/') + ";";
        }
        if (type instanceof ValueType.ListOf) {
            return "Ljava/util/List;";
        }
        return "Ldev/anabranch/api/"
                + (type instanceof ValueType.AnyTensor
                        ? "Tensor;"
                        : type instanceof ValueType.TableType ? "Table;" : "Bytes;");
    }

    /** At the commas outside of angle brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            }
        }
        return parts;
    }

    private static ValueType type(String label) {
        if (label.startsWith("list<")) {
            return new ValueType.ListOf(type(label.substring("list<".length(), label.length() - 1)));
        }
        for (ElementType element : ElementType.values()) {
            if (label.equals("tensor<" + element.label() + ">")) {
                return new ValueType.TensorOf(element);
            }
        }
        for (ScalarType scalar : ScalarType.values()) {
            if (label.equals(scalar.label())) {
                return scalar;
            }
        }
        return switch (label) {
            case "tensor" -> new ValueType.AnyTensor();
            case "table" -> new ValueType.TableType();
            case "bytes" -> new ValueType.BytesType();
            default -> new ValueType.JavaObject(label.equals("object") ? "java.lang.Object" : label);
        };
    }
}
