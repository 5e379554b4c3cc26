package dev.anabranch.api.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskProcessorTest {
    private static final String HEAD = "package p;\nimport dev.anabranch.api.*;\nimport java.util.*;\n";

    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void makeFolders() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
    }

    /** Compiles files by name, and returns the mistakes: line and message. */
    private List<String> compile(Map<String, String> sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey()), source.getValue()));
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "-processor",
                TaskProcessor.class.getName(),
                "-Xlint:all,-processing",
                "-Werror");
        try (StandardJavaFileManager manager = javac.getStandardFileManager(found, Locale.ROOT, null)) {
            javac.getTask(new StringWriter(), manager, found, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        return found.getDiagnostics().stream()
                .map(diagnostic -> diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private TaskComments comments(String path) throws IOException {
        return TaskComments.read(Files.readString(classes.resolve(path))).orElseThrow();
    }

    @Test
    void javacFindsItWhereverTheClassPathHasThisModule() {
        assertThat(ServiceLoader.load(Processor.class).stream().map(ServiceLoader.Provider::type))
                .contains(TaskProcessor.class);
    }

    @Test
    void theJavadocOfALibraryLiesBesideItsClass() throws IOException {
        assertThat(compile(Map.of("Heat.java", HEAD + """
                /**
                 * Tasks on temperatures.
                 * Two lines.
                 */
                public final class Heat {
                    private Heat() {}
                    /**
                     * Degrees.
                     *
                     * <pre>
                     *     indented
                     * </pre>
                     * @param kelvin the {@code field}
                     */
                    @Task("celsius") public static DoubleTensor fromKelvin(DoubleTensor kelvin) { return kelvin.share(); }
                    @Task public static long bare(long x) { return x; }
                    /** No task. */
                    public static void other(char[] x) {}
                    /** Nested. */
                    public static final class Inner {
                        private Inner() {}
                        /** Of the inner class. */
                        @Task public static long inner() { return 1; }
                    }
                }
                """))).isEmpty();
        assertThat(Files.readString(classes.resolve("p/Heat.tasks"))).isEqualTo("""
                anabranch comments 1
                class
                 Tasks on temperatures.
                 Two lines.
                task celsius
                 Degrees.
                %s
                 <pre>
                     indented
                 </pre>
                 @param kelvin the {@code field}
                task bare
                """.formatted(" "));
        assertThat(comments("p/Heat$Inner.tasks").tasks()).containsExactly(Map.entry("inner", "Of the inner class."));
        assertThat(TaskComments.path("p.Heat$Inner")).isEqualTo("p/Heat$Inner.tasks");
    }

    @Test
    void compilingOneClassAgainKeepsTheCommentsOfTheOthers() throws IOException {
        String a =
                HEAD + "/** A. */ public class A { A() {} /** One. */ @Task public static long one() { return 1; } }";
        String b =
                HEAD + "/** B. */ public class B { B() {} /** Two. */ @Task public static long two() { return 2; } }";
        assertThat(compile(Map.of("A.java", a, "B.java", b))).isEmpty();
        assertThat(compile(Map.of("B.java", b.replace("/** Two. */ ", "").replace("/** B. */ ", ""))))
                .isEmpty();
        assertThat(comments("p/A.tasks")).isEqualTo(new TaskComments("A.", Map.of("one", "One.")));
        assertThat(comments("p/B.tasks")).isEqualTo(new TaskComments("", Map.of("two", "")));
    }

    @Test
    void classesWithoutTasksHaveNoFile() throws IOException {
        assertThat(compile(Map.of("A.java", HEAD + "/** A. */ public class A { A() {} }")))
                .isEmpty();
        assertThat(classes.resolve("p/A.class")).exists();
        assertThat(classes.resolve("p/A.tasks")).doesNotExist();
    }

    @Test
    void aMethodThatCannotBeATaskStopsTheCompilerWhereItStands() throws IOException {
        assertThat(compile(Map.of("A.java", HEAD + """
                public class A {
                    A() {}
                    @Task public long one() { return 1; }
                    @Task public static String two(char[] letters) { return ""; }
                    @Task("same") public static long three() { return 1; }
                    @Task public static long same() { return 1; }
                    @Task public static long right(DoubleTensor x) { return x.size(); }
                }
                """)))
                .containsExactly(
                        "6: a task is a static method; add `static`",
                        "7: `char[]` is an array; flows know lists: `List<...>`, or a tensor",
                        "9: there is already a task `same`; give one another name with @Task(\"...\")");
    }

    @Test
    void aClassThatGeneratedProgramsCannotNameIsReported() throws IOException {
        String task = " { @Task public static long one() { return 1; } }";
        assertThat(compile(Map.of("A.java", HEAD + "class A" + task + "\n" + "interface B { class C" + task + "}")))
                .containsExactly(
                        "4: the class is not public; generated programs call it",
                        "5: the class is not public; generated programs call it");
        assertThat(compile(Map.of("D.java", "import dev.anabranch.api.Task; public interface D" + task)))
                .containsExactly(
                        "1: the class is in no package, so generated programs cannot name it;" + " move it into one");
    }

    /** What javac itself cannot resolve is not our mistake to report. */
    @Test
    void anUnknownTypeIsJavacsToReport() throws IOException {
        assertThat(compile(Map.of("A.java", HEAD + """
                public class A {
                    A() {}
                    @Task public static Missing one(List<Missing> x, Map<Missing, Missing> y) { return null; }
                }
                """)))
                .hasSize(4)
                .allMatch(message -> message.contains("class Missing"));
    }
}
