package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.runtime.checkpoint.KeptPlaces;
import dev.anabranch.runtime.plan.Cells;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.Operation;
import dev.anabranch.runtime.plan.TaskRows;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of a run: what its generated program calls. Used by its own thread only, except for {@link #finished()}.
 */
final class Worker extends OwnLines implements WorkerContext, TaskContext, KeptPlaces {
    private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
    private static final VarHandle FINISHED;

    static {
        try {
            FINISHED = MethodHandles.lookup().findVarHandle(Worker.class, "finished", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final RunState run;
    private final int index;
    private final ExecutionPlan plan;
    private final WorkerPlan program;
    private final TaskRows tasks;
    private final SlotStore store;
    private final Cells cells;
    private final BufferAllocator allocator;
    private final TaskClock clock;
    private final Lookout lookout;
    private final BetweenTasks between;
    private final Numbers numbers;
    private final long[] words;
    private final int[] places;
    private final int[] bySlot;
    private final int firstOwn;
    private final int ownMask;
    private final int firstShared;
    private final int endOwn;
    private final long[] bytesByFamily;
    private final ReturnedHolds results;
    private final long[] bytesBySlot;
    /** Null where nothing limits memory: then nobody asks what this worker reads. */
    private final @Nullable MemoryGuard guard;

    private final Standing standing = new Standing();
    private final GangSeat seat;
    /** Whether the guard has let the current task in, and is to be told when it ends. */
    private boolean letIn;

    private long leftOut;

    /** Behind the last task that may begin. */
    private int end;
    /** After how many tasks there is something to do: an operation, or a look at the clock. */
    private int due = 1;

    private int position = -1;
    private int finished;
    private int operation;
    private int unit = -1;
    private volatile boolean meeting;
    /** By run, how often its task was called again; most are not there. */
    private final Map<Integer, Integer> retried = new TreeMap<>();

    Worker(RunState run, int index, BufferAllocator allocator) {
        this.run = run;
        this.index = index;
        this.plan = run.plan();
        this.program = plan.worker(index);
        this.tasks = plan.tasks();
        this.store = run.store();
        this.cells = plan.slots().cells(index);
        this.allocator = allocator;
        this.clock = new TaskClock(
                run.options().clock(), program, run.options().trace().isPresent());
        this.results = new ReturnedHolds(plan, index, store);
        this.lookout = new Lookout(run, index);
        this.between = new BetweenTasks(this, run, allocator, clock);
        this.numbers = store.numbers();
        this.words = numbers.words();
        this.places = plan.places().byCell();
        this.bySlot = plan.places().bySlot(index);
        this.firstOwn = plan.places().firstOwn(index);
        this.ownMask = plan.places().mask(index);
        this.firstShared = plan.places().firstShared(index);
        this.endOwn = plan.places().endOwn(index);
        this.end = program.runs();
        this.bytesBySlot = run.bytes();
        this.guard = run.guard();
        this.seat = new GangSeat(run, allocator);
        this.bytesByFamily = new long[plan.families().rows()];
    }

    /** Called by the thread once it runs. */
    void begin() {
        clock.begin();
        endIfStopped(0);
    }

    /** Checks that the program has run all its planned tasks. */
    void end() {
        if (position + 1 != program.runs()) {
            throw new PlanMistake("its program ended after " + (position + 1) + " of " + program.runs() + " tasks");
        }
        between.end();
    }

    /** Removes what it has on disk, after its thread has ended. */
    void clearDisk() throws IOException {
        between.clearDisk();
    }

    /** Ends what it writes to the checkpoints, after its thread has ended. */
    void endCheckpoints(boolean drop) throws InterruptedException {
        between.endCheckpoints(drop);
    }

    @Override
    public TaskContext task() {
        return this;
    }

    @Override
    public KernelMaker kernels() {
        return run.options().kernels();
    }

    @Override
    public Path scratch() {
        return run.options().scratch();
    }

    @Override
    public Path here(Path file) {
        Path moved = run.options().keptFiles().get(String.valueOf(file.getFileName()));
        return moved == null ? file : moved;
    }

    @Override
    public void start() {
        int next = position + 1;
        if (next == end) {
            checkRunning();
            throw new PlanMistake("its program has more tasks than the " + next + " of its plan");
        }
        position = next;
    }

    @Override
    public void finish() {
        int done = position + 1;
        if (done == due) {
            doWhatIsDue(done);
        }
        // Plain: an order for who only shows progress would keep the compiler from keeping anything across tasks.
        finished = done;
    }

    private void doWhatIsDue(int done) {
        if (done == clock.lookAfter()) {
            clock.look(done);
        }
        while (operation < program.operations() && program.afterRun(operation) < done) {
            perform(operation++);
        }
        if (guard != null) {
            over(guard);
        }
        findDue();
        endIfStopped(done);
    }

    /** The task has let go of what it read, but for what its unit passes on. */
    private void over(MemoryGuard guarded) {
        standing.over(position);
        if (letIn) {
            letIn = false;
            guarded.letOut(this);
        }
    }

    /** Says that the current task may read datasets, before it looks for any; see {@link Evictor}. */
    void announce() {
        standing.announce(position);
    }

    /** Under pressure, waits until the guard lets the current task have memory; without effect if it has. */
    void letIn() {
        if (guard != null && !letIn && inTask()) {
            announce();
            guard.letIn(this, tasks.family(program.row(position)), false);
            letIn = true;
            findDue();
        }
    }

    /** Time that is no task's. */
    void leaveOut(long nanos) {
        leftOut += nanos;
        clock.leaveOut(nanos);
    }

    private Object guardedRead(MemoryGuard guarded, int cell) {
        announce();
        if (guarded.isPressed()) {
            letIn();
        }
        Object value = store.get(cell);
        if (value == null) {
            value = awaited(cell);
        }
        return value instanceof Evicted gone ? readBack(guarded, cell, gone) : value;
    }

    private Object readBack(MemoryGuard guarded, int cell, Evicted gone) {
        long arrived = System.nanoTime();
        long before = leftOut;
        Object value = guarded.evictor().readBack(cell, gone, allocator);
        leaveOut(System.nanoTime() - arrived - (leftOut - before));
        return value;
    }

    /** No task begins any more once the run was stopped; who has just ended one sees to that every few microseconds. */
    private void endIfStopped(int done) {
        if (run.waitingRoom().stopped()) {
            end = done;
        }
    }

    private void findDue() {
        int look = clock.lookAfter();
        due = operation < program.operations() ? Math.min(look, program.afterRun(operation) + 1) : look;
        if (letIn) {
            due = position + 1;
        }
    }

    @Override
    public void retry(Exception failure, int attempt, int retries) throws Exception {
        if (attempt > retries || run.waitingRoom().stopped() || !Failures.ofTask(failure)) {
            throw failure;
        }
        LOGGER.warn(
                "{} failed and is called again, {} of {} times: {}", instance(), attempt, retries, failure.toString());
        retried.merge(position, 1, Integer::sum);
    }

    private void perform(int number) {
        if (program.operation(number) == Operation.LEAVE) {
            seat.leave(program.row(position));
            return;
        }
        if (guard == null) {
            between.perform(number, position + 1);
            return;
        }
        standing.over(position);
        standing.pin(between.reads(number));
        between.perform(number, position + 1);
        standing.unpin();
    }

    @Override
    public Gang gang() {
        return seat.gang(program.row(position));
    }

    /** Whether it sleeps until other ranks of its gang come: they may be those that wait for its memory. */
    void meets(boolean begins) {
        meeting = begins;
        if (guard != null && letIn) {
            if (begins) {
                guard.letOut(this);
            } else {
                guard.letIn(this, tasks.family(program.row(position)), true);
            }
        }
    }

    /** For any thread. */
    boolean isMeeting() {
        return meeting;
    }

    /** The task that runs has failed: if it has a gang, the others are to know it by the time they are stopped. */
    void failGang() {
        if (inTask()) {
            seat.fail(program.row(position));
        }
    }

    /** A dataset itself, if it waits on disk. */
    Object inMemory(int cell, Object value) {
        return guard != null && value instanceof Evicted gone ? readBack(guard, cell, gone) : value;
    }

    @Override
    public Object read(int slot) {
        int cell = cells.of(slot);
        if (guard != null) {
            return guardedRead(guard, cell);
        }
        Object value = store.get(cell);
        return value != null ? value : awaited(cell);
    }

    private Object awaited(int cell) {
        await(cell);
        return Objects.requireNonNull(store.get(cell));
    }

    @Override
    public long readLong(int slot) {
        int place = ~bySlot[slot];
        if (place >= firstOwn && place < endOwn) {
            // What this thread has written it reads without order, so that the compiler may keep what it knows.
            long word = words[place];
            if (word != 0) {
                return Numbers.bits(word);
            }
        }
        return elsewhere(slot);
    }

    @Override
    public double readDouble(int slot) {
        return Double.longBitsToDouble(readLong(slot));
    }

    @Override
    public void owns(int count) {
        int planned = plan.places().alone(index);
        if (count != planned) {
            throw new PlanMistake("its program has " + count + " numbers of its own, and its plan " + planned);
        }
    }

    @Override
    public long readOwnLong(int own) {
        int place = firstOwn + (own & ownMask);
        long word = words[place];
        return word != 0 ? Numbers.bits(word) : unlikelyOwn(place);
    }

    @Override
    public double readOwnDouble(int own) {
        return Double.longBitsToDouble(readOwnLong(own));
    }

    private long unlikelyOwn(int place) {
        if (!numbers.isUnlikely(place)) {
            throw new PlanMistake("a number is read before it is made");
        }
        return numbers.get(place);
    }

    /** The bits of what another worker makes, or has yet to make. */
    private long elsewhere(int slot) {
        int cell = cells.of(slot);
        int place = numberPlace(cell);
        if (!numbers.ready(place)) {
            await(cell);
        }
        return numbers.get(place);
    }

    private int numberPlace(int cell) {
        int place = ~places[cell];
        if (place < 0) {
            throw new PlanMistake(plan.nameInCell(cell) + " is a number in the program and none in the plan");
        }
        return place;
    }

    private void await(int cell) {
        if (lookout.isThereSoon(cell)) {
            return;
        }
        if (guard != null) {
            announce();
        }
        long arrived = clock.now();
        if (guard != null && letIn && !store.ready(cell)) {
            guard.letOut(this);
            sleep(cell);
            guard.letIn(this, tasks.family(program.row(position)), true);
        } else {
            sleep(cell);
        }
        clock.waited(position, arrived);
        findDue();
    }

    private void sleep(int cell) {
        if (!lookout.await(cell)) {
            throw run.disturbed(index, cell);
        }
    }

    @Override
    public void writeLong(int slot, long value) {
        int place = ~bySlot[slot];
        long word = Numbers.word(value);
        if (place >= firstOwn && place < firstShared && word != 0) {
            words[place] = word;
        } else {
            putNumber(slot, value);
        }
    }

    @Override
    public void writeOwnLong(int own, long value) {
        int place = firstOwn + (own & ownMask);
        long word = Numbers.word(value);
        if (word != 0) {
            words[place] = word;
        } else {
            numbers.putOwn(place, value);
        }
    }

    @Override
    public void writeOwnDouble(int own, double value) {
        writeOwnLong(own, Double.doubleToRawLongBits(value));
    }

    /** Hands over a number that others read, or that is unlikely. */
    private void putNumber(int slot, long bits) {
        if (program.joins(position)) {
            return;
        }
        int cell = cells.of(slot);
        store.put(cell, numberPlace(cell), bits);
    }

    @Override
    public void writeDouble(int slot, double value) {
        writeLong(slot, Double.doubleToRawLongBits(value));
    }

    @Override
    public void write(int slot, @Nullable Object value) {
        write(slot, value, false);
    }

    /** @param oneOfMany whether a generator emits it, which hands over too many datasets to remember them all */
    void write(int slot, @Nullable Object value, boolean oneOfMany) {
        if (value == null) {
            throw new TaskMistake("returned null for " + plan.datasets().name(slot));
        }
        if (program.joins(position)) {
            Holds.forEach(value, dataset -> results.handOver(dataset, position, oneOfMany));
            seat.takes(value);
            return;
        }
        if (value instanceof Tensor tensor) {
            made(slot, tensor.bytes());
            results.handOver(tensor, position, oneOfMany);
        } else if (!Holds.none(value)) {
            made(slot, Holds.bytes(value));
            Holds.forEach(value, dataset -> results.handOver(dataset, position, oneOfMany));
        }
        int cell = cells.of(slot);
        if (guard != null) {
            announce();
        }
        if (store.held(cell)) {
            results.ours(true);
            store.put(cell, value);
            results.ours(false);
        } else {
            // Nobody reads it.
            Holds.close(value);
        }
    }

    private void made(int slot, long size) {
        int family = tasks.family(program.row(position));
        bytesByFamily[family] += size;
        if (guard != null) {
            guard.made(family, size);
        }
        if (bytesBySlot.length > 0) {
            bytesBySlot[slot] = size;
        }
    }

    @Override
    public <T> Emitter<T> emitter(int first, int stride, int count) {
        standing.emits(position);
        return new SlotEmitter<>(this, output -> first + output * stride, count);
    }

    @Override
    public <T> Emitter<T> listedEmitter(int first, int table, int count) {
        standing.emits(position);
        return new SlotEmitter<>(this, output -> first + (int) plan.axes().value(table, output), count);
    }

    @Override
    public void complete(Emitter<?> emitter) {
        ((SlotEmitter<?>) emitter).complete();
    }

    @Override
    public boolean defined(int slot) {
        return plan.slots().defined(slot);
    }

    @Override
    public int nextUnit() {
        return program.unit(++unit);
    }

    @Override
    public int coordinate(int number) {
        return plan.coordinate(program.firstCoordinate(unit) + number);
    }

    @Override
    public String text(int axis, int at) {
        return plan.axes().text(axis, at);
    }

    @Override
    public long value(int axis, int at) {
        return plan.axes().value(axis, at);
    }

    @Override
    public int position(int axis, long value) {
        return plan.axes().position(axis, value);
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public String instance() {
        return position < 0 ? plan.workerName(index) : tasks.name(program.row(position));
    }

    /** Stops here if the run was stopped. */
    void checkRunning() {
        if (run.waitingRoom().stopped()) {
            throw new StopSignal();
        }
    }

    int index() {
        return index;
    }

    /** A hold was added on the worker's thread. */
    void shared(Dataset dataset) {
        if (inTask()) {
            results.shared(dataset, position);
        }
    }

    /** A hold is given back on the worker's thread. */
    void closed(Dataset dataset) {
        results.closed(dataset);
    }

    /** Whether it is between the start and the finish of a task. */
    boolean inTask() {
        return position >= finished;
    }

    /** The row of the task that was begun last. */
    int row() {
        return program.row(position);
    }

    /** How many tasks have finished; for any thread. */
    int finished() {
        return (int) FINISHED.getOpaque(this);
    }

    /** What datasets it may have in its hands; for any thread. */
    Standing standing() {
        return standing;
    }

    /** About where it is; for any thread. */
    int progress() {
        return Math.max(standing.announced(), finished());
    }

    /** Its thread ends, and has nothing in its hands. */
    void left() {
        if (guard != null) {
            standing.leave();
            guard.left(this);
        }
    }

    /** When its tasks ran. */
    TaskSpans spans() {
        return clock.spans();
    }

    /** By run, how often its task was called again; most are not there. */
    Map<Integer, Integer> retried() {
        return retried;
    }

    long waitedNanos() {
        return clock.waitedNanos();
    }

    long bytes(int family) {
        return bytesByFamily[family];
    }

    int published() {
        return between.published();
    }

    BufferAllocator memory() {
        return allocator;
    }
}
