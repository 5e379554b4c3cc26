package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * A plan as a run needs it: read once from a plan's folder, the same for any number of runs, on heap. It knows nothing
 * of predicted times.
 */
public final class ExecutionPlan {
    private final TextColumn workerNames;
    private final TextColumn workerHosts;
    private final double[] workerSpeeds;
    private final WorkerPlan[] workers;
    private final TaskRows tasks;
    private final FamilyRows families;
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
    private final boolean[] kept;

    private ExecutionPlan(PlanSource source, BufferAllocator allocator) throws IOException {
        PlanTable workerTable = PlanTable.read(source, "workers", false, allocator, List.of("name", "host", "speed"));
        this.workerNames = workerTable.texts("name");
        this.workerHosts = workerTable.texts("host");
        this.workerSpeeds = workerTable.doubles("speed");
        this.tasks = new TaskRows(
                PlanTable.read(source, "tasks", false, allocator, List.of("task", "name", "family", "unit", "worker")));
        this.families = new FamilyRows(
                PlanTable.read(source, "families", false, allocator, List.of("name", "file", "line", "keep")),
                PlanTable.read(source, "meanings", true, allocator, List.of("code", "meaning")));
        this.datasets = new DatasetRows(
                PlanTable.read(source, "datasets", false, allocator, List.of("slot", "name", "producer", "alias_of")));
        PlanTable reads = PlanTable.read(source, "dependencies", false, allocator, List.of("task", "slot"));
        this.arguments = new Arguments(reads.ints("task"), reads.ints("slot"));
        PlanTable stepTable =
                PlanTable.read(source, "steps", false, allocator, List.of("worker", "kind", "task", "slot", "peer"));
        this.hash = stepTable.metadata("plan_hash");
        StepRows steps = new StepRows(stepTable);
        PlanTable dispatch = PlanTable.read(source, "dispatch", true, allocator, List.of("worker", "unit", "first"));
        this.numbers =
                new NumberSlots(PlanTable.read(source, "numbers", true, allocator, List.of("first", "size", "kind")));
        this.workers = WorkerPlans.of(workerTable.rows(), tasks, steps, dispatch, numbers);
        this.slots = SlotPlan.of(workerTable.rows(), tasks, datasets, steps);
        this.places = Places.of(workerTable.rows(), tasks, datasets, slots, numbers);
        this.publications = new Publications(
                PlanTable.read(source, "publications", true, allocator, List.of("name", "index", "metadata")));
        this.axes = new ListedAxes(
                PlanTable.read(source, "axes", true, allocator, List.of("axis", "position", "text", "value")));
        this.coordinates = PlanTable.read(source, "coordinates", true, allocator, List.of("coordinate"))
                .ints("coordinate");
        this.tasksOfFamilies = new long[families.rows()];
        for (int row = 0; row < tasks.rows(); row++) {
            tasksOfFamilies[tasks.family(row)]++;
        }
        this.keepsAny = IntStream.range(0, families.rows()).anyMatch(families::keep);
        this.kept = keepsAny ? findKept() : new boolean[slots.cells()];
    }

    /**
     * Reads a plan's tables.
     *
     * @throws PlanFormatException if a table is missing, has other columns, or contradicts another
     */
    public static ExecutionPlan read(PlanSource source) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return new ExecutionPlan(source, allocator);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException inconsistent) {
            throw new PlanFormatException("the plan's tables do not fit together", inconsistent);
        }
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

    /** For each cell whether its dataset stays in memory until the run ends. Not to be changed. */
    public boolean[] kept() {
        return kept;
    }

    private boolean[] findKept() {
        boolean[] stays = new boolean[slots.cells()];
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
