package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksCommandTest {
    private static final String HEAT = """
            package com.acme;
            import dev.anabranch.api.*;
            /** Tasks on temperatures. More of them will come. */
            public final class Heat {
                private Heat() {}
                /**
                 * Degrees Celsius from kelvin. As everyone knows them.
                 *
                 * <ul><li>first<li>second {@code <T>}</ul>
                 * <pre>{@code
                 *   warm = heat.celsius(x[1])
                 *     @on("a")
                 * }</pre>
                 *
                 * @param kelvin absolute &amp; positive
                 * @return degrees
                 * @throws java.lang.IllegalStateException if it is too cold
                 */
                @Task(deterministic = false)
                public static DoubleTensor celsius(DoubleTensor kelvin, @Default("273.15") double zero) {
                    return kelvin.share();
                }
                @Task public static long seen(java.util.Optional<DoubleTensor> x, DoubleTensor y) { return y.size(); }
                @Task public static long array(double[] numbers) { return numbers.length; }
            }
            """;

    @TempDir
    Path folder;

    private Anabranch.Answer tasks(Object... arguments) {
        return new Anabranch(folder).call("tasks", arguments);
    }

    /** Compiles a library into a folder as its author would. */
    private Path heat(String... options) throws IOException {
        Path source = Files.writeString(folder.resolve("Heat.java"), HEAT);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> all = new ArrayList<>(List.of("-parameters", "-d", classes.toString()));
        all.addAll(List.of(options));
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            javac.getTask(new StringWriter(), files, null, all, null, files.getJavaFileObjects(source))
                    .call();
        }
        return classes;
    }

    @Test
    void librariesAreListedByName() throws IOException {
        Anabranch.Answer answer = tasks();
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .containsPattern("^library +tasks\ngrid")
                .doesNotContain("elementwise")
                .containsPattern("(?m)^lorenz +\\d+  The Lorenz-96 model");
        JsonNode json = tasks("--json").json();
        assertThat(json.findValuesAsText("name"))
                .contains("grid", "linalg", "table")
                .isSorted();
        assertThat(json.get(0).get("use").asText()).isEqualTo("use grid");
    }

    @Test
    void theTasksOfALibraryAreListedAsFlowsCallThem() {
        assertThat(tasks("lorenz").out())
                .startsWith("lorenz   use lorenz\n\n  The Lorenz-96 model")
                .contains("""

                        lorenz.forecast(
                            x0: tensor<f64>,
                            every: duration = 6h,
                            forcing: float = 8.0,
                            substeps: int = 1) yields tensor<f64>
                          A forecast: hands over the state after each `every`, the first one `every`
                          after the start, as soon as it is computed.
                        """);
        assertThat(tasks("table").out()).contains("""
                        table.write(table: table, file: path) -> path
                          Writes a Parquet file. (effect)
                        """);
        assertThat(tasks("linalg").out()).contains("linalg.qr(a: tensor<f64>) -> (q: tensor<f64>, r: tensor<f64>)\n");
    }

    @Test
    void allIsToldAboutOneTask() throws IOException {
        Path classes = heat("-proc:none");
        assertThat(tasks("com.acme.Heat.celsius", "--class-path", classes).out())
                .isEqualTo("""
                heat.celsius(kelvin: tensor<f64>, zero: float = 273.15) -> tensor<f64>

                  kelvin: tensor<f64>
                  zero: float = 273.15
                  -> tensor<f64>

                  not deterministic: equal calls are not merged
                  estimate: none; say it with @cost in the flow, or the plan guesses

                  use java com.acme.Heat as heat
                  celsius = heat.celsius(kelvin)
                """);

        heat("-processor", "dev.anabranch.api.processor.TaskProcessor", "-proc:only");
        assertThat(tasks("com.acme.Heat.celsius", "--class-path", classes).out())
                .isEqualTo("""
                heat.celsius(kelvin: tensor<f64>, zero: float = 273.15) -> tensor<f64>

                  Degrees Celsius from kelvin. As everyone knows them.

                  - first
                  - second `<T>`

                      warm = heat.celsius(x[1])
                        @on("a")

                  kelvin: tensor<f64>
                      absolute & positive
                  zero: float = 273.15
                  -> tensor<f64>
                      degrees
                  fails with IllegalStateException
                      if it is too cold

                  not deterministic: equal calls are not merged
                  estimate: none; say it with @cost in the flow, or the plan guesses

                  use java com.acme.Heat as heat
                  celsius = heat.celsius(kelvin)
                """);
    }

    @Test
    void aClassTellsWhichOfItsMethodsAreNoTasks() throws IOException {
        Path classes = heat("-proc:none");
        assertThat(tasks("com.acme.Heat", "--class-path", classes).out()).isEqualTo("""
                heat   use java com.acme.Heat as heat

                heat.celsius(kelvin: tensor<f64>, zero: float = 273.15) -> tensor<f64>
                  (not deterministic)

                heat.seen(x: tensor<f64>?, y: tensor<f64>) -> int

                no task: array
                  `double[]` is an array; flows know lists: `List<...>`, or a tensor

                anabranch tasks com.acme.Heat.celsius tells all about one.
                """);
        assertThat(tasks("com.acme.Heat.seen", "--class-path", classes).out())
                .contains("  x: tensor<f64>?\n", "  seen = heat.seen(y: y)\n");
        assertThat(tasks("com.acme.Heat.array", "--class-path", classes).err())
                .isEqualTo("The library heat has no task array.\nThe method array is none: `double[]` is an array;"
                        + " flows know lists: `List<...>`, or a tensor\n");
        assertThat(tasks("com.acme.Heat").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "gird, grid",
        "grid.raed, grid.read",
        "gird.mean, grid.mean",
        "potrf, linalg.potrf",
        "forcast, lorenz.forecast"
    })
    void aMisspeltNameComesWithTheOneThatWasMeant(String name, String meant) {
        Anabranch.Answer answer = tasks(name);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("no", "Did you mean " + meant + "?").hasLineCount(1);
    }

    @Test
    void whatIsNothingLikeAnyNameComesWithAWayOut() {
        for (String name : List.of("", ".", "com.acme.Nothing", "..", "a b", "é", "x".repeat(1000))) {
            Anabranch.Answer answer = tasks(name);
            assertThat(answer.status()).as(name).isEqualTo(2);
            assertThat(answer.err()).as(name).contains("anabranch tasks lists the libraries.");
        }
    }

    private List<JsonNode> everyTask() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String library : tasks("--json").json().findValuesAsText("name")) {
            tasks(library, "--json").json().get("tasks").forEach(all::add);
        }
        assertThat(all).hasSizeGreaterThan(20);
        return all;
    }

    @Test
    void theStandardLibraryIsDocumented() throws IOException {
        for (JsonNode task : everyTask()) {
            assertThat(task.get("summary").asText()).as(task.toString()).isNotEmpty();
            assertThat(task.get("description").asText()).as(task.toString()).doesNotContain("{@", "<p>");
        }
    }

    @Test
    void exampleCallsAreRight() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Pattern dataset = Pattern.compile("\\b([a-z]\\w*)(\\[\\*])?(?=[,)])");
        for (JsonNode task : everyTask()) {
            String example = task.get("example").asText();
            StringBuilder flow = new StringBuilder("flow example\nuse java " + Makes.class.getName() + " as makes\n")
                    .append(task.get("use").asText() + "\ndim step = 6..12 by 6\ndim each = 1..2\n");
            int argument = 0;
            Matcher read = dataset.matcher(example.substring(example.indexOf(" = ")));
            for (JsonNode parameter : task.get("parameters")) {
                String type = parameter.get("type").asText().replaceAll("^list<(.*)>$", "$1");
                Matcher kind =
                        Pattern.compile("tensor<(\\w+)>|tensor|table|bytes").matcher(type);
                if (kind.matches() && read.find()) {
                    boolean list = read.group(2) != null;
                    String maker = kind.group(1) != null ? kind.group(1) : type.equals("tensor") ? "f64" : type;
                    flow.append(read.group(1) + (list ? "[each]" : "") + " = makes." + maker + "(seed: "
                            + (list ? "each" : "" + argument++) + ")\n");
                }
            }
            String target = example.substring(0, example.indexOf(" = ")).replaceAll("\\[.*|[()]", "");
            Path file = anabranch.flow("example.flow", flow + example + "\npublish " + target + "\n");
            Anabranch.Answer answer = anabranch.call("check", file);
            assertThat(answer.status()).as(flow + example + "\n" + answer.err()).isZero();
        }
    }

    @Test
    void everyPageFitsATerminalAndIsPlain() throws IOException {
        List<String> names = new ArrayList<>(tasks("--json").json().findValuesAsText("name"));
        everyTask().forEach(task -> names.add(task.get("name").asText()));
        for (String name : names) {
            String page = tasks(name).out();
            assertThat(page).as(name).doesNotContain("\u001b", "\n\n\n").endsWith("\n");
            assertThat(page.lines())
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(80).isEqualTo(line.stripTrailing()));
        }
    }
}
