package dev.anabranch.mavenplugin;

import dev.anabranch.driver.store.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a build generated: SHA-256 by path. A path begins with {@code sources/} or {@code plans/}, for the
 * folder that the file is in.
 *
 * @param digests by path
 */
record GeneratedFiles(Map<String, String> digests) {
    private static final String SOURCES = "sources/";
    private static final String PLANS = "plans/";

    GeneratedFiles {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    static final GeneratedFiles NONE = new GeneratedFiles(Map.of());

    /** Whether every file is there as it was written. */
    boolean areThere(OutputFolders folders) throws IOException {
        for (Map.Entry<String, String> file : digests.entrySet()) {
            Path place = place(file.getKey(), folders);
            if (!Files.isRegularFile(place) || !Sha256.of(place).equals(file.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Removes the files that {@code next} does not have any more, and folders that are left empty. */
    void removeAllBut(GeneratedFiles next, OutputFolders folders) throws IOException {
        for (String path : digests.keySet()) {
            if (next.digests.containsKey(path)) {
                continue;
            }
            remove(place(path, folders), path.startsWith(SOURCES) ? folders.sources() : folders.plans());
            if (path.startsWith(PLANS)) {
                // The build copied it, and would leave the copy in the jar.
                remove(folders.classes().resolve(path.substring(PLANS.length())), folders.classes());
            }
        }
    }

    private static Path place(String path, OutputFolders folders) {
        return path.startsWith(SOURCES)
                ? folders.sources().resolve(path.substring(SOURCES.length()))
                : folders.plans().resolve(path.substring(PLANS.length()));
    }

    private static void remove(Path file, Path root) throws IOException {
        Files.deleteIfExists(file);
        for (Path folder = file.getParent(); folder != null && !folder.equals(root); folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException stillUsed) {
                return;
            }
        }
    }

    /** Collects and writes the files of one build. */
    static final class Writer {
        private final OutputFolders folders;
        private final SortedMap<String, byte[]> contents = new TreeMap<>();

        Writer(OutputFolders folders) {
            this.folders = folders;
        }

        /** A Java source; false if another flow has one of that name. */
        boolean source(String qualifiedName, byte[] content) {
            return contents.putIfAbsent(SOURCES + qualifiedName.replace('.', '/') + ".java", content) == null;
        }

        /** A resource at {@code path}; flows of one plan have it in common. */
        void resource(String path, byte[] content) {
            contents.put(PLANS + path, content);
        }

        /** Writes what is not there already: a file that stays equal keeps its time. */
        GeneratedFiles write() throws IOException {
            SortedMap<String, String> digests = new TreeMap<>();
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                Path place = place(file.getKey(), folders);
                if (!Files.isRegularFile(place) || !Arrays.equals(Files.readAllBytes(place), file.getValue())) {
                    Files.createDirectories(place.getParent());
                    Files.write(place, file.getValue());
                }
                digests.put(file.getKey(), Sha256.of(file.getValue()));
            }
            return new GeneratedFiles(digests);
        }
    }
}
