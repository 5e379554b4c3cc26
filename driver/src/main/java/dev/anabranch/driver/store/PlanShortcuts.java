package dev.anabranch.driver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Remembers which plan a text led to, so that a flow that was compiled before need not even be read again. An entry is
 * found by the hash of everything that is read first (the text, the parameters, the cluster, the compiler) and names
 * what was read on the way (the class files of the tasks, the flows that are used) with their hashes; it holds while
 * those are the same.
 */
public final class PlanShortcuts {
    static final String FOLDER = "texts";

    private static final String CLASS_FILE = "class";
    private static final String FLOW_FILE = "flow";

    private final Path folder;

    /**
     * @param plans the folder of the plan store that the entries point into
     */
    public PlanShortcuts(Path plans) {
        this.folder = plans.resolve(FOLDER);
    }

    /** Where it is asked what files hold now. */
    public interface Digests {
        /** SHA-256 of a class file by the binary name of the class, or nothing if there is none. */
        Optional<String> classFile(String className);

        /** SHA-256 of the file of a used flow by its way from the folder of the text, or nothing if there is none. */
        Optional<String> flow(String way);
    }

    /**
     * A plan that a text led to.
     *
     * @param plan the plan's hash
     * @param origins SHA-256 of the places in the text that it refers to
     */
    public record Target(String plan, String origins) {}

    /** The plan that a text led to, if all that it was made from is unchanged. */
    public Optional<Target> find(String text, Digests digests) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(text));
            for (String line : lines.subList(1, lines.size())) {
                String[] part = line.split(" ", 3);
                Optional<String> now = part[1].equals(FLOW_FILE) ? digests.flow(part[2]) : digests.classFile(part[2]);
                if (!now.equals(Optional.of(part[0]))) {
                    return Optional.empty();
                }
            }
            String[] target = lines.get(0).split(" ", 2);
            return Optional.of(new Target(target[0], target[1]));
        } catch (IOException | IndexOutOfBoundsException e) {
            // Missing or damaged: the long way finds the same plan and writes the entry again.
            return Optional.empty();
        }
    }

    /**
     * Remembers a plan.
     *
     * @param text hash of what is read first
     * @param target what it led to
     * @param classes SHA-256 of the class files that were read, by binary name
     * @param flows SHA-256 of the files of used flows, by their way from the folder of the text
     * @throws IOException if the entry cannot be written
     */
    public void keep(String text, Target target, SortedMap<String, String> classes, SortedMap<String, String> flows)
            throws IOException {
        StringBuilder entry = new StringBuilder(target.plan() + ' ' + target.origins() + '\n');
        classes.forEach((name, digest) -> entry.append(line(digest, CLASS_FILE, name)));
        flows.forEach((way, digest) -> entry.append(line(digest, FLOW_FILE, way)));
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, ".new-", "");
        Files.writeString(aside, entry);
        Files.move(aside, folder.resolve(text), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(String digest, String kind, String name) {
        return digest + ' ' + kind + ' ' + name + '\n';
    }
}
