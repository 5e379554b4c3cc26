package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TestContextTest {
    @Property
    void whatIsOwnedIsGivenBack(@ForAll double[] elements) {
        DoubleTensor shared;
        try (TestContext task = new TestContext()) {
            shared = task.vector(elements);
            assertThat(task.own(shared.share()).toArray()).isEqualTo(elements);
        }
        assertThat(shared.data().refCnt()).isZero();
    }

    @Test
    @SuppressWarnings("resource") // it is the leak that is tested
    void aLeakFailsTheTest() {
        TestContext task = new TestContext();
        DoubleTensor leaked = DoubleTensor.zeros(task.allocator(), 8);
        assertThatThrownBy(task::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("64 bytes were not given back");
        leaked.close();
        task.close();
    }

    @Test
    void aGeneratorMayHandOverAsManyAsTheFlowWants() {
        List<DoubleTensor> into = new ArrayList<>();
        try (TestContext task = new TestContext()) {
            Emitter<DoubleTensor> emitter = task.emitter(2, into);
            emitter.emit(DoubleTensor.zeros(task.allocator(), 1));
            emitter.emit(DoubleTensor.zeros(task.allocator(), 2));
            assertThat(into).hasSize(2);
            assertThatThrownBy(() -> emitter.emit(DoubleTensor.zeros(task.allocator(), 3)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the flow wants 2 outputs");
        }
    }
}
