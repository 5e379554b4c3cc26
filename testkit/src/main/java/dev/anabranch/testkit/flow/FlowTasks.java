package dev.anabranch.testkit.flow;

import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.testkit.reference.FlowFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the flows of {@link Flows} call: the library {@code lab}, which has a task for every kind of parameter and result,
 * the Java class {@value #JAVA_CLASS}, and the operators of the language as the standard library has them.
 */
public final class FlowTasks {
    /** The Java class that flows name themselves. */
    public static final String JAVA_CLASS = "com.example.Bench";

    /** The only pattern that finds files. */
    public static final String GLOB = "data/*.csv";

    /** The only file with lines. */
    public static final String LINES = "stations.txt";

    /** The coordinates in that file. */
    static final List<String> STATIONS = List.of("north", "\u00e4/1", "s 3");

    private static final String CONTENT = "north\n# no coordinate\n\n  \u00e4/1\t\r\ns 3";
    private static final List<String> FILES = List.of("data/a.csv", "data/b.csv", "data/c.csv");

    private FlowTasks() {}

    /** The libraries. */
    public static TaskCatalog catalog() {
        return new DeclaredTasks()
                .library("lab", lab())
                .javaClass(
                        JAVA_CLASS,
                        "level(x: tensor<f64>, by: int = 1) -> tensor<f64>",
                        "weigh(xs: list<tensor<f64>>) -> float",
                        "say(text: string)")
                .library("elementwise", operators());
    }

    /** Three files for the pattern {@value #GLOB}, and three lines in the file {@value #LINES}. */
    public static FlowFiles files() {
        return new FlowFiles() {
            @Override
            public List<String> matching(String pattern) {
                return pattern.equals(GLOB) ? FILES : List.of();
            }

            @Override
            public Optional<String> content(String path) {
                return path.equals(LINES) ? Optional.of(CONTENT) : Optional.empty();
            }
        };
    }

    private static String[] lab() {
        return new String[] {
            "make(seed: int) -> tensor<f64>",
            "random noise(seed: int, n: int = 8) -> tensor<f64>",
            "wide(n: int, scale: float = 1.5, on: bool = true, tag: string = \"a\", from: path = \"p\","
                    + " every: duration = 6h, room: size = 2MiB) -> tensor<f64>",
            "fine(x: float) -> tensor<f32>",
            "count(seed: int) -> tensor<i64>",
            "few(seed: int) -> tensor<i32>",
            "mask(seed: int) -> tensor<bool>",
            "scan(file: path) -> table",
            "blob(tag: string) -> bytes",
            "number(x: int) -> int",
            "real(x: float) -> float",
            "flag(x: bool) -> bool",
            "word(text: string) -> string",
            "place(file: path) -> path",
            "lapse(every: duration) -> duration",
            "open(text: string) -> com.example.Handle",
            "shift(x: tensor<f64>) -> tensor<f64>",
            "blend(a: tensor<f64>, b: tensor<f64>, w: float = 0.5) -> tensor<f64>",
            "cast(x: tensor) -> tensor<f64>",
            "stack(fields: tensor<f64>...) -> tensor<f64>",
            "associative mean(fields: list<tensor<f64>>) -> tensor<f64>",
            "aggregate best(fields: list<tensor<f64>>, rank: int = 1) -> tensor<f64>",
            "aggregate share(fields: list<tensor<bool>>) -> tensor<f64>",
            "sum(values: list<float>) -> float",
            "longest(words: list<string>) -> string",
            "ratio(x: tensor<f64>, limit: float) -> float",
            "rows(t: table) -> int",
            "join(a: table, b: table) -> table",
            "sql(query: string, ...: table) -> table",
            "concat(parts: list<table>) -> table",
            "pack(parts: bytes...) -> bytes",
            "spread(h: com.example.Handle, n: int) -> tensor<f64>",
            "anything(x: object) -> bytes",
            "qr(a: tensor<f64>) -> tensor<f64>, tensor<f64>",
            "parts(t: table, limit: int = 3) -> table, tensor<i64>, float",
            "near(x: tensor<f64>, before: tensor<f64>?, after: tensor<f64>?) -> tensor<f64>",
            "roll(x: tensor<f64>, every: duration = 1h) yields tensor<f64>",
            "feed(seed: int) yields table",
            "weave(xs: list<tensor<f64>>) yields tensor<f64>",
            "save(t: table, to: path)",
            "alarm(x: tensor<f64>, text: string)"
        };
    }

    private static String[] operators() {
        List<String> tasks = new ArrayList<>();
        for (String operation : List.of("add", "subtract", "multiply", "divide", "remainder")) {
            for (Numbers numbers : Numbers.ALL) {
                numbers.binary(operation, "tensor<" + numbers.element + ">", numbers.number, tasks);
            }
        }
        for (String operation : List.of("less", "lessOrEqual", "greater", "greaterOrEqual", "equal", "notEqual")) {
            for (Numbers numbers : Numbers.ALL) {
                numbers.binary(operation, "tensor<bool>", "bool", tasks);
            }
        }
        for (String operation : List.of("and", "or", "equal", "notEqual")) {
            new Numbers("bool", "bool", "bool", true).binary(operation, "tensor<bool>", "bool", tasks);
        }
        for (Numbers numbers : Numbers.ALL) {
            numbers.select(tasks);
            String tensor = "tensor<" + numbers.element + ">";
            tasks.add("negate:" + tensor + "(a: " + tensor + ") -> " + tensor);
        }
        tasks.add("negate:f64(a: float) -> float");
        tasks.add("negate:i64(a: int) -> int");
        tasks.add("not:tensor<bool>(a: tensor<bool>) -> tensor<bool>");
        tasks.add("not:bool(a: bool) -> bool");
        return tasks.toArray(String[]::new);
    }

    /** One element type of tensors, and the single values that go with it. */
    private record Numbers(String element, String label, String number, boolean alone) {
        static final List<Numbers> ALL = List.of(
                new Numbers("f64", "f64", "float", true),
                new Numbers("f32", "f64", "float", false),
                new Numbers("i64", "i64", "int", true),
                new Numbers("i32", "i64", "int", false));

        void binary(String operation, String tensorResult, String singleResult, List<String> tasks) {
            String tensor = "tensor<" + element + ">";
            add(operation, tensor, tensor, tensor, tensor, tensorResult, tasks);
            add(operation, tensor, label, tensor, number, tensorResult, tasks);
            add(operation, label, tensor, number, tensor, tensorResult, tasks);
            if (alone) {
                add(operation, label, label, number, number, singleResult, tasks);
            }
        }

        void select(List<String> tasks) {
            String tensor = "tensor<" + element + ">";
            choice(tensor, tensor, tensor, tensor, tensor, tasks);
            choice(tensor, label, tensor, number, tensor, tasks);
            choice(label, tensor, number, tensor, tensor, tasks);
            if (alone) {
                choice(label, label, number, number, tensor, tasks);
            }
        }

        private static void choice(
                String then,
                String otherwise,
                String thenType,
                String otherwiseType,
                String result,
                List<String> tasks) {
            tasks.add("select:tensor<bool>," + then + "," + otherwise + "(condition: tensor<bool>, a: " + thenType
                    + ", b: " + otherwiseType + ") -> " + result);
        }

        private static void add(
                String operation,
                String left,
                String right,
                String leftType,
                String rightType,
                String result,
                List<String> tasks) {
            tasks.add(
                    operation + ":" + left + "," + right + "(a: " + leftType + ", b: " + rightType + ") -> " + result);
        }
    }
}
