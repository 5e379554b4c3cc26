package dev.anabranch.driver.hosts;

import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that a run needs on its hosts, and where they are here. Folders of classes go as archives, which are made aside. */
final class ShippedFiles implements AutoCloseable {
    private final List<HostFile> planFiles = new ArrayList<>();
    private final List<HostFile> classPath = new ArrayList<>();
    private final Map<String, Path> places = new HashMap<>();
    private final List<Path> archives = new ArrayList<>();

    /**
     * Of a plan and a class path.
     *
     * @throws IOException if a file cannot be read
     */
    static ShippedFiles of(PlanFolder plan, ClassLoader taskClasses) throws IOException {
        ShippedFiles all = new ShippedFiles();
        boolean whole = false;
        try {
            for (Map.Entry<String, String> file : plan.files().entrySet()) {
                Path here = plan.path().resolve(file.getKey());
                all.planFiles.add(all.add(file.getKey(), here, file.getValue()));
            }
            if (taskClasses instanceof URLClassLoader loader) {
                for (URL url : loader.getURLs()) {
                    Path entry = path(url);
                    Path file = Files.isDirectory(entry) ? all.archive(entry) : entry;
                    all.classPath.add(all.add(String.valueOf(entry.getFileName()), file, Sha256.of(file)));
                }
            }
            whole = true;
            return all;
        } finally {
            if (!whole) {
                all.close();
            }
        }
    }

    /**
     * Adds datasets that an earlier run kept.
     *
     * @throws IOException if one cannot be read
     */
    List<HostFile> kept(Collection<Path> datasets) throws IOException {
        List<HostFile> added = new ArrayList<>();
        for (Path dataset : new TreeSet<>(datasets)) {
            added.add(add(String.valueOf(dataset.getFileName()), dataset, Sha256.of(dataset)));
        }
        return added;
    }

    /** No files. */
    static ShippedFiles none() {
        return new ShippedFiles();
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException | IllegalArgumentException elsewhere) {
            throw new IOException("classes cannot be sent to hosts from " + url, elsewhere);
        }
    }

    private HostFile add(String name, Path place, String digest) throws IOException {
        places.put(digest, place);
        return new HostFile(name, digest, Files.size(place));
    }

    /** Equal folders give equal bytes, so that hosts find them again. */
    private Path archive(Path folder) throws IOException {
        Path archive = Files.createTempFile("anabranch-classes-", ".jar");
        archives.add(archive);
        Map<String, Path> entries = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                entries.put(folder.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                zip.putNextEntry(header);
                Files.copy(entry.getValue(), zip);
                zip.closeEntry();
            }
        }
        return archive;
    }

    List<HostFile> planFiles() {
        return planFiles;
    }

    List<HostFile> classPath() {
        return classPath;
    }

    /** Where the file of a digest is. */
    Path place(String digest) throws IOException {
        Path place = places.get(digest);
        if (place == null) {
            throw new IOException("a host asked for a file that is none of the run's");
        }
        return place;
    }

    @Override
    public void close() throws IOException {
        for (Path archive : archives) {
            Files.deleteIfExists(archive);
        }
    }
}
