package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.lapack.LapackTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flows give what the same calls give one after the other. */
class LapackSamplesTest {
    private static final int SIZE = 30;
    private static final int COUNT = 4;

    @TempDir
    Path folder;

    private record Context(BufferAllocator allocator) implements TaskContext {
        @Override
        public String instance() {
            return "sequential";
        }

        double norm(DoubleTensor a, double shift) {
            try (DoubleTensor values = LapackTasks.singularValues(this, a, shift)) {
                return LapackTasks.nuclearNorm(values);
            }
        }
    }

    @Test
    void everyChildHasTheNormOfItsShift() throws IOException {
        SampleRun run =
                SampleRun.of(Path.of("sdmi/sdmi.flow"), Map.of("n", "" + SIZE, "children", "" + COUNT), 2, folder);
        try (BufferAllocator allocator = new RootAllocator()) {
            Context context = new Context(allocator);
            try (DoubleTensor a = LapackTasks.random(context, SIZE, 1)) {
                for (int child = 0; child < COUNT; child++) {
                    assertThat(run.doubles("sdmi/norm", "{\"child\":" + child + "}"))
                            .containsExactly(context.norm(a, child));
                }
            }
        }
    }

    @Test
    void theSumIsThatOfAllMatrices() throws IOException {
        SampleRun run = SampleRun.of(Path.of("bdg/bdg.flow"), Map.of("n", "" + SIZE, "count", "" + COUNT), 2, folder);
        double[] sum = new double[1];
        try (BufferAllocator allocator = new RootAllocator()) {
            Context context = new Context(allocator);
            try (DoubleTensor a = LapackTasks.random(context, SIZE, 1)) {
                LapackTasks.iterates(context, a, new Emitter<>() {
                    @Override
                    public int count() {
                        return COUNT;
                    }

                    @Override
                    public void emit(DoubleTensor matrix) {
                        try (matrix) {
                            sum[0] += context.norm(matrix, 0);
                        }
                    }
                });
            }
        }
        assertThat(run.doubles("bdg/total", "{}")).containsExactly(sum[0]);
    }
}
