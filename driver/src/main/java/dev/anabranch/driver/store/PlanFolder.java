package dev.anabranch.driver.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

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
                contents.coordinates());
        try (BufferAllocator allocator = new RootAllocator()) {
            for (PlanTable table : tables) {
                PlanTableFile.write(table, folder.resolve(PlanTableFile.fileName(table.getClass())), allocator);
            }
        }
        for (Map.Entry<String, String> source : contents.sources().entrySet()) {
            Path file = folder.resolve(SOURCES).resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        for (Map.Entry<String, byte[]> compiled : contents.classes().entrySet()) {
            Path file = folder.resolve(CLASSES).resolve(compiled.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, compiled.getValue());
        }
        Manifest manifest = new Manifest(
                Plan.FORMAT, plan.hashes(), contents.origins(), plan.summary(), contents.entryClass(), digests(folder));
        Files.writeString(folder.resolve(MANIFEST), JSON.writeValueAsString(manifest) + "\n");
        return new PlanFolder(folder, manifest);
    }

    /**
     * Opens a plan and checks that it is whole.
     *
     * @throws IOException if a file is missing, unreadable, changed, or of another format
     */
    public static PlanFolder open(Path folder) throws IOException {
        Manifest manifest;
        try {
            manifest = JSON.readValue(Files.readString(folder.resolve(MANIFEST)), Manifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException(folder.resolve(MANIFEST) + " is not a plan's manifest: " + e.getOriginalMessage(), e);
        }
        if (manifest.format() != Plan.FORMAT) {
            throw new IOException(folder + " is a plan of format " + manifest.format() + ", not " + Plan.FORMAT);
        }
        for (Map.Entry<String, String> file : manifest.files().entrySet()) {
            if (!Sha256.of(folder.resolve(file.getKey())).equals(file.getValue())) {
                throw new IOException(folder.resolve(file.getKey()) + " was changed after the plan was made");
            }
        }
        return new PlanFolder(folder, manifest);
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
        eachFile(SOURCES, ".java", (name, file) -> sources.put(name, Files.readString(file, StandardCharsets.UTF_8)));
        return sources;
    }

    /** The class files by binary name. */
    public SortedMap<String, byte[]> classes() throws IOException {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        eachFile(CLASSES, ".class", (name, file) -> classes.put(name, Files.readAllBytes(file)));
        return classes;
    }

    private interface FileReader {
        void read(String className, Path file) throws IOException;
    }

    private void eachFile(String part, String suffix, FileReader reader) throws IOException {
        Path root = folder.resolve(part);
        for (String path : manifest.files().keySet()) {
            if (path.startsWith(part + "/") && path.endsWith(suffix)) {
                String name = path.substring(part.length() + 1, path.length() - suffix.length());
                reader.read(name.replace('/', '.'), root.resolve(name + suffix));
            }
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
