package dev.anabranch.driver.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans that were made before, one folder each under the plan's hash. Several processes may use one store: a plan is
 * written aside and moved into place whole.
 */
public final class PlanStore {
    private static final Logger LOG = LoggerFactory.getLogger(PlanStore.class);

    private final Path root;

    /**
     * @param root the store's folder; made when the first plan is kept
     */
    public PlanStore(Path root) {
        this.root = root;
    }

    /** What is known about texts that led to plans of this store. */
    public PlanShortcuts shortcuts() {
        return new PlanShortcuts(root);
    }

    /**
     * Removes all plans, what is known about texts, and what an interrupted write left behind; nothing else that may lie
     * in the folder.
     *
     * @return how many plans there were
     * @throws IOException if one cannot be removed
     */
    public int clear() throws IOException {
        int plans = 0;
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    boolean plan = name.matches("[0-9a-f]{64}");
                    if (plan || name.equals(PlanShortcuts.FOLDER) || name.matches("\\.(new|old)-.*")) {
                        PlanFolder.delete(entry);
                        plans += plan ? 1 : 0;
                    }
                }
            }
        }
        return plans;
    }

    /** The plan of that hash if it is there and whole; a damaged one counts as missing and is made again. */
    public Optional<PlanFolder> find(String hash) {
        Path folder = root.resolve(hash);
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        try {
            PlanFolder found = PlanFolder.open(folder);
            return found.hashes().plan().equals(hash) ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            LOG.info("plan {} cannot be re-used: {}", hash, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The plans whose hashes begin with some digits, by hash.
     *
     * @throws IOException if one of them cannot be opened
     */
    public List<PlanFolder> startingWith(String digits) throws IOException {
        if (!Files.isDirectory(root) || !digits.matches("[0-9a-f]{1,64}")) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, digits + "*")) {
            entries.forEach(folders::add);
        }
        folders.sort(null);
        List<PlanFolder> plans = new ArrayList<>();
        for (Path folder : folders) {
            plans.add(PlanFolder.open(folder));
        }
        return plans;
    }

    /**
     * Keeps a plan, in the place of one of the same hash.
     *
     * @throws IOException if the store cannot be written
     */
    public PlanFolder keep(PlanPackage contents) throws IOException {
        Files.createDirectories(root);
        Path folder = root.resolve(contents.plan().hashes().plan());
        Path aside = Files.createTempDirectory(root, ".new-");
        try {
            PlanFolder.write(aside, contents);
            moveIntoPlace(aside, folder);
        } finally {
            PlanFolder.delete(aside);
        }
        return PlanFolder.open(folder);
    }

    /** Another process may keep the same plan at the same moment: whoever comes second finds an equal one. */
    private void moveIntoPlace(Path aside, Path folder) throws IOException {
        if (Files.exists(folder)) {
            Path old = Files.createTempDirectory(root, ".old-");
            try {
                Files.move(folder, old.resolve("plan"), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                PlanFolder.delete(old);
            }
        }
        PlanFolder.moveUnlessThere(aside, folder);
    }
}
