package dev.anabranch.stdlib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.stdlib.TestTask;
import org.junit.jupiter.api.Test;

class TensorTasksTest {
    private final TestTask task = new TestTask();

    private LongTensor integers(long... elements) {
        return task.own(LongTensor.of(task.allocator(), elements, elements.length));
    }

    private BooleanTensor truths(boolean... elements) {
        return task.own(BooleanTensor.of(task.allocator(), elements, elements.length));
    }

    @Test
    void numbersOfAllElements() {
        try (task) {
            DoubleTensor x = task.vector(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
            assertThat(TensorTasks.sum(x)).isEqualTo(39);
            assertThat(TensorTasks.mean(x)).isEqualTo(3.9);
            assertThat(TensorTasks.min(x)).isEqualTo(1);
            assertThat(TensorTasks.max(x)).isEqualTo(9);
            assertThat(TensorTasks.sum(integers(Long.MAX_VALUE, 1))).isEqualTo((double) Long.MIN_VALUE);
            assertThat(TensorTasks.count(truths(true, false, true))).isEqualTo(2);
            assertThat(TensorTasks.fraction(truths(true, false, true, false))).isEqualTo(0.5);
            assertThat(TensorTasks.sum(truths(true, true))).isEqualTo(2);
        }
    }

    /** In one lane 1e16 + 1 + 1 would be 1e16; in lanes 0, 1 and 2 the two ones meet first. */
    @Test
    void elementsAreTakenInEightLanes() {
        try (task) {
            assertThat(TensorTasks.sum(task.vector(1e16, 1, 0, 0, 0, 1, 0, 0))).isEqualTo(1e16 + 2);
            assertThat(TensorTasks.sum(task.vector(1e16, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)))
                    .isEqualTo(1e16);
        }
    }

    @Test
    void missingValuesAreNotPassedOver() {
        try (task) {
            DoubleTensor x = task.vector(1, Double.NaN, -1);
            assertThat(TensorTasks.sum(x)).isNaN();
            assertThat(TensorTasks.min(x)).isNaN();
            assertThat(TensorTasks.max(x)).isNaN();
            assertThat(TensorTasks.min(task.vector(0.0, -0.0))).isEqualTo(-0.0);
        }
    }

    @Test
    void nothingHasASumButNoLeastElement() {
        try (task) {
            DoubleTensor none = task.vector();
            assertThat(TensorTasks.sum(none)).isZero();
            assertThat(TensorTasks.mean(none)).isNaN();
            assertThat(TensorTasks.fraction(truths())).isNaN();
            assertThatThrownBy(() -> TensorTasks.min(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a tensor without elements has no least one");
        }
    }

    @Test
    void elementsOfAnotherType() {
        try (task) {
            DoubleTensor x = task.vector(1.9, -1.9, Double.NaN, 1e30);
            assertThat(task.own(TensorTasks.i64(task, x)).toArray()).containsExactly(1, -1, 0, Long.MAX_VALUE);
            assertThat(task.own(TensorTasks.i32(task, x)).toArray()).containsExactly(1, -1, 0, Integer.MAX_VALUE);
            assertThat(task.own(TensorTasks.i32(task, integers((1L << 32) + 7))).toArray())
                    .containsExactly(7);
            assertThat(task.own(TensorTasks.f32(task, x)).toArray()).containsExactly(1.9f, -1.9f, Float.NaN, 1e30f);
            // By way of a double it would be rounded twice.
            long between = (1L << 60) + (1L << 36) + 1;
            assertThat(task.own(TensorTasks.f32(task, integers(between))).toArray())
                    .containsExactly((float) between);
            assertThat(task.own(TensorTasks.f64(task, truths(true, false))).toArray())
                    .containsExactly(1, 0);
        }
    }
}
