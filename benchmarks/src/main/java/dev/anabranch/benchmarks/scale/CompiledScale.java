package dev.anabranch.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What it took to compile a flow, in seconds, in a JVM that has done nothing before.
 *
 * @param plan text to a plan that is kept, with the sources of its programs
 * @param classes sources to class files
 */
record CompiledScale(double plan, double classes) {
    /**
     * Compiles the flow that the arguments name and prints what it took as JSON.
     *
     * @param arguments a folder for the flow and its plan, the pattern, how many tasks and workers
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ScaleFlow flow = new ScaleFlow(arguments[1], Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        ClassLoader tasks = CompiledScale.class.getClassLoader();
        FlowRequest request = flow.in(folder);
        long begun = System.nanoTime();
        FlowCompiler compiler = new FlowCompiler(tasks, new PlanStore(folder.resolve("plans")));
        PlannedFlow planned = Checks.value(compiler.plan(request));
        long made = System.nanoTime();
        new FlowRun(tasks).program(planned.folder());
        long compiled = System.nanoTime();
        System.out.println(new ObjectMapper()
                .writeValueAsString(new CompiledScale((made - begun) * 1e-9, (compiled - made) * 1e-9)));
    }
}
