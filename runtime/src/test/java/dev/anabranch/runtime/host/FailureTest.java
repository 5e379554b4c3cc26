package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.InMemoryOutputs;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FailureTest {
    /** A library of tasks, whose frames are what a user wants to see of a stack. */
    private static final class Library {
        static Object failing() {
            throw new IllegalArgumentException("the matrix is singular", new IOException("inner"));
        }
    }

    /** A program of a class of its own, as generated ones are. */
    private static final class GeneratedWorker implements WorkerProgram {
        @Override
        public void run(WorkerContext worker) {
            worker.start();
            worker.write(0, Library.failing());
            worker.finish();
        }
    }

    private static final class MiscompiledWorker implements WorkerProgram {
        @Override
        public void run(WorkerContext worker) {
            worker.start();
            worker.write(0, "text");
            worker.write(1, (Long) worker.read(0));
            worker.finish();
        }
    }

    private static RunFailure failure(FlowProgram program, PlanBuilder plan) {
        return failure(program, plan, RunOptions.defaults());
    }

    private static RunFailure failure(FlowProgram program, PlanBuilder plan, RunOptions options) {
        return catchThrowableOfType(RunFailure.class, () -> InProcessHost.run(program, plan.build(), options));
    }

    private static DoubleTensor tensor(WorkerContext worker, int elements) {
        return DoubleTensor.zeros(worker.task().allocator(), elements);
    }

    @Test
    void anExceptionNamesTheInstanceItsPlaceAndTheCause() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "mean[step: 24]", slots(), 0);
        RunFailure failure = failure(Programs.of(new GeneratedWorker()), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure.instance()).contains("mean[step: 24]");
        assertThat(failure.place()).contains("test.flow:1");
        assertThat(failure).hasMessageContainingAll("mean[step: 24]", "test.flow:1", "the matrix is singular");
        assertThat(failure.getCause()).isInstanceOf(IllegalArgumentException.class);
        assertThat(failure.getCause().getStackTrace())
                .hasSize(1)
                .allMatch(frame -> frame.getMethodName().equals("failing"));
        assertThat(failure.getCause().getCause().getStackTrace()).hasSize(1);
    }

    @Test
    void whatTheGeneratedProgramItselfRaisesIsOurs() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0, 1);
        RunFailure failure = failure(Programs.of(new MiscompiledWorker()), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.OURS);
        assertThat(failure.getCause()).isInstanceOf(ClassCastException.class);
    }

    @Test
    void theLastFailureOfATaskThatIsCalledAgainIsTheRuns() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0);
        WorkerProgram program = worker -> {
            worker.start();
            for (int attempt = 1; ; attempt++) {
                worker.retry(new IOException("attempt " + attempt), attempt, 2);
            }
        };
        RunFailure failure = failure(Programs.of(program), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure).hasMessageContaining("attempt 3");
    }

    @Test
    void memoryThatRanOutIsNoReasonToCallAgain() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0);
        WorkerProgram program = worker -> {
            worker.start();
            for (int attempt = 1; ; attempt++) {
                worker.retry(new OutOfMemoryException("attempt " + attempt), attempt, 2);
            }
        };
        RunFailure failure = failure(Programs.of(program), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(failure).hasMessageContaining("attempt 1");
    }

    @Test
    void otherWorkersStopAndMemoryComesBack() {
        PlanBuilder plan = new PlanBuilder(3)
                .task(0, "made", slots(), 0)
                .task(0, "bad", slots(), 1)
                .task(1, "waits", slots(1), 2)
                .task(2, "first", slots(), 3)
                .task(2, "second", slots(), 4);
        CountDownLatch inFirst = new CountDownLatch(1);
        AtomicBoolean firstFinished = new AtomicBoolean();
        AtomicBoolean secondRan = new AtomicBoolean();
        AtomicReference<BufferAllocator> root = new AtomicReference<>();
        AtomicReference<RunningFlow> running = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        WorkerProgram bad = worker -> {
            root.set(worker.task().allocator().getRoot());
            worker.start();
            worker.write(0, tensor(worker, 100));
            worker.finish();
            worker.start();
            inFirst.await();
            throw new IllegalStateException("no");
        };
        WorkerProgram waiting = worker -> {
            worker.start();
            worker.write(2, worker.read(1));
            worker.finish();
        };
        WorkerProgram busy = worker -> {
            worker.start();
            started.await();
            inFirst.countDown();
            // Goes on until the failure has stopped the run.
            while (!running.get().state().waitingRoom().stopped()) {
                Thread.onSpinWait();
            }
            worker.write(3, tensor(worker, 100));
            worker.finish();
            firstFinished.set(true);
            worker.start();
            secondRan.set(true);
            worker.write(4, 0L);
            worker.finish();
        };
        running.set(InProcessHost.start(Programs.of(bad, waiting, busy), plan.build(), RunOptions.defaults()));
        started.countDown();
        assertThatThrownBy(() -> running.get().await())
                .isInstanceOf(RunFailure.class)
                .hasMessageContainingAll("bad", "no");
        assertThat(firstFinished).isTrue();
        assertThat(secondRan).isFalse();
        assertThat(root.get().getAllocatedMemory()).isZero();
    }

    @Test
    void aGeneratorStopsWhenTheRunDoes() {
        PlanBuilder plan =
                new PlanBuilder(2).task(0, "states", slots(), 0, 1, 2).task(1, "bad", slots(0), 3);
        AtomicReference<RunningFlow> running = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean emittedAfterStop = new AtomicBoolean();
        WorkerProgram generator = worker -> {
            worker.start();
            started.await();
            Emitter<DoubleTensor> emitter = worker.emitter(0, 1, 3);
            emitter.emit(tensor(worker, 10));
            while (!running.get().state().waitingRoom().stopped()) {
                Thread.onSpinWait();
            }
            try (DoubleTensor last = tensor(worker, 10)) {
                emitter.emit(last.share());
                emittedAfterStop.set(true);
            }
        };
        WorkerProgram bad = worker -> {
            worker.start();
            worker.read(0);
            throw new IllegalStateException("no");
        };
        running.set(InProcessHost.start(Programs.of(generator, bad), plan.build(), RunOptions.defaults()));
        started.countDown();
        assertThatThrownBy(() -> running.get().await()).hasMessageContaining("bad");
        assertThat(emittedAfterStop).isFalse();
    }

    @Test
    void nullIsTheTasksMistake() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0);
        RunFailure failure = failure(
                Programs.of(worker -> {
                    worker.start();
                    worker.write(0, null);
                }),
                plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure).hasMessageContainingAll("x (test.flow:1)", "returned null for d0");
    }

    @Test
    void generatorsEmitAsMuchAsTheFlowExpects() {
        for (int emitted : new int[] {1, 3}) {
            for (boolean swallowed : new boolean[] {false, true}) {
                PlanBuilder plan = new PlanBuilder(1).task(0, "states[member: 2]", slots(), 0, 1);
                RunFailure failure = failure(
                        Programs.of(worker -> {
                            worker.start();
                            Emitter<DoubleTensor> emitter = worker.emitter(0, 1, 2);
                            for (int i = 0; i < emitted; i++) {
                                try {
                                    emitter.emit(tensor(worker, 10));
                                } catch (IllegalStateException tooMany) {
                                    if (!swallowed) {
                                        throw tooMany;
                                    }
                                }
                            }
                            worker.complete(emitter);
                            worker.finish();
                        }),
                        plan);
                assertThat(failure.kind()).isEqualTo(FailureKind.USER);
                assertThat(failure)
                        .hasMessageContaining("states[member: 2] (test.flow:1)")
                        .hasMessageContaining(
                                emitted == 1 ? "emitted 1 of 2 outputs; 1 is missing" : "more than the 2 outputs");
            }
        }
    }

    @Test
    void aTaskThatKeepsMemoryLeaks() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0);
        AtomicReference<ArrowBuf> kept = new AtomicReference<>();
        RunFailure failure = failure(
                Programs.of(worker -> {
                    worker.start();
                    kept.set(worker.task().allocator().buffer(128));
                    worker.write(0, 1L);
                    worker.finish();
                }),
                plan);
        assertThat(failure)
                .isInstanceOf(LeakException.class)
                .hasMessageContainingAll("128 bytes", "worker a/0", "128 by x");
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(((LeakException) failure).bytes()).isEqualTo(128);
    }

    @Test
    void aSlotThatIsWrittenTwiceIsOurs() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0);
        RunFailure failure = failure(
                Programs.of(worker -> {
                    worker.start();
                    worker.write(0, 1L);
                    worker.write(0, 2L);
                    worker.finish();
                }),
                plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.OURS);
        assertThat(failure).hasMessageContaining("slot 0 is written twice");
    }

    @Test
    void aDatasetThatThePlanNeverPurgesIsOurLeak() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0).neverPurge(0);
        AtomicReference<BufferAllocator> root = new AtomicReference<>();
        RunFailure failure = failure(
                Programs.of(worker -> {
                    root.set(worker.task().allocator().getRoot());
                    worker.start();
                    worker.write(0, tensor(worker, 16));
                    worker.finish();
                }),
                plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.OURS);
        assertThat(failure).isInstanceOf(LeakException.class).hasMessageContaining("never purges d0");
        assertThat(root.get().getAllocatedMemory()).isZero();
    }

    @Test
    void outOfMemoryIsTheInfrastructuresAndListsWhatIsHeld() {
        PlanBuilder plan = new PlanBuilder(1)
                .task(0, "small", slots(), 0)
                .task(0, "large[0]", slots(), 1)
                .task(0, "large[1]", slots(0, 1), 2);
        RunFailure failure = failure(
                Programs.of(worker -> {
                    worker.start();
                    worker.write(0, tensor(worker, 8));
                    worker.finish();
                    for (int i = 1; i <= 2; i++) {
                        worker.start();
                        for (int read = 0; i == 2 && read < 2; read++) {
                            worker.read(read);
                        }
                        worker.write(i, tensor(worker, 100));
                        worker.finish();
                    }
                }),
                plan,
                RunOptions.defaults().withMemoryLimit(1500));
        assertThat(failure.kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(failure.instance()).contains("large[1]");
        assertThat(failure)
                .hasMessageContaining("held: large 800 bytes in 1 dataset, small 64 bytes in 1 dataset")
                .hasMessageContaining("it asked for 832 B, and 896 B of the 1.46 KiB that the run may take are in use")
                .hasMessageContaining("give the run more memory");
    }

    @Test
    void aRunCanBeCancelled() throws InterruptedException {
        PlanBuilder plan = new PlanBuilder(2).task(0, "endless", slots(), 0).task(1, "b", slots(0), 1);
        CountDownLatch inTask = new CountDownLatch(1);
        AtomicReference<BufferAllocator> root = new AtomicReference<>();
        WorkerProgram one = worker -> {
            root.set(worker.task().allocator().getRoot());
            worker.start();
            inTask.countDown();
            new CountDownLatch(1).await();
        };
        WorkerProgram two = worker -> {
            worker.start();
            worker.write(1, worker.read(0));
            worker.finish();
        };
        RunningFlow running = InProcessHost.start(Programs.of(one, two), plan.build(), RunOptions.defaults());
        inTask.await();
        running.cancel();
        assertThatThrownBy(running::await).isInstanceOf(RunCancelledException.class);
        assertThat(root.get().getAllocatedMemory()).isZero();
    }

    @Test
    void interruptingWhoAwaitsTheRunCancelsIt() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "endless", slots(), 0);
        Thread caller = Thread.currentThread();
        WorkerProgram one = worker -> {
            worker.start();
            caller.interrupt();
            new CountDownLatch(1).await();
        };
        assertThatThrownBy(() -> InProcessHost.run(Programs.of(one), plan.build(), RunOptions.defaults()))
                .isInstanceOf(RunCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatCannotBePublishedSaysSo() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x", slots(), 0).publish(0, "x", "{}", "{}");
        WorkerProgram program = worker -> {
            worker.start();
            worker.write(0, new Library());
            worker.finish();
        };
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            assertThat(InProcessHost.run(
                                    Programs.of(program),
                                    plan.build(),
                                    RunOptions.defaults().withOutputs(outputs))
                            .published())
                    .isEqualTo(1);
        }
        RunOptions full = RunOptions.defaults().withOutputs((publication, value) -> {
            throw new IOException("no space left on device");
        });
        RunFailure failure = failure(Programs.of(program), plan, full);
        assertThat(failure.kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(failure).hasMessageContainingAll("x (test.flow:1)", "no space left on device");
        RunOptions locked = RunOptions.defaults().withOutputs((publication, value) -> {
            throw new IllegalStateException("the index is locked");
        });
        assertThat(failure(Programs.of(program), plan, locked))
                .hasMessageContaining("the index is locked")
                .returns(FailureKind.INFRASTRUCTURE, RunFailure::kind);
        RunOptions picky = RunOptions.defaults().withOutputs((publication, value) -> {
            throw new UnsupportedOperationException("a Library");
        });
        assertThat(failure(Programs.of(program), plan, picky))
                .hasMessageContaining("its result cannot be published: a Library")
                .returns(FailureKind.USER, RunFailure::kind);
    }
}
