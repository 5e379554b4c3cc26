package dev.anabranch.codegen.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.task.TaskSignature;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCodeTest {
    private static final String TASKS = """
            package acme;
            import java.util.function.DoubleUnaryOperator;
            final class Tasks {
                private static final double FACTOR = Math.sqrt(2);
                static double one(double x) { return scaled(x) + 1; }
                static double two(double x) { return other(x); }
                static double three(double x) { DoubleUnaryOperator f = y -> y * 3; return Helper.twice(f.applyAsDouble(x)); }
                private static double scaled(double x) { return FACTOR * x; }
                private static double other(double x) { return x - 2; }
            }
            """;

    private static final String HELPER = """
            package acme;
            final class Helper {
                static double twice(double x) { return Inner.same(x) * 2; }
                static final class Inner {
                    static double same(double x) { return x; }
                }
            }
            """;

    @TempDir
    Path folder;

    private int build;

    private static TaskSignature task(String method) {
        return new TaskSignature(
                "acme",
                method,
                "acme.Tasks",
                method,
                "(D)D",
                List.of(),
                List.of(),
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** The digests of the tasks one, two and three. */
    private List<String> digests(String tasks, String helper) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("build" + ++build));
        Path first = Files.writeString(sources.resolve("Tasks.java"), tasks);
        Path second = Files.writeString(sources.resolve("Helper.java"), helper);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-g", "-d", sources.toString());
            assertThat(javac.getTask(said, files, null, options, null, files.getJavaFileObjects(first, second))
                            .call())
                    .as(said.toString())
                    .isTrue();
        }
        return digests(sources);
    }

    private static List<String> digests(Path classes) throws MalformedURLException {
        ClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
        TaskCode code = new TaskCode(loader);
        return List.of(code.digest(task("one")), code.digest(task("two")), code.digest(task("three")));
    }

    @Test
    void layoutCommentsAndOrderAreNoPartOfIt() throws IOException {
        List<String> before = digests(TASKS, HELPER);
        assertThat(before).doesNotHaveDuplicates();
        String moved = TASKS.replace("    static double one(double x) { return scaled(x) + 1; }\n", "")
                .replace("    private static double scaled", """
                            // One, two lines further and last but two.
                            static double one(double x) {
                                return scaled(x) + 1;
                            }
                            private static double scaled""");
        assertThat(digests(moved, "// a comment\n\n" + HELPER)).isEqualTo(before);
    }

    @Test
    void aChangeShowsInTheTasksThatReachIt() throws IOException {
        List<String> before = digests(TASKS, HELPER);
        assertChanged(before, digests(TASKS.replace("+ 1", "+ 1.5"), HELPER), true, false, false);
        assertChanged(before, digests(TASKS.replace("FACTOR * x", "FACTOR * -x"), HELPER), true, false, false);
        assertChanged(before, digests(TASKS.replace("x - 2", "x - 3"), HELPER), false, true, false);
        assertChanged(before, digests(TASKS.replace("y * 3", "y * 4"), HELPER), false, false, true);
        assertChanged(before, digests(TASKS, HELPER.replace("{ return x; }", "{ return -x; }")), false, false, true);
        assertThat(digests(TASKS.replace("sqrt(2)", "sqrt(3)"), HELPER)).doesNotContainAnyElementsOf(before);
    }

    private static void assertChanged(List<String> before, List<String> after, boolean... changed) {
        for (int task = 0; task < changed.length; task++) {
            assertThat(after.get(task).equals(before.get(task)))
                    .as("task " + (task + 1))
                    .isEqualTo(!changed[task]);
        }
    }
}
