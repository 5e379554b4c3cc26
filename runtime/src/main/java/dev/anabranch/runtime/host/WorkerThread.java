package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.TaskThread;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one worker. Whatever happens in it ends in the run's state, never in the thread's handler. */
final class WorkerThread extends TaskThread {
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkerThread.class);

    private final RunState run;
    private final Worker worker;
    private final FlowProgram flow;
    private long ended;

    WorkerThread(RunState run, Worker worker, FlowProgram flow) {
        super(flow.flow() + "-worker-" + worker.index());
        this.run = run;
        this.worker = worker;
        this.flow = flow;
        setDaemon(false);
    }

    @Override
    public void run() {
        worker.begin();
        Class<?> type = flow.getClass();
        try {
            WorkerProgram program = flow.worker(worker.index());
            type = program.getClass();
            program.run(worker);
            worker.end();
        } catch (StopSignal stopped) {
            LOGGER.debug("{} stopped", getName());
        } catch (Throwable thrown) {
            report(thrown, type);
        } finally {
            ended = run.options().clock().getAsLong();
            worker.left();
            run.left(worker.index());
        }
    }

    private void report(Throwable thrown, Class<?> type) {
        if (run.cancelled() || run.stoppedElsewhere()) {
            LOGGER.debug("{} ends with the run", getName(), thrown);
            return;
        }
        try {
            worker.failGang();
        } catch (RuntimeException full) {
            // The others end with the run all the same.
            thrown.addSuppressed(full);
        }
        try {
            run.fail(Failures.of(thrown, run, worker, type));
        } catch (RuntimeException | Error unspeakable) {
            unspeakable.addSuppressed(thrown);
            run.fail(new RunFailure(FailureKind.OURS, "a failure could not be described: " + thrown, unspeakable));
        }
    }

    @Override
    protected void shared(Dataset dataset) {
        worker.shared(dataset);
    }

    @Override
    protected void closed(Dataset dataset) {
        worker.closed(dataset);
    }

    Worker worker() {
        return worker;
    }

    /** When the worker ended, on the clock; after the thread was joined. */
    long ended() {
        return ended;
    }
}
