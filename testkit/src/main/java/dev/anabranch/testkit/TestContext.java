package dev.anabranch.testkit;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.TaskContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * What a worker hands to a task, for tests that call the task themselves. Its memory is counted: closing it fails if the
 * task, or the test, left some behind.
 *
 * <pre>{@code
 * try (TestContext task = new TestContext()) {
 *     DoubleTensor kelvin = task.vector(273.15, 300);
 *     DoubleTensor celsius = task.own(Heat.celsius(task, kelvin, 273.15));
 *     assertThat(celsius.toArray()).containsExactly(0, 26.85);
 * }
 * }</pre>
 *
 * <p>Arrow needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}. Not safe for use by several threads.
 */
public final class TestContext implements TaskContext, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final List<AutoCloseable> owned = new ArrayList<>();

    /** An empty memory. */
    public TestContext() {}

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public String instance() {
        return "test";
    }

    /** Closes a task's result, or another dataset, along with this. */
    public <T extends AutoCloseable> T own(T dataset) {
        owned.add(dataset);
        return dataset;
    }

    /** A tensor of one dimension, closed along with this. */
    public DoubleTensor vector(double... elements) {
        return own(DoubleTensor.of(allocator, elements, elements.length));
    }

    /**
     * Takes what a generator hands over.
     *
     * @param count how many outputs the flow would want
     * @param into where they go, in order; they are closed along with this
     */
    public <T extends AutoCloseable> Emitter<T> emitter(int count, List<? super T> into) {
        return new Emitter<>() {
            private int emitted;

            @Override
            public int count() {
                return count;
            }

            @Override
            public void emit(T output) {
                into.add(own(output));
                if (++emitted > count) {
                    throw new AssertionError("the flow wants " + count + " outputs, and this is one more: " + output);
                }
            }
        };
    }

    /** Closes what it owns. Throws an AssertionError if memory is left. */
    @Override
    public void close() {
        for (AutoCloseable dataset : owned) {
            try {
                dataset.close();
            } catch (Exception e) {
                throw new AssertionError("closing " + dataset + " failed", e);
            }
        }
        long left = allocator.getAllocatedMemory();
        if (left > 0) {
            throw new AssertionError(
                    left + " bytes were not given back: close what a task allocates and does not return,"
                            + " and own() what it returns");
        }
        allocator.close();
    }
}
