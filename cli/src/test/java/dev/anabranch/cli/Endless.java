package dev.anabranch.cli;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.RootAllocator;

/** Gangs that go on until they are stopped. */
public final class Endless {
    private static final int SMALL = 100;
    private static final int LARGE = 500_000;

    private Endless() {}

    /**
     * Adds up the same again and again, in memory that other processes can read or in memory that they cannot.
     *
     * @param mark a file that says that it has begun
     */
    @Task
    public static DoubleTensor sums(TaskContext task, Path mark) throws IOException {
        Gang gang = task.gang();
        try (RootAllocator elsewhere = new RootAllocator();
                DoubleTensor small = DoubleTensor.zeros(task.allocator(), SMALL);
                DoubleTensor large = DoubleTensor.zeros(task.allocator(), LARGE);
                DoubleTensor apart = DoubleTensor.zeros(elsewhere, LARGE)) {
            for (long round = 0; round >= 0; round++) {
                gang.allReduce(small, ReduceOperation.SUM);
                gang.allReduce(large, ReduceOperation.MAX);
                gang.allGather(apart);
                if (round == 3 && gang.rank() == 0) {
                    Files.writeString(mark, "it has begun\n");
                }
            }
        }
        throw new IllegalStateException("it has ended");
    }
}
