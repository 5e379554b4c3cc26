package dev.anabranch.codegen.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.processor.TaskProcessor;
import dev.anabranch.codegen.fixture.FlowFixture;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What the annotation processor says of a source is what the reader says of its class file, word by word. */
class JavacAgreesTest {
    private static final Path CLASSES = Path.of("target", "javac-agrees");
    private static final List<String> TYPES = List.of(
            "int",
            "char",
            "byte",
            "short",
            "double",
            "boolean",
            "String",
            "Object",
            "Integer",
            "Long",
            "Float",
            "Short",
            "Hidden",
            "Hidden.Within",
            "Open",
            "Optional<String>",
            "T",
            "S",
            "Tensor",
            "DoubleTensor",
            "Table",
            "Bytes",
            "Dataset",
            "TaskContext",
            "java.nio.file.Path",
            "java.time.Duration",
            "List",
            "Map",
            "Emitter",
            "double[]");
    private static final List<String> HOLDERS = List.of(
            "List<%s>",
            "Optional<%s>",
            "Optional<List<%s>>",
            "List<? extends %s>",
            "List<? super %s>",
            "List<List<%s>>",
            "Map<String, %s>",
            "Map<%s, String>",
            "Emitter<%s>",
            "Emitter<List<%s>>",
            "Optional<%s>",
            "%s[]",
            "List<%s[]>");
    private static final List<String> RESULTS =
            List.of("Pair", "HiddenPair", "Generic<String>", "Unmarked", "void", "List<Byte>", "Map<String, Long>");

    @Test
    void onTheMistakesThatAreKnown() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/anabranch/codegen/signature/Mistakes.java"));
        String path = Mistakes.class.getName().replace('.', '/');
        assertThat(processor(path, source)).isNotEmpty().isEqualTo(reader(path, source));
    }

    @Property(tries = 15)
    void onAnyMethod(@ForAll("methods") List<String> methods) throws IOException {
        StringBuilder source = new StringBuilder("""
                package p;
                import dev.anabranch.api.*;
                import java.util.*;
                public class Any {
                    private static class Hidden { public static class Within {} }
                    public static class Open {}
                    public record Pair(DoubleTensor x, List<Integer> y) implements Outputs {}
                    record HiddenPair(char x) implements Outputs {}
                    public record Generic<E>(E x) implements Outputs {}
                    public record Unmarked(char x) {}
                """);
        for (int i = 0; i < methods.size(); i++) {
            source.append("    ")
                    .append(methods.get(i).replace("NAME", "m" + i))
                    .append('\n');
        }
        String text = source.append("}\n").toString();
        assertThat(processor("p/Any", text)).as(text).isEqualTo(reader("p/Any", text));
    }

    @Provide
    Arbitrary<List<String>> methods() {
        Arbitrary<String> type = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(TYPES)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of(HOLDERS), Arbitraries.of(boxed()))
                                .as(String::formatted)));
        Arbitrary<String> result = Arbitraries.oneOf(type, Arbitraries.of(RESULTS));
        Arbitrary<String> modifiers =
                Arbitraries.frequency(Tuple.of(8, "public static"), Tuple.of(1, "static"), Tuple.of(1, "public"));
        Arbitrary<String> marks = Arbitraries.of(
                "@Task",
                "@Task",
                "@Task(\"one\")",
                "@Task(effect = true)",
                "@Task @Cost(time = \"1 ms\", size = \"2KiB\")",
                "@Task @Cost(time = \"1 hour\", size = \"-1B\")",
                "@Task @Cost(time = \" 1.5e-3min\", size = \"1e3 KB \")",
                "@Task @Cost(time = \"1.s\", size = \"1 kib\")",
                "@Task @Cost(time = \"\", size = \"3TB\")");
        return Combinators.combine(marks, modifiers, result, type.list().ofMaxSize(4), Arbitraries.of(true, false))
                .as((marked, modifier, returned, parameters, variable) -> {
                    List<String> declared = new ArrayList<>();
                    for (int i = 0; i < parameters.size(); i++) {
                        boolean rest = variable && i == parameters.size() - 1;
                        String mark = i % 3 == 1 ? "@Default(\"1\") " : "";
                        declared.add(mark + parameters.get(i) + (rest ? "..." : "") + " p" + i);
                    }
                    return marked + " " + modifier
                            + " <T extends Comparable<T> & java.io.Serializable, S extends List<T>> "
                            + returned + " NAME(" + String.join(", ", declared)
                            + ") { throw new UnsupportedOperationException(); }";
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static List<String> boxed() {
        List<String> primitives = List.of("int", "char", "byte", "short", "double", "boolean");
        return TYPES.stream().filter(type -> !primitives.contains(type)).toList();
    }

    /** What the processor says, in the order of the source. */
    private static List<String> processor(String path, String source) throws IOException {
        return javac(path, source, "-proc:only", "-processor", TaskProcessor.class.getName());
    }

    private static List<String> reader(String path, String source) throws IOException {
        assertThat(javac(path, source, "-proc:none", "-parameters")).isEmpty();
        ReadLibrary read = new TaskClassReader(JavacAgreesTest::classBytes)
                .read(path.replace('/', '.'), "lib")
                .orElseThrow();
        return read.problems().stream().map(SignatureProblem::message).toList();
    }

    private static Optional<byte[]> classBytes(String binaryName) {
        Path own = CLASSES.resolve(binaryName.replace('.', '/') + ".class");
        try {
            return Files.exists(own) ? Optional.of(Files.readAllBytes(own)) : FlowFixture.classBytes(binaryName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> javac(String path, String source, String... options) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("-d", Files.createDirectories(CLASSES).toString()));
        all.addAll(List.of("-classpath", System.getProperty("java.class.path"), "-Xlint:none", "-Xmaxerrs", "1000"));
        all.addAll(List.of(options));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///" + path + ".java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        javac.getTask(new StringWriter(), null, found, all, null, List.of(file)).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }
}
