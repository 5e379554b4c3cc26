package dev.anabranch.mavenplugin;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles single sources of a project, and what they need, into memory. */
final class SourceCompiler {
    private final List<Path> classPath;
    private final List<Path> sourceRoots;
    private final SortedSet<Path> sourcesRead = new TreeSet<>();

    /**
     * What came of a compilation.
     *
     * @param classes class files by path, such as {@code com/acme/Post}
     * @param problems errors in javac's words; the classes are then incomplete
     */
    record Outcome(SortedMap<String, byte[]> classes, List<String> problems) {}

    SourceCompiler(List<Path> classPath, List<Path> sourceRoots) {
        this.classPath = List.copyOf(classPath);
        this.sourceRoots = List.copyOf(sourceRoots);
    }

    /** All sources that were read so far. */
    List<Path> sourcesRead() {
        return List.copyOf(sourcesRead);
    }

    /** Compiles one source. */
    Outcome compile(Path source) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            return new Outcome(
                    new TreeMap<>(), List.of(source + " is needed for its tasks, but this Java has no compiler"));
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        sourcesRead.add(source);
        try (StandardJavaFileManager standard =
                        javac.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8);
                InMemoryFiles files = new InMemoryFiles(standard)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-parameters",
                    "-implicit:class",
                    "-Xlint:none",
                    "-classpath",
                    joined(classPath),
                    "-sourcepath",
                    joined(sourceRoots));
            boolean succeeded = javac.getTask(
                            new StringWriter(), files, diagnostics, options, null, standard.getJavaFileObjects(source))
                    .call();
            List<String> problems = new ArrayList<>();
            for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
                if (!succeeded && diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                    problems.add(diagnostic.toString());
                }
            }
            return new Outcome(files.classes(), problems);
        }
    }

    private static String joined(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }

    private final class InMemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();

        InMemoryFiles(StandardJavaFileManager standard) {
            super(standard);
        }

        SortedMap<String, byte[]> classes() {
            SortedMap<String, byte[]> classes = new TreeMap<>();
            written.forEach((path, content) -> classes.put(path, content.toByteArray()));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            if (sibling instanceof JavaFileObject source && source.getKind() == JavaFileObject.Kind.SOURCE) {
                sourcesRead.add(Path.of(source.toUri()));
            }
            String path = className.replace('.', '/');
            return new SimpleJavaFileObject(URI.create("memory:///" + path + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    written.put(path, content);
                    return content;
                }
            };
        }
    }
}
