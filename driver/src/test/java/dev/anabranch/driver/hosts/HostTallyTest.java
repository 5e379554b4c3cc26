package dev.anabranch.driver.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostTallyTest {
    private final HostTally tally = new HostTally(1 << 20);

    @Test
    void tasksOfTheRunningAndOfEndedRunsAreOneCount() {
        AtomicInteger finished = new AtomicInteger();
        tally.begun("one", () -> new ShareProgress(finished.get(), 10, 64, 128));
        finished.set(4);
        HostCounts running = tally.counts();
        assertThat(running.begun()).isEqualTo(1);
        assertThat(running.running().orElseThrow().share().tasks()).isEqualTo(10);
        assertThat(running.tasksFinished()).isEqualTo(4);
        assertThat(running.memoryLimit()).isEqualTo(128);
        finished.set(7);
        tally.ended(RunOutcome.FAILED);
        assertThat(tally.counts().tasksFinished()).isEqualTo(7);
        assertThat(tally.counts().running()).isEmpty();
        assertThat(tally.counts().memoryLimit()).isEqualTo(1 << 20);
        assertThat(tally.counts().ended(RunOutcome.FAILED)).isEqualTo(1);
        assertThat(tally.counts().ended(RunOutcome.DONE)).isZero();
        tally.begun("two", () -> new ShareProgress(1, 2, 0, 128));
        assertThat(tally.counts().tasksFinished()).isEqualTo(8);
    }

    @Test
    void howeverManyFlowsThereAreTheyAreABoundedNumberOfNames() {
        int flows = HostCounts.MOST_FLOWS + 50;
        for (int round = 0; round < 2; round++) {
            for (int flow = 0; flow < flows; flow++) {
                tally.begun("flow" + flow, () -> ShareProgress.NONE);
                tally.ended(RunOutcome.DONE);
            }
        }
        HostCounts counts = tally.counts();
        assertThat(counts.ended()).hasSize(HostCounts.MOST_FLOWS + 1);
        assertThat(counts.ended(RunOutcome.DONE)).isEqualTo(2L * flows);
        assertThat(counts.ended())
                .filteredOn(runs -> runs.flow().equals(HostCounts.OTHER_FLOWS))
                .singleElement()
                .satisfies(runs -> assertThat(runs.runs()).isEqualTo(100));
    }
}
