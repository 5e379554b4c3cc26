package dev.anabranch.driver;

import dev.anabranch.codegen.signature.LibraryIndex;
import dev.anabranch.codegen.signature.TaskCode;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The class files of tasks, by content; none is loaded. */
final class TaskClassFiles {
    private final ClassLoader loader;

    TaskClassFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /** What tasks do, by the code that they reach; read anew each time it is asked for. */
    TaskCode code() {
        return new TaskCode(loader);
    }

    /** SHA-256 of a class file by the binary name of the class, or nothing if there is none. */
    Optional<String> digest(String className) {
        try {
            // As the catalog of tasks looks them up.
            Enumeration<URL> found = loader.getResources(className.replace('.', '/') + ".class");
            return found.hasMoreElements() ? Optional.of(digest(found.nextElement())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(URL file) throws IOException {
        try (InputStream content = file.openStream()) {
            return Sha256.of(content.readAllBytes());
        }
    }

    /** SHA-256 of the class files of all tasks of a graph, by binary name. */
    SortedMap<String, String> digests(TaskGraph graph) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (TaskFamily family : graph.families()) {
            String className = family.signature().className();
            digests.computeIfAbsent(
                    className,
                    name -> digest(name)
                            .orElseThrow(() -> new IllegalStateException(name + " was there a moment ago")));
        }
        return digests;
    }

    /** The registered libraries, as one text. */
    String libraryIndex() throws IOException {
        StringBuilder text = new StringBuilder();
        for (URL index : Collections.list(loader.getResources(LibraryIndex.PATH))) {
            text.append(digest(index)).append('\n');
        }
        return text.toString();
    }
}
