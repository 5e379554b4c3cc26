package dev.anabranch.driver.profile;

import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The profile of one run, from its trace. A task that was called again after it had thrown is left out, and of one that ran
 * on several workers the first row counts.
 */
final class TraceProfile {
    private TraceProfile() {}

    /**
     * Reads a trace.
     *
     * @param folder with the tables of a trace
     * @throws IOException if it is none
     */
    static Profile read(Path folder) throws IOException {
        ArrowColumns workers = ArrowColumns.read(folder.resolve("workers.arrow"), List.of("speed"));
        ArrowColumns families = ArrowColumns.read(folder.resolve("families.arrow"), List.of("name", "code", "meaning"));
        ArrowColumns datasets =
                ArrowColumns.read(folder.resolve("datasets.arrow"), List.of("slot", "producer", "bytes", "alias_of"));
        ArrowColumns tasks = ArrowColumns.read(
                folder.resolve("tasks.arrow"),
                List.of("task", "name", "family", "worker", "work", "attempts", "reads", "bytes_read"));
        Map<Integer, List<Long>> made = made(datasets);
        List<List<Measurement>> measured = new ArrayList<>();
        for (int family = 0; family < families.rows(); family++) {
            measured.add(new ArrayList<>());
        }
        Set<Integer> seen = new HashSet<>();
        Set<List<Integer>> begun = new HashSet<>();
        for (int row = 0; row < tasks.rows(); row++) {
            int family = tasks.number("family", row);
            int worker = tasks.number("worker", row);
            boolean first = begun.add(List.of(family, worker));
            int task = tasks.number("task", row);
            if (tasks.number("attempts", row) == 1 && seen.add(task)) {
                measured.get(family)
                        .add(new Measurement(
                                tasks.text("name", row),
                                List.of(Math.max(0, tasks.real("work", row)) * workers.real("speed", worker)),
                                first,
                                tasks.number("reads", row),
                                tasks.size("bytes_read", row),
                                made.getOrDefault(task, List.of())));
            }
        }
        List<MeasuredFamily> all = new ArrayList<>();
        for (int family = 0; family < families.rows(); family++) {
            // Reading back what an earlier run kept is no measure of a task of the flow.
            if (!measured.get(family).isEmpty()
                    && !families.text("meaning", family).isEmpty()) {
                all.add(new MeasuredFamily(
                        families.text("name", family),
                        families.text("code", family),
                        families.text("meaning", family),
                        measured.get(family)));
            }
        }
        return new Profile(tasks.metadata("flow"), all);
    }

    /** For each task the sizes of its own outputs, by slot: not those of other names. */
    private static Map<Integer, List<Long>> made(ArrowColumns datasets) throws IOException {
        Map<Integer, List<Long>> made = new HashMap<>();
        for (int row = 0; row < datasets.rows(); row++) {
            if (datasets.number("alias_of", row) < 0) {
                made.computeIfAbsent(datasets.number("producer", row), unused -> new ArrayList<>())
                        .add(datasets.size("bytes", row));
            }
        }
        return made;
    }
}
