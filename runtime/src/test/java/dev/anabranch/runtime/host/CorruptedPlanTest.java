package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans and programs that are wrong end with a message, never with a hang. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CorruptedPlanTest {
    private static RunFailure failure(FlowProgram program, PlanBuilder plan) {
        return catchThrowableOfType(
                RunFailure.class, () -> InProcessHost.run(program, plan.build(), RunOptions.defaults()));
    }

    @Test
    void aCircularWaitFailsAndSaysWhoWaitsForWhat() {
        // Each waits for what the other makes next.
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "a", slots(3), 0)
                .task(0, "b", slots(), 1)
                .task(1, "c", slots(1), 2)
                .task(1, "d", slots(), 3);
        WorkerProgram one = worker -> {
            worker.start();
            worker.write(0, worker.read(3));
            worker.finish();
            worker.start();
            worker.write(1, 1L);
            worker.finish();
        };
        WorkerProgram two = worker -> {
            worker.start();
            worker.write(2, worker.read(1));
            worker.finish();
            worker.start();
            worker.write(3, 1L);
            worker.finish();
        };
        RunFailure failure = failure(Programs.of(one, two), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.OURS);
        assertThat(failure)
                .hasMessageContaining("worker a/0 waits in a for d3")
                .hasMessageContaining("worker a/1 waits in c for d1");
    }

    @Test
    void aWaitForWhatNobodyMakesFails() {
        PlanBuilder plan = new PlanBuilder(2).task(0, "a", slots(), 0).task(1, "b", slots(0), 1);
        WorkerProgram one = worker -> {
            worker.start();
            worker.finish();
        };
        WorkerProgram two = worker -> {
            worker.start();
            worker.write(1, worker.read(0));
            worker.finish();
        };
        RunFailure failure = failure(Programs.of(one, two), plan);
        assertThat(failure.kind()).isEqualTo(FailureKind.OURS);
    }

    @Test
    void aSlotWhoseReadersThePlanForgotDoesNotHang() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "a", slots(), 0)
                .task(0, "keeps", slots(0), 1)
                .task(1, "b", slots(0), 2)
                .neverReceive(0);
        CountDownLatch read = new CountDownLatch(1);
        AtomicReference<RunningFlow> running = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        WorkerProgram one = worker -> {
            worker.start();
            started.await();
            while (running.get().state().waitingRoom().waitsFor(1) < 0) {
                Thread.onSpinWait();
            }
            worker.write(0, 5L);
            worker.finish();
            worker.start();
            read.await();
            worker.write(1, 5L);
            worker.finish();
        };
        WorkerProgram two = worker -> {
            worker.start();
            worker.write(2, worker.read(0));
            worker.finish();
            read.countDown();
        };
        running.set(InProcessHost.start(Programs.of(one, two), plan.build(), RunOptions.defaults()));
        started.countDown();
        assertThat(running.get().await().tasks()).isEqualTo(3);
    }

    @Test
    void programsThatDisagreeWithTheirPlanAreOurs() {
        WorkerProgram one = worker -> {
            worker.start();
            worker.write(0, 1L);
            worker.finish();
        };
        WorkerProgram three = worker -> {
            for (int i = 0; i < 3; i++) {
                one.run(worker);
            }
        };
        PlanBuilder plan = new PlanBuilder(1).task(0, "a", slots(), 0).task(0, "b", slots(), 1);
        assertThat(failure(Programs.of(one), plan))
                .hasMessageContaining("ended after 1 of 2 tasks")
                .returns(FailureKind.OURS, RunFailure::kind);
        assertThat(failure(Programs.of(one, one), plan)).returns(FailureKind.OURS, RunFailure::kind);
        assertThat(failure(Programs.of(three), new PlanBuilder(1).task(0, "a", slots(), 0)))
                .hasMessageContaining("more tasks than the 1 of its plan")
                .returns(FailureKind.OURS, RunFailure::kind);
        assertThat(failure(
                        Programs.of(one),
                        new PlanBuilder(1).task(0, "a", slots(), 0).hash("other")))
                .hasMessageContaining("belongs to plan 00, not to other");
    }
}
