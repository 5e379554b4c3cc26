package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Plans by hand: tasks on workers in order, from which the steps follow. A slot's number is its dataset; task numbers
 * count up. What a builder leaves out or adds on purpose makes a corrupted plan.
 */
final class PlanBuilder {
    private record TaskRow(
            int number, int worker, String name, int family, List<Integer> reads, List<Integer> writes) {}

    private record Step(int worker, String kind, int task, int slot, int peer) {}

    private final int workers;
    private final List<TaskRow> tasks = new ArrayList<>();
    private final List<String> families = new ArrayList<>();
    private final Map<Integer, Integer> aliasOf = new TreeMap<>();
    private final Map<Integer, List<Integer>> publications = new TreeMap<>();
    private final List<String[]> publicationRows = new ArrayList<>();
    private final Set<Integer> neverPurged = new TreeSet<>();
    private final Set<Integer> neverReceived = new TreeSet<>();
    private final Set<String> kept = new TreeSet<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> senders =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    private final Map<Integer, Set<Integer>> readBy = new TreeMap<>();
    private Map<String, String> metadata = Map.of();
    private boolean aliasesPurged = true;
    private int batch = Integer.MAX_VALUE;
    private int[] hostOf = {};

    PlanBuilder(int workers) {
        this.workers = workers;
    }

    /** Spreads the workers over hosts {@code a}, {@code b} and so on; without it all are on {@code a}. */
    PlanBuilder hosts(int... ofWorkers) {
        hostOf = ofWorkers;
        return this;
    }

    /** A task of family {@code name} up to the bracket, which is written on the line of its first task's number + 1. */
    PlanBuilder task(int worker, String name, int[] reads, int... writes) {
        return again(tasks.size(), worker, name, reads, writes);
    }

    /** A task that another worker runs, too. */
    PlanBuilder again(int number, int worker, String name, int[] reads, int... writes) {
        String family = name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
        if (!families.contains(family)) {
            families.add(family);
        }
        tasks.add(new TaskRow(number, worker, name, families.indexOf(family), list(reads), list(writes)));
        return this;
    }

    /** Which of several workers that make a dataset another one has it from. */
    PlanBuilder sends(int sender, int slot, int receiver) {
        senders.put(List.of(slot, receiver), sender);
        return this;
    }

    PlanBuilder alias(int slot, int of) {
        aliasOf.put(slot, of);
        return this;
    }

    PlanBuilder aliasesLiveWithTheirOriginal() {
        aliasesPurged = false;
        return this;
    }

    PlanBuilder publish(int slot, String name, String index, String metadataJson) {
        publications.computeIfAbsent(slot, key -> new ArrayList<>()).add(publicationRows.size());
        publicationRows.add(new String[] {name, index, metadataJson});
        return this;
    }

    PlanBuilder neverPurge(int slot) {
        neverPurged.add(slot);
        return this;
    }

    /** The datasets of a family stay until the run ends. */
    PlanBuilder keep(String family, int... slots) {
        kept.add(family);
        list(slots).forEach(this::neverPurge);
        return this;
    }

    PlanBuilder neverReceive(int slot) {
        neverReceived.add(slot);
        return this;
    }

    PlanBuilder hash(String hash) {
        metadata = Map.of("plan_hash", hash);
        return this;
    }

    PlanBuilder batchRows(int rows) {
        batch = rows;
        return this;
    }

    PlanBuilder axes(int[] axis, int[] position, String[] text, long[] value) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("axis", axis);
        columns.put("position", position);
        columns.put("text", text);
        columns.put("value", value);
        extra.put("axes", columns);
        return this;
    }

    PlanBuilder dispatch(int[] worker, int[] unit, int[] first, int[] coordinate) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("worker", worker);
        columns.put("unit", unit);
        columns.put("first", first);
        extra.put("dispatch", columns);
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put("coordinate", coordinate);
        extra.put("coordinates", coordinates);
        return this;
    }

    /** A dataset that goes from a worker's host to another's. */
    record Transfer(int slot, int from, int to) {}

    /** What hosts send, one after the other. */
    PlanBuilder transfers(List<Transfer> inOrder) {
        return transfers(inOrder, 1, Long.BYTES);
    }

    /** What hosts send, one after the other, each of so many bytes. */
    PlanBuilder transfers(List<Transfer> inOrder, long bytes) {
        return transfers(inOrder, 1, bytes);
    }

    /** What hosts send, all at once. */
    PlanBuilder transfersAtOnce(List<Transfer> all) {
        return transfers(all, 0, Long.BYTES);
    }

    private PlanBuilder transfers(List<Transfer> all, double apart, long bytes) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("slot", all.stream().mapToInt(Transfer::slot).toArray());
        columns.put("from", all.stream().mapToInt(Transfer::from).toArray());
        columns.put("to", all.stream().mapToInt(Transfer::to).toArray());
        columns.put("bytes", all.stream().mapToLong(transfer -> bytes).toArray());
        columns.put(
                "start",
                IntStream.range(0, all.size()).mapToDouble(i -> i * apart).toArray());
        columns.put(
                "finish",
                IntStream.range(0, all.size()).mapToDouble(i -> i * apart + 1).toArray());
        extra.put("transfers", columns);
        return this;
    }

    /** The datasets of these slots are integers that pass as such. */
    PlanBuilder integers(int... slots) {
        Map<String, Object> columns = new LinkedHashMap<>();
        int[] sizes = new int[slots.length];
        String[] kinds = new String[slots.length];
        Arrays.fill(sizes, 1);
        Arrays.fill(kinds, "INT");
        columns.put("first", slots);
        columns.put("size", sizes);
        columns.put("kind", kinds);
        extra.put("numbers", columns);
        return this;
    }

    ExecutionPlan build() {
        try {
            Path folder = Files.createTempDirectory("plan");
            try {
                write(folder);
                return ExecutionPlan.read(PlanSource.directory(folder));
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @SuppressWarnings("unchecked")
    void write(Path folder) throws IOException {
        List<TaskRow> ordered = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            for (TaskRow task : tasks) {
                if (task.worker == worker) {
                    ordered.add(task);
                }
            }
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("task", ordered.stream().mapToInt(TaskRow::number).toArray());
        columns.put("name", ordered.stream().map(TaskRow::name).toArray(String[]::new));
        columns.put("family", ordered.stream().mapToInt(TaskRow::family).toArray());
        columns.put("unit", ordered.stream().mapToInt(TaskRow::number).toArray());
        columns.put("worker", ordered.stream().mapToInt(TaskRow::worker).toArray());
        columns.put("rank", new int[ordered.size()]);
        put(folder, "tasks", columns);
        columns.put("name", families.toArray(String[]::new));
        Map<String, Object> familyColumns = new LinkedHashMap<>();
        familyColumns.put("name", families.toArray(String[]::new));
        familyColumns.put("file", families.stream().map(f -> "test.flow").toArray(String[]::new));
        familyColumns.put(
                "line", families.stream().mapToInt(f -> families.indexOf(f) + 1).toArray());
        boolean[] keep = new boolean[families.size()];
        kept.forEach(family -> keep[families.indexOf(family)] = true);
        familyColumns.put("keep", keep);
        put(folder, "families", familyColumns);
        put(folder, "workers", workerColumns());
        put(folder, "datasets", datasetColumns());
        put(folder, "dependencies", dependencyColumns());
        put(folder, "steps", stepColumns(ordered));
        Map<String, Object> published = new LinkedHashMap<>();
        published.put("name", publicationRows.stream().map(r -> r[0]).toArray(String[]::new));
        published.put("index", publicationRows.stream().map(r -> r[1]).toArray(String[]::new));
        published.put("metadata", publicationRows.stream().map(r -> r[2]).toArray(String[]::new));
        put(folder, "publications", published);
        for (Map.Entry<String, Object> table : extra.entrySet()) {
            put(folder, table.getKey(), (Map<String, Object>) table.getValue());
        }
    }

    private void put(Path folder, String table, Map<String, Object> columns) throws IOException {
        ArrowTables.write(folder.resolve(table + ".arrow"), columns, batch, metadata);
    }

    private static List<Integer> list(int[] slots) {
        return Arrays.stream(slots).boxed().toList();
    }

    private Map<String, Object> workerColumns() {
        String[] names = new String[workers];
        String[] hosts = new String[workers];
        double[] speeds = new double[workers];
        for (int worker = 0; worker < workers; worker++) {
            hosts[worker] = Character.toString('a' + (worker < hostOf.length ? hostOf[worker] : 0));
            names[worker] = hosts[worker] + "/" + worker;
            speeds[worker] = 1;
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", names);
        columns.put("host", hosts);
        columns.put("speed", speeds);
        return columns;
    }

    private Map<Integer, Integer> producers() {
        Map<Integer, Integer> producers = new TreeMap<>();
        for (TaskRow task : tasks) {
            for (int slot : task.writes) {
                producers.put(slot, task.number);
            }
        }
        aliasOf.forEach((slot, of) -> producers.put(slot, producers.get(of)));
        return producers;
    }

    private Map<String, Object> datasetColumns() {
        Map<Integer, Integer> producers = producers();
        int[] slots = producers.keySet().stream().mapToInt(i -> i).toArray();
        String[] names = new String[slots.length];
        int[] producer = new int[slots.length];
        int[] aliases = new int[slots.length];
        for (int row = 0; row < slots.length; row++) {
            names[row] = "d" + slots[row];
            producer[row] = producers.get(slots[row]);
            aliases[row] = aliasOf.getOrDefault(slots[row], -1);
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("slot", slots);
        columns.put("name", names);
        columns.put("producer", producer);
        columns.put("alias_of", aliases);
        return columns;
    }

    private Map<String, Object> dependencyColumns() {
        List<Integer> readers = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        Set<Integer> seen = new TreeSet<>();
        for (TaskRow task : tasks) {
            if (seen.add(task.number)) {
                for (int slot : task.reads) {
                    readers.add(task.number);
                    slots.add(slot);
                }
            }
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("task", readers.stream().mapToInt(i -> i).toArray());
        columns.put("slot", slots.stream().mapToInt(i -> i).toArray());
        return columns;
    }

    private Map<String, Object> stepColumns(List<TaskRow> ordered) {
        List<Step> steps = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            readBy.put(worker, new TreeSet<>());
        }
        for (TaskRow task : tasks) {
            task.reads.forEach(slot -> readBy.get(task.worker).add(life(slot)));
        }
        for (int worker = 0; worker < workers; worker++) {
            int me = worker;
            steps(worker, ordered.stream().filter(t -> t.worker == me).toList(), steps);
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("worker", steps.stream().mapToInt(Step::worker).toArray());
        columns.put("kind", steps.stream().map(Step::kind).toArray(String[]::new));
        columns.put("task", steps.stream().mapToInt(Step::task).toArray());
        columns.put("slot", steps.stream().mapToInt(Step::slot).toArray());
        columns.put("peer", steps.stream().mapToInt(Step::peer).toArray());
        return columns;
    }

    private void steps(int worker, List<TaskRow> mine, List<Step> steps) {
        // A slot's last local use: the last task that reads it, or the one that makes it.
        Map<Integer, Integer> lastUse = new TreeMap<>();
        Set<Integer> made = new TreeSet<>();
        for (int position = 0; position < mine.size(); position++) {
            for (int slot : mine.get(position).reads) {
                lastUse.put(life(slot), position);
            }
            for (int slot : mine.get(position).writes) {
                for (int named : namesOf(slot)) {
                    made.add(named);
                    lastUse.put(life(named), position);
                }
            }
        }
        Map<Integer, List<Integer>> lastUses = new TreeMap<>();
        lastUse.forEach((slot, position) ->
                lastUses.computeIfAbsent(position, key -> new ArrayList<>()).add(slot));
        Set<Integer> here = new LinkedHashSet<>();
        for (int position = 0; position < mine.size(); position++) {
            TaskRow task = mine.get(position);
            for (int slot : task.reads) {
                if (!made.contains(slot) && !neverReceived.contains(slot) && here.add(life(slot))) {
                    int sender = senders.getOrDefault(List.of(life(slot), worker), -1);
                    steps.add(new Step(worker, "RECEIVE", -1, life(slot), sender));
                }
            }
            steps.add(new Step(worker, "RUN", task.number, -1, -1));
            for (int slot : task.writes) {
                for (int named : namesOf(slot)) {
                    if (named != slot) {
                        steps.add(new Step(worker, "ALIAS", -1, named, slot));
                    }
                }
            }
            for (int slot : task.writes) {
                for (int named : namesOf(slot)) {
                    for (int row : publications.getOrDefault(named, List.of())) {
                        steps.add(new Step(worker, "PUBLISH", -1, named, row));
                    }
                }
            }
            for (int slot : task.writes) {
                for (int named : namesOf(slot)) {
                    for (int peer = 0; peer < workers; peer++) {
                        boolean sends = senders.getOrDefault(List.of(named, peer), worker) == worker;
                        if (peer != worker && life(named) == named && receives(peer, named) && sends) {
                            steps.add(new Step(worker, "SEND", -1, named, peer));
                        }
                    }
                }
            }
            for (int slot : lastUses.getOrDefault(position, List.of())) {
                if (!neverPurged.contains(slot) && (made.contains(slot) || !neverReceived.contains(slot))) {
                    steps.add(new Step(worker, "PURGE", -1, slot, -1));
                }
            }
        }
    }

    /** The slot whose purge ends a slot's life. */
    private int life(int slot) {
        return aliasesPurged ? slot : aliasOf.getOrDefault(slot, slot);
    }

    private List<Integer> namesOf(int slot) {
        List<Integer> names = new ArrayList<>(List.of(slot));
        aliasOf.forEach((name, of) -> {
            if (of == slot) {
                names.add(name);
            }
        });
        return names;
    }

    private boolean receives(int worker, int slot) {
        return !neverReceived.contains(slot) && readBy.get(worker).contains(slot);
    }
}
