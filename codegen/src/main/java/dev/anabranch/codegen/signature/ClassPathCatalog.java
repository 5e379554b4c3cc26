package dev.anabranch.codegen.signature;

import dev.anabranch.api.processor.TaskComments;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The task libraries of a class path: those registered in its {@link LibraryIndex} files, and any class by name. A
 * library is read when it is first asked for. Where two files register one name, the first on the class path counts,
 * as for classes. Not safe for use by several threads.
 */
public final class ClassPathCatalog implements TaskCatalog {
    private final ResourceLookup resources;
    private final TaskClassReader reader;
    private final List<SignatureProblem> indexProblems = new ArrayList<>();
    private final SortedMap<String, String> index;
    private final Map<List<String>, Optional<ReadLibrary>> libraries = new LinkedHashMap<>();

    /** A catalog of the files that {@code resources} finds. */
    public ClassPathCatalog(ResourceLookup resources) {
        this.resources = resources;
        this.reader = new TaskClassReader(this::classBytes);
        this.index = index();
    }

    /** A catalog of what a class loader finds; it loads no class with it. */
    public static ClassPathCatalog over(ClassLoader loader) {
        return new ClassPathCatalog(path -> {
            try {
                List<byte[]> contents = new ArrayList<>();
                for (URL url : Collections.list(loader.getResources(path))) {
                    URLConnection connection = url.openConnection();
                    // A cached jar file would stay open, and stay old when the jar is built again.
                    connection.setUseCaches(false);
                    try (InputStream stream = connection.getInputStream()) {
                        contents.add(stream.readAllBytes());
                    }
                }
                return contents;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + path + " from the class path", e);
            }
        });
    }

    @Override
    public Optional<TaskLibrary> library(String name) {
        String className = index.get(name);
        return className == null ? Optional.empty() : javaClass(className, name);
    }

    @Override
    public Optional<TaskLibrary> javaClass(String className, String alias) {
        return libraries
                .computeIfAbsent(List.of(className, alias), key -> reader.read(className, alias))
                .map(ReadLibrary::library);
    }

    @Override
    public List<String> names() {
        return List.copyOf(index.keySet());
    }

    /**
     * What a class and its tasks are documented with; empty if the class was compiled without the annotation processor
     * that keeps it.
     */
    public Optional<TaskComments> comments(String className) {
        return resources.all(TaskComments.path(className)).stream()
                .findFirst()
                .flatMap(content -> TaskComments.read(new String(content, StandardCharsets.UTF_8)));
    }

    /** What is wrong with the index files and with the libraries that were asked for so far. */
    public List<SignatureProblem> problems() {
        List<SignatureProblem> problems = new ArrayList<>(indexProblems);
        libraries.forEach((key, library) -> library.ifPresentOrElse(
                found -> problems.addAll(found.problems()), () -> missing(key.get(0), key.get(1), problems)));
        return problems;
    }

    /** A class that a flow names is the flow's mistake; one that an index names is the library's. */
    private void missing(String className, String name, List<SignatureProblem> problems) {
        if (className.equals(index.get(name))) {
            problems.add(new SignatureProblem(
                    className, "", "registered as library `" + name + "`, but not on the class path"));
        }
    }

    private SortedMap<String, String> index() {
        SortedMap<String, String> classes = new TreeMap<>();
        for (byte[] content : resources.all(LibraryIndex.PATH)) {
            try {
                LibraryIndex.parse(new String(content, StandardCharsets.UTF_8))
                        .classes()
                        .forEach((name, className) -> register(name, className, classes));
            } catch (IllegalArgumentException e) {
                indexProblems.add(
                        new SignatureProblem("", "", LibraryIndex.PATH + " cannot be read: " + e.getMessage()));
            }
        }
        return classes;
    }

    private void register(String name, String className, SortedMap<String, String> classes) {
        String first = classes.putIfAbsent(name, className);
        if (first != null && !first.equals(className)) {
            indexProblems.add(new SignatureProblem(
                    className,
                    "",
                    "library `" + name + "` is already " + first + ", which comes first on the class path"));
        }
    }

    private Optional<byte[]> classBytes(String binaryName) {
        return resources.all(binaryName.replace('.', '/') + ".class").stream().findFirst();
    }
}
