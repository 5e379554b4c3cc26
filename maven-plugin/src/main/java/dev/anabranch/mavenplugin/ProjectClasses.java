package dev.anabranch.mavenplugin;

import dev.anabranch.codegen.signature.LibraryIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The class files of a project whose classes are not compiled yet, and those of its dependencies, as resources. A class
 * that the project has as source is compiled in memory when it is first asked for.
 */
final class ProjectClasses extends URLClassLoader {
    /** Where a project names its task libraries. */
    static final String LIBRARY_INDEX = LibraryIndex.PATH;

    private static final String CLASS = ".class";

    private final List<Path> sourceRoots;
    private final List<Path> resourceRoots;
    private final SourceCompiler compiler;
    private final SortedMap<String, byte[]> compiled = new TreeMap<>();
    private final Set<Path> asked = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    ProjectClasses(List<Path> classPath, List<Path> sourceRoots, List<Path> resourceRoots)
            throws MalformedURLException {
        super(urls(classPath), ClassLoader.getPlatformClassLoader());
        this.sourceRoots = List.copyOf(sourceRoots);
        this.resourceRoots = List.copyOf(resourceRoots);
        this.compiler = new SourceCompiler(classPath, sourceRoots);
    }

    private static URL[] urls(List<Path> classPath) throws MalformedURLException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        return urls;
    }

    /** What javac said about the project's own sources. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The project's own sources that were read. */
    List<Path> ownSources() {
        return compiler.sourcesRead();
    }

    /** The project's own come first, as on its class path. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        if (name.endsWith(CLASS)) {
            Optional<byte[]> own = ownClass(name.substring(0, name.length() - CLASS.length()));
            if (own.isPresent()) {
                found.add(inMemory(name, own.get()));
            }
        } else {
            for (Path root : resourceRoots) {
                if (Files.isRegularFile(root.resolve(name))) {
                    found.add(root.resolve(name).toUri().toURL());
                }
            }
        }
        found.addAll(Collections.list(super.getResources(name)));
        return Collections.enumeration(found);
    }

    private Optional<byte[]> ownClass(String path) throws IOException {
        if (!compiled.containsKey(path)) {
            int nested = path.indexOf('$', path.lastIndexOf('/') + 2);
            String outer = nested < 0 ? path : path.substring(0, nested);
            for (Path root : sourceRoots) {
                Path source = root.resolve(outer + ".java");
                if (Files.isRegularFile(source) && asked.add(source)) {
                    SourceCompiler.Outcome outcome = compiler.compile(source);
                    compiled.putAll(outcome.classes());
                    problems.addAll(outcome.problems());
                    break;
                }
            }
        }
        return Optional.ofNullable(compiled.get(path));
    }

    private static URL inMemory(String name, byte[] content) throws MalformedURLException {
        return new URL(null, "memory:" + name, new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(content);
                    }
                };
            }
        });
    }
}
