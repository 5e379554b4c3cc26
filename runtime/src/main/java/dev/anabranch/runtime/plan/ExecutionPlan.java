package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a run needs it: read once from a plan's folder, the same for any number of runs, on heap. It keeps
 * no predicted times.
 */
public final class ExecutionPlan {
    private final TextColumn workerNames;
    private final TextColumn workerHosts;
    private final double[] workerSpeeds;
    private final WorkerPlan[] workers;
    private final TaskRows tasks;
    private final FamilyRows families;
    private final GangRows gangs;
    private final DatasetRows datasets;
    private final SlotPlan slots;
    private final NumberSlots numbers;
    private final Places places;
    private final Arguments arguments;
    private final Publications publications;
    private final ListedAxes axes;
    private final int[] coordinates;
    private final Optional<String> hash;
    private final long[] tasksOfFamilies;
    private final boolean keepsAny;
    /** Null where all workers are on one host. */
    private final @Nullable TransferRows transfers;

    private ExecutionPlan(PlanSource source) throws IOException {
        PlanTable workerTable = PlanTable.read(source, "workers", false, List.of("name", "host", "speed"));
        this.workerNames = workerTable.texts("name");
        this.workerHosts = workerTable.texts("host");
        this.workerSpeeds = workerTable.doubles("speed");
        int count = workerTable.rows();
        // Large tables take long enough to be read side by side.
        Beside<TaskRows> taskRows = Beside.begin(() -> new TaskRows(
                PlanTable.read(source, "tasks", false, List.of("task", "name", "family", "unit", "worker", "rank")),
                count));
        Beside<DatasetRows> datasetRows = Beside.begin(() -> new DatasetRows(
                PlanTable.read(source, "datasets", false, List.of("slot", "name", "producer", "alias_of"))));
        Beside<Arguments> reads = Beside.begin(() -> {
            PlanTable table = PlanTable.read(source, "dependencies", false, List.of("task", "slot"));
            return new Arguments(table.ints("task"), table.ints("slot"));
        });
        this.transfers = transfers(source);
        this.publications =
                new Publications(PlanTable.read(source, "publications", true, List.of("name", "index", "metadata")));
        this.axes = new ListedAxes(PlanTable.read(source, "axes", true, List.of("axis", "position", "text", "value")));
        this.coordinates = PlanTable.read(source, "coordinates", true, List.of("coordinate"))
                .ints("coordinate");
        this.families = new FamilyRows(
                PlanTable.read(source, "families", false, List.of("name", "file", "line", "keep")),
                PlanTable.read(source, "meanings", true, List.of("code", "meaning")));
        PlanTable dispatch = PlanTable.read(source, "dispatch", true, List.of("worker", "unit", "first"));
        this.numbers = new NumberSlots(PlanTable.read(source, "numbers", true, List.of("first", "size", "kind")));
        PlanTable stepTable = PlanTable.read(source, "steps", false, List.of("worker", "kind", "task", "slot", "peer"));
        this.hash = stepTable.metadata("plan_hash");
        StepRows steps = new StepRows(stepTable);
        TaskRows runs = taskRows.end();
        NumberSlots words = numbers;
        Beside<WorkerPlan[]> programs = Beside.begin(() -> WorkerPlans.of(count, runs, steps, dispatch, words));
        this.tasks = runs;
        this.gangs = GangRows.of(runs);
        this.datasets = datasetRows.end();
        this.slots = SlotPlan.of(count, tasks, datasets, steps);
        this.places = Places.of(count, tasks, datasets, slots, numbers, steps);
        this.arguments = reads.end();
        this.workers = programs.end();
        this.tasksOfFamilies = new long[families.rows()];
        for (int row = 0; row < tasks.rows(); row++) {
            tasksOfFamilies[tasks.family(row)]++;
        }
        this.keepsAny = IntStream.range(0, families.rows()).anyMatch(families::keep);
    }

    /**
     * Reads a plan's tables.
     *
     * @throws PlanFormatException if a table is missing, has other columns, or contradicts another
     */
    public static ExecutionPlan read(PlanSource source) throws IOException {
        try {
            return new ExecutionPlan(source);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException inconsistent) {
            throw new PlanFormatException("the plan's tables do not fit together", inconsistent);
        }
    }

    /** What moves between workers, if they are on several hosts. */
    private @Nullable TransferRows transfers(PlanSource source) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        int[] hostOf = new int[workerHosts.rows()];
        for (int worker = 0; worker < hostOf.length; worker++) {
            hostOf[worker] = numbers.computeIfAbsent(workerHost(worker), name -> numbers.size());
        }
        return numbers.size() < 2
                ? null
                : new TransferRows(
                        PlanTable.read(
                                source, "transfers", true, List.of("slot", "from", "to", "bytes", "start", "finish")),
                        hostOf);
    }

    /** How many workers there are. */
    public int workers() {
        return workers.length;
    }

    /** One worker's tasks and operations. */
    public WorkerPlan worker(int worker) {
        return workers[worker];
    }

    /** A worker's name, {@code host/number}. */
    public String workerName(int worker) {
        return workerNames.get(worker);
    }

    /** The name of a worker's host. */
    public String workerHost(int worker) {
        return workerHosts.get(worker);
    }

    /** A worker's speed as the plan has it: a task takes its work divided by the speed. */
    public double workerSpeed(int worker) {
        return workerSpeeds[worker];
    }

    /** The tasks. */
    public TaskRows tasks() {
        return tasks;
    }

    /** The gangs. */
    public GangRows gangs() {
        return gangs;
    }

    /** The families. */
    public FamilyRows families() {
        return families;
    }

    /** The datasets. */
    public DatasetRows datasets() {
        return datasets;
    }

    /** The name of the dataset in a cell, for messages. */
    public String nameInCell(int cell) {
        return datasets.name(slots.slotOf(cell));
    }

    /** The slots. */
    public SlotPlan slots() {
        return slots;
    }

    /** Which slots hold numbers. */
    public NumberSlots numbers() {
        return numbers;
    }

    /** Where in memory the cells' datasets lie. */
    public Places places() {
        return places;
    }

    /** What moves between workers; null where all of them are on one host. */
    @Nullable
    TransferRows transfers() {
        return transfers;
    }

    /** What each task reads. */
    public Arguments arguments() {
        return arguments;
    }

    /** What is published. */
    public Publications publications() {
        return publications;
    }

    /** The listed axes. */
    public ListedAxes axes() {
        return axes;
    }

    /** A coordinate of the table-driven parts of programs. */
    public int coordinate(int index) {
        return coordinates[index];
    }

    /** The hash of the plan, if its table of steps carries it as {@code plan_hash} in the schema's metadata. */
    public Optional<String> hash() {
        return hash;
    }

    /** How many runs of tasks of a family there are. */
    public long tasksOf(int family) {
        return tasksOfFamilies[family];
    }

    /** Whether any dataset stays in memory until the run ends. */
    public boolean keepsAny() {
        return keepsAny;
    }

    /** For each cell whether its dataset stays in memory until the run ends; computed anew at each call. */
    public boolean[] kept() {
        boolean[] stays = new boolean[slots.cells()];
        if (!keepsAny) {
            return stays;
        }
        int[] family = familiesOfDatasets();
        for (int row = 0; row < family.length; row++) {
            stays[datasets.slot(row)] = family[row] >= 0 && families.keep(family[row]);
        }
        for (int cell = 0; cell < stays.length; cell++) {
            stays[cell] = stays[slots.slotOf(cell)];
        }
        return stays;
    }

    /** For each dataset's row the row of its family, or -1; computed anew at each call. */
    public int[] familiesOfDatasets() {
        int[] rowByTask = tasks.rowByTask();
        int[] family = new int[datasets.rows()];
        for (int row = 0; row < family.length; row++) {
            int producer = datasets.producer(row);
            int taskRow = producer >= 0 && producer < rowByTask.length ? rowByTask[producer] : -1;
            family[row] = taskRow < 0 ? -1 : tasks.family(taskRow);
        }
        return family;
    }
}
