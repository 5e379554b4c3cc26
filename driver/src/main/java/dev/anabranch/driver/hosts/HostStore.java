package dev.anabranch.driver.hosts;

import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a host keeps of what coordinators sent: files under their SHA-256, plans made of them, and for as long as a run lasts the datasets
 * that it goes on from. What was not used for longest
 * goes when there is more than a bound of either. One thread uses it.
 */
final class HostStore {
    private static final int MOST_PLANS = 50;
    private static final int MOST_CLASS_FILES = 500;

    private final Path files;
    private final Path plans;
    private final Path kept;

    /** A store in a folder, which is made with the rights of its owner alone. */
    HostStore(Path root) throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        this.files = Files.createDirectories(root.resolve("files"));
        this.plans = Files.createDirectories(root.resolve("plans"));
        this.kept = root.resolve("kept");
        removeKept();
        // Files that a daemon which is gone did not get whole.
        try (Stream<Path> left = Files.list(files)) {
            for (Path file : (Iterable<Path>) left::iterator) {
                if (file.toString().endsWith(".part")) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Which files of a job are not here. */
    List<HostFile> missing(Job job) throws IOException {
        List<HostFile> missing = new ArrayList<>();
        for (HostFile file : job.classPath()) {
            if (!Files.exists(path(file.digest()))) {
                missing.add(file);
            }
        }
        if (!Files.isDirectory(folder(job))) {
            for (HostFile file : job.planFiles()) {
                if (!Files.exists(path(file.digest()))) {
                    missing.add(file);
                }
            }
        }
        return missing.stream().distinct().toList();
    }

    /** Which of the datasets that a job goes on from are not here. */
    List<HostFile> missingKept(Job job) {
        return job.kept().stream()
                .filter(file -> !Files.exists(path(file.digest())))
                .toList();
    }

    /** Where the datasets are that a job goes on from, by name; all of them have come. */
    Map<String, Path> kept(Job job) throws IOException {
        Map<String, Path> places = new TreeMap<>();
        if (!job.kept().isEmpty()) {
            Files.createDirectories(kept);
        }
        for (HostFile file : job.kept()) {
            Path place = kept.resolve(file.digest());
            Files.move(path(file.digest()), place, StandardCopyOption.REPLACE_EXISTING);
            places.put(file.name(), place);
        }
        return places;
    }

    /** The run is over that went on from them. */
    void removeKept() throws IOException {
        delete(kept);
    }

    private Path path(String digest) {
        return files.resolve(digest);
    }

    /** A file of a class path. */
    Path classes(HostFile file) throws IOException {
        Path here = path(file.digest());
        Files.setLastModifiedTime(here, FileTime.from(Instant.now()));
        return here;
    }

    /** Writes a piece of a file that is coming. */
    void write(HostFile file, long offset, ByteBuffer content) throws IOException {
        try (FileChannel channel = FileChannel.open(part(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = offset;
            while (content.hasRemaining()) {
                at += channel.write(content, at);
            }
        }
    }

    private Path part(HostFile file) {
        return files.resolve(file.digest() + ".part");
    }

    /**
     * All pieces of a file have come.
     *
     * @throws IOException if they are not what was announced
     */
    void finish(HostFile file) throws IOException {
        Path part = part(file);
        if (file.bytes() == 0) {
            Files.write(part, new byte[0]);
        }
        if (!Sha256.of(part).equals(file.digest())) {
            Files.delete(part);
            throw new IOException("the file " + file.name() + " came with other bytes than were announced");
        }
        Files.move(part, path(file.digest()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A plan is known by all of its files: its hash alone says nothing of the sources beside it. */
    private Path folder(Job job) {
        StringBuilder all = new StringBuilder(job.plan());
        job.planFiles()
                .forEach(file ->
                        all.append('\n').append(file.digest()).append(' ').append(file.name()));
        return plans.resolve(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The plan of a job whose files are all here.
     *
     * @throws IOException if they are no plan, cannot be put together, or were changed since: those are gone then, and come again with
     *     the next run
     */
    PlanFolder assemble(Job job) throws IOException {
        Path folder = folder(job);
        if (!Files.isDirectory(folder)) {
            put(job, folder);
        }
        try {
            PlanFolder plan = PlanFolder.open(folder);
            if (!plan.hashes().plan().equals(job.plan())) {
                throw new IOException("the plan that came is not the one that was announced");
            }
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
            return plan;
        } catch (IOException unusable) {
            delete(folder);
            throw unusable;
        }
    }

    private void put(Job job, Path folder) throws IOException {
        Path aside = Files.createTempDirectory(plans, ".new-");
        try {
            for (HostFile file : job.planFiles()) {
                Path target = aside.resolve(file.name());
                Files.createDirectories(target.getParent());
                Files.copy(path(file.digest()), target);
            }
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
            for (HostFile file : job.planFiles()) {
                Files.deleteIfExists(path(file.digest()));
            }
        } finally {
            delete(aside);
        }
    }

    /** Removes what was not used for longest. */
    void trim() throws IOException {
        removeOldest(plans, MOST_PLANS);
        removeOldest(files, MOST_CLASS_FILES);
    }

    private static void removeOldest(Path folder, int most) throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = new ArrayList<>(all.toList());
        }
        if (entries.size() > most) {
            entries.sort(Comparator.comparing(HostStore::used));
            for (Path oldest : entries.subList(0, entries.size() - most)) {
                delete(oldest);
            }
        }
    }

    private static FileTime used(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
