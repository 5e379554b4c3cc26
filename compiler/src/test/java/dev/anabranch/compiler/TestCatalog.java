package dev.anabranch.compiler;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Task libraries for tests, written as text: {@code "mean(fields: list<tensor<f64>>) tensor<f64>"}. Behind a parameter's
 * name stand {@code ...} for the last one of a varargs method, {@code ?} for an optional one, {@code *} for all named
 * arguments that are left, {@code !} for an emitter.
 */
public final class TestCatalog implements TaskCatalog {
    private final Map<String, TaskLibrary> libraries = new TreeMap<>();

    /** The libraries that the examples of the language use. */
    public static TestCatalog standard() {
        TestCatalog catalog = new TestCatalog();
        catalog.add(
                "grid",
                "read(file: path) tensor<f64>",
                "mean(fields: list<tensor<f64>>) tensor<f64>",
                "std(fields: list<tensor<f64>>) tensor<f64>",
                "min(fields: list<tensor<f64>>) tensor<f64>",
                "fraction(fields: list<tensor<bool>>) tensor<f64>",
                "quantile(fields: list<tensor<f64>>, q: float = 0.5) tensor<f64>",
                "smooth(field: tensor<f64>, radius: int, weight: float = 1) tensor<f64>",
                "total(field: tensor<f64>) float",
                "stack(fields...: tensor<f64>) tensor<f64>",
                "blend(before?: tensor<f64>, here: tensor<f64>, after?: tensor<f64>) tensor<f64>",
                "scale(field: tensor<f64>, factor: float = 2.0) tensor<f64>",
                "wait(time: duration, room: size = 2MiB) tensor<f64>");
        catalog.add(
                "linalg",
                "tile(i: int, j: int) tensor<f64>",
                "potrf(a: tensor<f64>) tensor<f64>",
                "trsm(l: tensor<f64>, a: tensor<f64>) tensor<f64>",
                "syrk(c: tensor<f64>, a: tensor<f64>) tensor<f64>",
                "gemm(c: tensor<f64>, a: tensor<f64>, b: tensor<f64>) tensor<f64>",
                "qr(a: tensor<f64>) tensor<f64>, tensor<f64>");
        catalog.add(
                "lorenz",
                "perturb(seed: int, n: int = 40) tensor<f64>",
                "forecast(x: tensor<f64>, every: duration, emitter!: tensor<f64>) tensor<f64>",
                "mean(states: list<tensor<f64>>) tensor<f64>");
        catalog.add(
                "table",
                "scan(file: path) table",
                "sql(query: string, named*: table) table",
                "concat(parts: list<table>) table",
                "save(t: table, to: path)");
        catalog.add("elementwise", operators());
        return catalog;
    }

    private static String[] operators() {
        List<String> tasks = new ArrayList<>();
        for (String op : List.of("add", "subtract", "multiply", "divide")) {
            tasks.add(op + ":tensor<f64>,tensor<f64>(a: tensor<f64>, b: tensor<f64>) tensor<f64>");
            tasks.add(op + ":tensor<f64>,f64(a: tensor<f64>, b: float) tensor<f64>");
            tasks.add(op + ":f64,tensor<f64>(a: float, b: tensor<f64>) tensor<f64>");
            tasks.add(op + ":f64,f64(a: float, b: float) float");
        }
        for (String op : List.of("less", "lessOrEqual", "greater", "greaterOrEqual", "equal", "notEqual")) {
            tasks.add(op + ":tensor<f64>,tensor<f64>(a: tensor<f64>, b: tensor<f64>) tensor<bool>");
            tasks.add(op + ":tensor<f64>,f64(a: tensor<f64>, b: float) tensor<bool>");
            tasks.add(op + ":f64,f64(a: float, b: float) bool");
        }
        tasks.add("and:tensor<bool>,tensor<bool>(a: tensor<bool>, b: tensor<bool>) tensor<bool>");
        tasks.add("not:tensor<bool>(a: tensor<bool>) tensor<bool>");
        tasks.add("negate:tensor<f64>(a: tensor<f64>) tensor<f64>");
        return tasks.toArray(String[]::new);
    }

    /** Adds a library; each task is {@code name(parameter: type = default, ...) output, ...}. */
    public TestCatalog add(String library, String... tasks) {
        libraries.put(
                library,
                new TaskLibrary(
                        library,
                        "test." + library,
                        Arrays.stream(tasks).map(t -> signature(library, t)).toList(),
                        "0"));
        return this;
    }

    private static TaskSignature signature(String library, String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        List<Parameter> parameters = new ArrayList<>();
        for (String part : split(text.substring(open + 1, close))) {
            parameters.add(parameter(part));
        }
        List<Output> outputs = new ArrayList<>();
        for (String part : split(text.substring(close + 1))) {
            outputs.add(new Output(Optional.empty(), type(part), "Ljava/lang/Object;"));
        }
        String name = text.substring(0, open);
        return new TaskSignature(
                library,
                name,
                "test." + library,
                name,
                "()V",
                parameters,
                outputs,
                true,
                outputs.isEmpty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Parameter parameter(String text) {
        String[] half = text.split(": ", 2);
        String[] type = half[1].split(" = ", 2);
        ValueType value = type(type[0]);
        Optional<String> standard = type.length > 1 ? Optional.of(type[1]) : Optional.empty();
        if (half[0].endsWith("...")) {
            String name = half[0].substring(0, half[0].length() - 3);
            return new Parameter(
                    name, Parameter.Kind.VALUE, new ValueType.ListOf(value), "[Ljava/lang/Object;", standard);
        }
        Parameter.Kind kind = half[0].endsWith("!")
                ? Parameter.Kind.EMITTER
                : half[0].endsWith("*") ? Parameter.Kind.NAMED_REST : Parameter.Kind.VALUE;
        String java =
                half[0].endsWith("?") ? "Ljava/util/Optional;" : value == ScalarType.INT ? "I" : "Ljava/lang/Object;";
        return new Parameter(half[0].replaceAll("[!*?]", ""), kind, value, java, standard);
    }

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
            return new ValueType.ListOf(type(label.substring(5, label.length() - 1)));
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
            case "table" -> new ValueType.TableType();
            case "tensor" -> new ValueType.AnyTensor();
            case "bytes" -> new ValueType.BytesType();
            default -> {
                if (!label.contains(".")) {
                    throw new IllegalArgumentException(label);
                }
                yield new ValueType.JavaObject(label);
            }
        };
    }

    @Override
    public Optional<TaskLibrary> library(String name) {
        return Optional.ofNullable(libraries.get(name));
    }

    @Override
    public Optional<TaskLibrary> javaClass(String className, String alias) {
        return Optional.empty();
    }

    @Override
    public List<String> names() {
        return List.copyOf(libraries.keySet());
    }
}
