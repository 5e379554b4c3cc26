package dev.anabranch.driver.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanPublications;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.plan.PlanTable;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.model.plan.PlanWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * A plan on disk: {@code manifest.json}, one Arrow IPC file for each table, the generated sources and their class
 * files. Same plan, same bytes.
 */
public final class PlanFolder {
    private static final String MANIFEST = "manifest.json";
    private static final String SOURCES = "sources";
    private static final String CLASSES = "classes";
    private static final String JAVA = ".java";
    private static final String CLASS = ".class";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    /** Made with the class, which may be loaded ahead. */
    private static final ObjectReader MANIFESTS = JSON.readerFor(Manifest.class);

    private final Path folder;
    private final Manifest manifest;

    private PlanFolder(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Writes a plan into an empty or missing folder.
     *
     * @throws IOException if the folder cannot be written
     */
    public static PlanFolder write(Path folder, PlanPackage contents) throws IOException {
        Files.createDirectories(folder);
        Plan plan = contents.plan();
        List<PlanTable> tables = List.of(
                plan.workers(),
                plan.families(),
                plan.tasks(),
                plan.datasets(),
                plan.dependencies(),
                plan.steps(),
                plan.transfers(),
                plan.publications(),
                plan.decisions(),
                contents.axes(),
                contents.dispatch(),
                contents.coordinates(),
                contents.numbers(),
                contents.meanings());
        try (BufferAllocator allocator = new RootAllocator()) {
            for (PlanTable table : tables) {
                PlanTableFile.write(table, folder.resolve(PlanTableFile.fileName(table.getClass())), allocator);
            }
        }
        for (Map.Entry<String, String> source : contents.sources().entrySet()) {
            Path file = folder.resolve(SOURCES).resolve(source.getKey().replace('.', '/') + JAVA);
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        Manifest manifest = new Manifest(
                Plan.FORMAT,
                plan.hashes(),
                contents.origins(),
                plan.summary(),
                Manifest.Machine.of(contents.cluster()),
                contents.entryClass(),
                digests(folder));
        Files.writeString(folder.resolve(MANIFEST), JSON.writeValueAsString(manifest) + "\n");
        return new PlanFolder(folder, manifest);
    }

    /** Loads what opening a plan takes. */
    public static void prepare() {
        // The class has been initialised by this call.
    }

    /**
     * Opens a plan and checks that it is whole.
     *
     * @throws IOException if a file is missing, unreadable, changed, or of another format
     */
    public static PlanFolder open(Path folder) throws IOException {
        Manifest manifest;
        try {
            manifest = MANIFESTS.readValue(Files.readString(folder.resolve(MANIFEST)));
        } catch (JsonProcessingException e) {
            throw new IOException(folder.resolve(MANIFEST) + " is not a plan's manifest: " + e.getOriginalMessage(), e);
        }
        if (manifest.format() != Plan.FORMAT) {
            throw new IOException(folder + " is a plan of format " + manifest.format() + ", not " + Plan.FORMAT);
        }
        requireUnchanged(folder, manifest.files());
        return new PlanFolder(folder, manifest);
    }

    private static void requireUnchanged(Path folder, Map<String, String> digests) throws IOException {
        Optional<String> changed;
        try {
            // Those of a million tasks take a good while one after the other.
            changed = digests.entrySet().stream()
                    .parallel()
                    .filter(file -> !digest(folder.resolve(file.getKey())).equals(file.getValue()))
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (changed.isPresent()) {
            throw new IOException(folder.resolve(changed.get()) + " was changed after the plan was made");
        }
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, String> digests(Path folder) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                digests.put(folder.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
            }
        }
        return digests;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** What the plan was made from. */
    public PlanHashes hashes() {
        return manifest.hashes();
    }

    /** SHA-256 of the places in the flow's text that the plan refers to. */
    public String origins() {
        return manifest.origins();
    }

    /** The plan in a few numbers. */
    public PlanSummary summary() {
        return manifest.summary();
    }

    /** The machine that the plan was made for. */
    public Cluster cluster() {
        return manifest.cluster().cluster();
    }

    /**
     * All files of the plan but what was compiled, from their paths in the folder to their SHA-256.
     *
     * @throws IOException if the manifest cannot be read
     */
    public SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> files = new TreeMap<>(manifest.files());
        files.put(MANIFEST, Sha256.of(folder.resolve(MANIFEST)));
        return files;
    }

    /** Binary name of the generated entry class. */
    public String entryClass() {
        return manifest.entryClass();
    }

    /** Reads the plan's own tables. */
    public Plan plan() throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return new Plan(
                    manifest.hashes(),
                    manifest.summary(),
                    read(PlanWorkers.class, allocator),
                    read(PlanFamilies.class, allocator),
                    read(PlanTasks.class, allocator),
                    read(PlanDatasets.class, allocator),
                    read(PlanDependencies.class, allocator),
                    read(PlanSteps.class, allocator),
                    read(PlanTransfers.class, allocator),
                    read(PlanPublications.class, allocator),
                    read(PlanDecisions.class, allocator));
        }
    }

    private <T extends PlanTable> T read(Class<T> type, BufferAllocator allocator) throws IOException {
        return PlanTableFile.read(type, folder.resolve(PlanTableFile.fileName(type)), allocator);
    }

    /** The generated sources by qualified class name. */
    public SortedMap<String, String> sources() throws IOException {
        SortedMap<String, String> sources = new TreeMap<>();
        for (String path : manifest.files().keySet()) {
            if (path.startsWith(SOURCES + "/") && path.endsWith(JAVA)) {
                String name = path.substring(SOURCES.length() + 1, path.length() - JAVA.length());
                sources.put(name.replace('/', '.'), Files.readString(folder.resolve(path)));
            }
        }
        return sources;
    }

    /**
     * The class files for this Java version, made by {@code compiler} from the sources when they are first asked for.
     *
     * @throws IOException if they cannot be read or kept
     */
    public SortedMap<String, byte[]> classes(Function<SortedMap<String, String>, Map<String, byte[]>> compiler)
            throws IOException {
        Path classes = folder.resolve(CLASSES + "-" + Runtime.version().feature());
        if (!Files.isDirectory(classes)) {
            Path aside = Files.createTempDirectory(folder, ".classes-");
            try {
                for (Map.Entry<String, byte[]> compiled :
                        compiler.apply(sources()).entrySet()) {
                    Path file = aside.resolve(compiled.getKey() + CLASS);
                    Files.write(file, compiled.getValue());
                }
                moveUnlessThere(aside, classes);
            } finally {
                delete(aside);
            }
        }
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(classes, "*" + CLASS)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - CLASS.length()), Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** Of two processes that do the same work at the same moment, the second finds an equal result in place. */
    static void moveUnlessThere(Path aside, Path place) throws IOException {
        try {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(place)) {
                throw e;
            }
        }
    }

    /**
     * Copies the manifest, the tables and the sources.
     *
     * @throws IOException if {@code to} exists and is not empty, or cannot be written
     */
    public void copyTo(Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> entries = Files.list(to)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(to + " is not empty");
                }
            }
        }
        List<String> paths = new ArrayList<>(manifest.files().keySet());
        paths.add(MANIFEST);
        for (String path : paths) {
            Path target = to.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(folder.resolve(path), target);
        }
    }

    /** Removes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
