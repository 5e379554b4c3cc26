package dev.anabranch.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.TaskContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A task's context of its own; closing it fails if the test, or the task, did not free all memory. */
public final class TestTask implements TaskContext, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final List<AutoCloseable> owned = new ArrayList<>();

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public String instance() {
        return "test";
    }

    /** Closes it at the end. */
    public <T extends AutoCloseable> T own(T dataset) {
        owned.add(dataset);
        return dataset;
    }

    public DoubleTensor vector(double... elements) {
        return own(DoubleTensor.of(allocator, elements, elements.length));
    }

    public DoubleTensor matrix(int rows, int columns, double... elements) {
        return own(DoubleTensor.of(allocator, elements, rows, columns));
    }

    /** Collects what a generator hands over. */
    public <T extends AutoCloseable> Emitter<T> emitter(int count, List<T> into) {
        return new Emitter<>() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void emit(T output) {
                assertThat(into).hasSizeLessThan(count);
                into.add(own(output));
            }
        };
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable dataset : owned) {
                dataset.close();
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }
}
