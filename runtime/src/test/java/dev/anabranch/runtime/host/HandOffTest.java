package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.output.InMemoryOutputs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A value goes round between workers, one short task after the other: each task waits for another worker's. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HandOffTest {
    private static final int TURNS = 100_000;

    @Test
    void twoWorkersTakeTurns() {
        circulate(2, TURNS, Duration.ofNanos(2_000));
    }

    @Test
    void eightWorkersTakeTurnsOnFewerCores() {
        circulate(8, TURNS, Duration.ofNanos(2_000));
    }

    @Test
    void wakeUpsAreNotLostWhereNobodySpins() {
        circulate(2, TURNS / 4, Duration.ZERO);
        circulate(8, TURNS / 4, Duration.ZERO);
    }

    /** Among them the one number whose word looks as if it were not there. */
    @Test
    void numbersTakeTurns() {
        circulateNumbers(2, Duration.ofNanos(2_000));
        circulateNumbers(8, Duration.ZERO);
    }

    private static void circulateNumbers(int workers, Duration spin) {
        long begin = Numbers.bits(0) - TURNS / 2;
        PlanBuilder plan = new PlanBuilder(workers);
        for (int turn = 0; turn < TURNS; turn++) {
            int[] reads = turn == 0 ? new int[0] : new int[] {turn - 1};
            plan.task(turn % workers, "turn[" + turn + "]", reads, turn);
        }
        plan.publish(TURNS - 1, "last", "{}", "{}");
        plan.integers(IntStream.range(0, TURNS).toArray());
        WorkerProgram[] programs = new WorkerProgram[workers];
        for (int worker = 0; worker < workers; worker++) {
            int first = worker;
            programs[worker] = context -> {
                for (int turn = first; turn < TURNS; turn += workers) {
                    context.start();
                    context.writeLong(turn, turn == 0 ? begin : context.readLong(turn - 1) + 1);
                    context.finish();
                }
            };
        }
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            RunOptions options = RunOptions.defaults().withOutputs(outputs).withSpin(spin);
            InProcessHost.run(Programs.of(programs), plan.build(), options);
            assertThat(outputs.value("last")).contains(begin + TURNS - 1);
        }
    }

    private static void circulate(int workers, int turns, Duration spin) {
        PlanBuilder plan = new PlanBuilder(workers);
        for (int turn = 0; turn < turns; turn++) {
            int[] reads = turn == 0 ? new int[0] : new int[] {turn - 1};
            plan.task(turn % workers, "turn[" + turn + "]", reads, turn);
        }
        plan.publish(turns - 1, "last", "{}", "{}");
        WorkerProgram[] programs = new WorkerProgram[workers];
        for (int worker = 0; worker < workers; worker++) {
            int first = worker;
            programs[worker] = context -> {
                for (int turn = first; turn < turns; turn += workers) {
                    context.start();
                    long before = turn == 0 ? 0 : (long) context.read(turn - 1);
                    context.write(turn, before + 1);
                    context.finish();
                }
            };
        }
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            RunOptions options = RunOptions.defaults().withOutputs(outputs).withSpin(spin);
            RunningFlow running = InProcessHost.start(Programs.of(programs), plan.build(), options);
            RunReport report = running.await();
            assertThat(outputs.value("last")).contains((long) turns);
            assertThat(report.tasks()).isEqualTo(turns);
            // Every sleeper was woken by its producer; a late scheduler may make a handful look again by themselves.
            assertThat(running.state().waitingRoom().overslept()).isLessThan(turns / 1000);
        }
    }
}
