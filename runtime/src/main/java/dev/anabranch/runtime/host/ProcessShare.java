package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.gang.SharedGangRooms;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.Bell;
import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Words;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.BufferAllocator;

/** The share of a run that one of several processes of a machine has: some of the plan's workers, a thread each. */
public final class ProcessShare {
    private static final long LOOK_NANOS = 200_000;

    private final FlowProgram program;
    private final RunFolder folder;
    private final int process;
    private final RunMemory memory;
    private final BufferAllocator loans;
    private final SharedBorder border;
    private final ProcessesWaitingRoom waitingRoom;
    private final RunState run;
    private final Caretaker caretaker;
    private final List<WorkerThread> threads = new ArrayList<>();

    /**
     * Makes all ready for the share to begin.
     *
     * @param options those of the whole run: its limit of memory is that of all processes together
     * @param folder as {@link SharedRun#create} made it
     * @param process which share
     * @throws IOException if the folder is gone or of another plan
     */
    public ProcessShare(
            FlowProgram program, ExecutionPlan plan, RunOptions options, RunFolder folder, Deal deal, int process)
            throws IOException {
        this.program = program;
        this.folder = folder;
        this.process = process;
        Crossings crossings = Crossings.of(plan, deal, process);
        RunWords layout = SharedRun.layout(plan, deal, crossings.size());
        Words words = layout.open(folder);
        Bell[] bells = new Bell[plan.workers()];
        for (int worker = 0; worker < bells.length; worker++) {
            bells[worker] = Bell.open(folder.bell(worker));
        }
        SharedMemory shared = new SharedMemory(folder, deal.parts(), process);
        ClassLoader classes = program.getClass().getClassLoader();
        this.border = new SharedBorder(crossings, process, layout, words, shared);
        MemoryBudget budget = options.memoryLimit() == Long.MAX_VALUE
                ? null
                : new SharedBudget(options.memoryLimit(), layout, words, deal, process, shared.arena());
        this.memory =
                new RunMemory(plan, budget, shared.arena(), new Recycling(border, shared.arena()), border::collect);
        this.loans = memory.loans();
        this.waitingRoom = new ProcessesWaitingRoom(layout, words, bells);
        SlotStore store = new SlotStore(
                plan,
                waitingRoom,
                new MappedNumbers(layout, words, plan.places().numbers()),
                crossings.holds(),
                border);
        border.stand(store);
        border.borrowInto(loans, classes);
        if (memory.guard() != null) {
            border.standUnder(memory.guard(), new SharedSpill(options.scratch(), folder));
        }
        this.run = new RunState(
                plan,
                options,
                memory,
                waitingRoom,
                store,
                new SharedGangRooms(layout, words, shared, bells, deal, process),
                deal.workersOf(process));
        this.caretaker = new Caretaker(run, waitingRoom, border, layout, words, process);
        options.outputs().begin(memory.root());
        for (Worker worker : run.own()) {
            threads.add(new WorkerThread(run, worker, program));
        }
    }

    /** Stops the whole run; tasks are interrupted. */
    public void cancel() {
        run.cancel();
        threads.forEach(Thread::interrupt);
    }

    /**
     * Runs the share, and waits for those of the other processes; then writes down what was measured.
     *
     * @throws RunFailure if a task of this share, the machine or we failed
     * @throws RunCancelledException if another share failed or the run was cancelled
     * @throws IOException if what was measured cannot be written
     */
    public void run() throws IOException {
        threads.forEach(Thread::start);
        caretaker.start();
        boolean interrupted = join();
        while (!waitingRoom.allEnded() && !waitingRoom.stopped()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        interrupted |= run.endCheckpoints(!waitingRoom.stopped() && run.dropsAtGoodEnd());
        caretaker.end();
        caretaker.tell();
        try {
            conclude();
        } finally {
            run.clearDisks();
            if (loans.getAllocatedMemory() == 0) {
                loans.close();
            }
            memory.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean join() {
        boolean interrupted = false;
        for (WorkerThread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    cancel();
                }
            }
        }
        return interrupted;
    }

    private void conclude() throws IOException {
        Optional<RunException> problem = run.failure().map(failure -> failure);
        if (problem.isEmpty() && waitingRoom.stopped()) {
            problem = Optional.of(new RunCancelledException(program.flow()));
        }
        if (problem.isEmpty()) {
            border.collectAll();
            problem = run.unpurged().map(leak -> leak);
        }
        measure();
        run.store().close();
        if (problem.isEmpty()) {
            problem = memory.leak().map(leak -> leak);
        }
        if (problem.isEmpty() && loans.getAllocatedMemory() > 0) {
            problem = Optional.of(new LeakException(
                    FailureKind.USER,
                    loans.getAllocatedMemory(),
                    loans.getAllocatedMemory() + " of other processes, in process " + process));
        }
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    private void measure() throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.measured(process))))) {
            RunMeasures.write(out, run, memory, threads, new ArrivalTimes());
        }
    }
}
