package dev.anabranch.benchmarks;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A flow of two workers whose first one makes texts and numbers that the second one reads: its plan has cells of all kinds for
 * who measures and stresses single parts of a run.
 */
public final class CrossingFlow {
    private final ExecutionPlan plan;

    private CrossingFlow(ExecutionPlan plan) {
        this.plan = plan;
    }

    /**
     * Compiles the flow.
     *
     * @param size how many objects and how many numbers go from worker to worker; as many of both stay
     * @param folder takes the flow's text and the plan store
     * @return the plan's folder
     * @throws IOException if the folder cannot be written
     */
    public static Path compile(int size, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("crossing.flow"), """
                flow crossing

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                dim i = 0..<%d

                name[i]   = trivial.name(i)          @on("local/0")
                length[i] = trivial.length(name[i])  @on("local/1")
                number[i] = trivial.start(i)         @on("local/0")
                next[i]   = trivial.next(number[i])  @on("local/1")
                label[i]  = trivial.name(next[i])    @on("local/1")

                publish length[i]
                publish label[i]
                """.formatted(size));
        ClassLoader tasks = CrossingFlow.class.getClassLoader();
        FlowCompiler compiler = new FlowCompiler(tasks, new PlanStore(folder.resolve("plans")));
        return Checks.value(compiler.plan(FlowRequest.of(file, 2))).folder().path();
    }

    /**
     * Reads the plan of the compiled flow.
     *
     * @throws IOException if it cannot be read
     */
    public static CrossingFlow read(Path planFolder) throws IOException {
        return new CrossingFlow(ExecutionPlan.read(PlanSource.directory(planFolder)));
    }

    /** The plan. */
    public ExecutionPlan plan() {
        return plan;
    }

    /** The cells of objects that the first worker makes and the second one reads, each with a hold of both. */
    public int[] objects() {
        return cells(false, true);
    }

    /** The cells of objects that only their own worker reads. */
    public int[] ownObjects() {
        return cells(false, false);
    }

    /** The cells of numbers that the first worker makes and the second one reads. */
    public int[] numbers() {
        return cells(true, true);
    }

    /** The cells of numbers that only their own worker reads. */
    public int[] ownNumbers() {
        return cells(true, false);
    }

    private int[] cells(boolean number, boolean remote) {
        return IntStream.range(0, plan.slots().cells())
                .filter(cell -> plan.numbers().contains(plan.slots().slotOf(cell)) == number)
                .filter(cell -> plan.slots().isRemote(cell) == remote)
                .toArray();
    }
}
