package dev.anabranch.runtime.host;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.plan.Cells;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.Operation;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** What a worker does between its tasks, as the plan has it: frees, names, publishes, keeps, and moves to disk and back. */
final class BetweenTasks {
    private final Worker worker;
    private final RunState run;
    private final ExecutionPlan plan;
    private final WorkerPlan program;
    private final SlotStore store;
    private final Cells cells;
    private final BufferAllocator allocator;
    private final TaskClock clock;
    private final SpillFolder disk;
    private final @Nullable CheckpointWriter checkpoints;
    private int published;

    /**
     * @param allocator the worker's
     * @param clock the worker's, which is to leave out what takes long
     */
    BetweenTasks(Worker worker, RunState run, BufferAllocator allocator, TaskClock clock) {
        this.worker = worker;
        this.run = run;
        this.plan = run.plan();
        this.program = plan.worker(worker.index());
        this.store = run.store();
        this.cells = plan.slots().cells(worker.index());
        this.allocator = allocator;
        this.clock = clock;
        this.disk = new SpillFolder(run.options().scratch());
        this.checkpoints = run.options()
                .checkpoints()
                .map(sink -> new CheckpointWriter(sink, "checkpoints-" + worker.index()))
                .orElse(null);
    }

    /** How many datasets were published. */
    int published() {
        return published;
    }

    /** Checks that nothing was forgotten. */
    void end() {
        if (disk.waiting() > 0) {
            throw new PlanMistake("its plan leaves " + disk.waiting() + " datasets on disk");
        }
    }

    /** Removes what is on disk, after the worker's thread has ended. */
    void clearDisk() throws IOException {
        disk.close();
    }

    /** Ends what is written to the checkpoints, after the worker's thread has ended. */
    void endCheckpoints(boolean drop) throws InterruptedException {
        if (checkpoints != null) {
            checkpoints.end(drop);
        }
    }

    /**
     * Does what an operation says.
     *
     * @param number of the operation
     * @param done how many tasks have ended
     */
    void perform(int number, int done) {
        int cell = cells.of(program.slot(number));
        switch (program.operation(number)) {
            case PURGE -> {
                awaitWritten(cell, done);
                purge(cell);
            }
            case CHECKPOINT -> {
                if (checkpoints != null) {
                    checkpoints.keep(cell, program.slot(number), plan.nameInCell(cell), present(cell));
                }
            }
            case ALIAS -> {
                Object value = present(cells.of(program.peer(number)));
                if (store.held(cell)) {
                    Holds.share(value);
                }
                store.put(cell, value);
            }
            case PUBLISH -> {
                clock.pause(done);
                run.publish(worker, program.peer(number), present(cell));
                published++;
                clock.goOn(done);
            }
            case SPILL -> {
                if (store.object(cell) instanceof Evicted) {
                    // It is on disk already, and comes back when it is asked for.
                    return;
                }
                awaitWritten(cell, done);
                clock.pause(done);
                Object value = present(cell);
                moved(cell, "written to", () -> disk.write(cell, value));
                store.takeOut(cell);
                Holds.close(value);
                clock.goOn(done);
            }
            case RESTORE -> {
                if (store.object(cell) instanceof Evicted) {
                    return;
                }
                clock.pause(done);
                moved(cell, "read from", () -> store.put(cell, disk.read(cell, allocator)));
                clock.goOn(done);
            }
            case LEAVE -> throw new PlanMistake("leaves a gang for a dataset");
        }
    }

    /** The cell that an operation looks into, which may not be evicted meanwhile. */
    int reads(int number) {
        boolean names = program.operation(number) == Operation.ALIAS;
        return cells.of(names ? program.peer(number) : program.slot(number));
    }

    /** What is still being written must not count as freed. */
    private void awaitWritten(int cell, int done) {
        if (checkpoints == null) {
            return;
        }
        long arrived = clock.now();
        try {
            if (checkpoints.await(cell)) {
                clock.waited(done, arrived);
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            run.cancel();
            throw new StopSignal();
        }
    }

    private interface DiskAccess {
        void run() throws IOException;
    }

    private void moved(int cell, String how, DiskAccess access) {
        try {
            access.run();
        } catch (IOException failed) {
            throw Failures.in(
                    worker,
                    plan,
                    FailureKind.INFRASTRUCTURE,
                    plan.nameInCell(cell) + " could not be " + how + " disk: " + failed,
                    failed);
        }
    }

    private void purge(int cell) {
        if (!store.purge(cell)) {
            throw new PlanMistake(
                    plan.nameInCell(cell) + " is purged more often than it is held, or before it is there");
        }
    }

    private Object present(int cell) {
        Object value = store.get(cell);
        if (value == null) {
            throw new PlanMistake(
                    plan.nameInCell(cell) + " is published, named again or written to disk before it is there");
        }
        return worker.inMemory(cell, value);
    }
}
