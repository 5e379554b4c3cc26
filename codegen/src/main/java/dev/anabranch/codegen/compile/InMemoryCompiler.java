package dev.anabranch.codegen.compile;

import dev.anabranch.codegen.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles generated sources with the Java compiler of this platform, without touching a disk. */
public final class InMemoryCompiler {
    private InMemoryCompiler() {}

    /**
     * The class files by binary name.
     *
     * @param sources what to compile
     * @param classPath where the tasks' classes and the API are, as for {@code javac -classpath}
     * @throws GeneratedCodeException if the sources have errors
     * @throws IllegalStateException if this Java has no compiler
     */
    public static Map<String, byte[]> compile(List<SourceFile> sources, String classPath) {
        return compile(sources, classPath, ToolProvider.getSystemJavaCompiler());
    }

    /**
     * The class files by binary name, compiled against the files that a class loader and its parents load from.
     *
     * @throws GeneratedCodeException if the sources have errors
     * @throws IllegalStateException if this Java has no compiler
     */
    public static Map<String, byte[]> compile(List<SourceFile> sources, ClassLoader loader) {
        return compile(sources, classPath(loader));
    }

    static Map<String, byte[]> compile(List<SourceFile> files, String classPath, @Nullable JavaCompiler compiler) {
        if (compiler == null) {
            throw new IllegalStateException("this Java at " + System.getProperty("java.home")
                    + " has no compiler; run Anabranch with a JDK, not a JRE");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-classpath", classPath, "-proc:none", "-g:source,lines", "-implicit:none", "-nowarn", "-Xlint:none");
        try (MemoryFiles memory =
                new MemoryFiles(compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
            boolean done = compiler.getTask(
                            null,
                            memory,
                            diagnostics,
                            options,
                            null,
                            files.stream().map(MemoryFiles::source).toList())
                    .call();
            if (!done) {
                throw GeneratedCodeException.of(
                        diagnostics.getDiagnostics().stream()
                                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                                .toList(),
                        files);
            }
            return memory.classes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the compiler's files", e);
        }
    }

    /** The files that a class loader reads, those of its parents first, and then those that this program was started with. */
    static String classPath(ClassLoader loader) {
        List<URLClassLoader> loaders = new ArrayList<>();
        for (ClassLoader at = loader; at != null; at = at.getParent()) {
            if (at instanceof URLClassLoader urls) {
                loaders.add(0, urls);
            }
        }
        Set<String> entries = new LinkedHashSet<>(List.of(System.getProperty("java.class.path")));
        for (URLClassLoader urls : loaders) {
            for (URL url : urls.getURLs()) {
                entries.add(file(url));
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String file(URL url) {
        try {
            return Path.of(new URI(url.toString())).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the compiler cannot read classes from " + url, e);
        }
    }
}
