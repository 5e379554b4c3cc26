package dev.anabranch.stdlib.taskbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.LongTensor;
import dev.anabranch.stdlib.TestTask;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TaskbenchTasksTest {
    @Property
    void anOutputIsFilledWithItsDigestAndStep(
            @ForAll @LongRange(max = 9) long step, @ForAll @IntRange(min = 16, max = 200) int bytes) {
        try (TestTask task = new TestTask()) {
            LongTensor output = task.own(TaskbenchTasks.point(task, step, 3, List.of(), 0, bytes));
            assertThat(output.size()).isEqualTo(bytes / 16 * 2L);
            for (long at = 0; at < output.size(); at += 2) {
                assertThat(output.get(at)).isEqualTo(output.get(0));
                assertThat(output.get(at + 1)).isEqualTo(step);
            }
        }
    }

    @Test
    void theDigestTellsStepPointInputsOrderAndIterations() {
        try (TestTask task = new TestTask()) {
            LongTensor a = task.own(TaskbenchTasks.point(task, 0, 1, List.of(), 0, 16));
            LongTensor b = task.own(TaskbenchTasks.point(task, 0, 2, List.of(), 0, 16));
            long[] digests = {
                a.get(0),
                b.get(0),
                digest(task, 1, 1, List.of(a, b), 0),
                digest(task, 1, 1, List.of(b, a), 0),
                digest(task, 1, 1, List.of(a), 0),
                digest(task, 1, 2, List.of(a), 0),
                digest(task, 1, 1, List.of(a), 1),
                digest(task, 1, 1, List.of(a), 2)
            };
            assertThat(digests).doesNotHaveDuplicates();
            assertThat(digest(task, 1, 1, List.of(a, b), 7)).isEqualTo(digest(task, 1, 1, List.of(a, b), 7));
        }
    }

    @Test
    void aDigestIsThatOfThePoint() {
        try (TestTask task = new TestTask()) {
            LongTensor a = task.own(TaskbenchTasks.point(task, 0, 1, List.of(), 3, 16));
            LongTensor b = task.own(TaskbenchTasks.point(task, 0, 2, List.of(), 0, 16));
            assertThat(TaskbenchTasks.digest(0, 1, 3)).isEqualTo(a.get(0));
            assertThat(TaskbenchTasks.digest(1, 4, 2, a.get(0), b.get(0)))
                    .isEqualTo(digest(task, 1, 4, List.of(a, b), 2));
        }
    }

    private static long digest(TestTask task, long step, long point, List<LongTensor> inputs, long iterations) {
        return task.own(TaskbenchTasks.point(task, step, point, inputs, iterations, 16))
                .get(0);
    }

    @Test
    void anInputOfAnotherStepOrADamagedOneIsToldApart() {
        try (TestTask task = new TestTask()) {
            LongTensor input = task.own(TaskbenchTasks.point(task, 4, 1, List.of(), 0, 64));
            assertThatThrownBy(() -> TaskbenchTasks.point(task, 6, 1, List.of(input), 0, 16))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("input 0 is not of step 5");
            input.set(6, 17);
            assertThatThrownBy(() -> TaskbenchTasks.point(task, 5, 1, List.of(input), 0, 16))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("its elements 6 and 7 are 17 and 4");
            assertThatThrownBy(() -> TaskbenchTasks.point(task, 0, 0, List.of(), 0, 15))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 16");
        }
    }

    @Property
    void theKernelComputesWhatOneNumberWould(@ForAll @IntRange(max = 500) int iterations) {
        double number = -0.5;
        for (int i = 0; i < iterations; i++) {
            number = number * number + number;
        }
        assertThat(ComputeKernel.run(iterations)).isEqualTo(number).isBetween(-0.5, 0.0);
    }
}
