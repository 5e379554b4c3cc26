package dev.anabranch.runtime;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.Buffer;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Runs a flow that was compiled into an application, as the Maven plugin does: its program is a class of the
 * application, its plan lies among the application's resources.
 *
 * <pre>{@code
 * FlowRunner runner = FlowRunner.of(new flows.ensemble.Ensemble());
 * try (InMemoryOutputs outputs = new InMemoryOutputs()) {
 *     runner.run(RunOptions.defaults().withOutputs(outputs));
 *     DoubleTensor mean = (DoubleTensor) outputs.value("ensemble/mean").orElseThrow();
 * }
 * }</pre>
 *
 * <p>The Java virtual machine must have been started with
 * {@code --add-opens=java.base/java.nio=ALL-UNNAMED}, which Arrow needs; the manifest of an application's jar may ask
 * for it with {@code Add-Opens: java.base/java.nio}. A runner can be used any number of times, by several threads.
 */
public final class FlowRunner {
    private static final String PLANS = "META-INF/anabranch/plans/";
    private static final String PACKAGE_THAT_ARROW_NEEDS = "java.nio";

    private final FlowProgram program;
    private final ExecutionPlan plan;

    private FlowRunner(FlowProgram program, ExecutionPlan plan) {
        this.program = program;
        this.plan = plan;
    }

    /**
     * Reads the plan of a program from the class path that the program was loaded from.
     *
     * @throws IllegalStateException if the plan is not there, or this Java virtual machine was started without the flag
     *     that Arrow needs
     */
    public static FlowRunner of(FlowProgram program) {
        requireOpenBuffers();
        ClassLoader loader = program.getClass().getClassLoader();
        String folder = PLANS + program.planHash();
        if (loader.getResource(folder + "/steps.arrow") == null) {
            throw new IllegalStateException("the plan of flow " + program.flow() + " is not on the class path, at "
                    + folder + ": it and the generated classes must come from one build");
        }
        try {
            return new FlowRunner(program, ExecutionPlan.read(PlanSource.resources(loader, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("the plan of flow " + program.flow() + " cannot be read", e);
        }
    }

    private static void requireOpenBuffers() {
        Module arrow = ArrowBuf.class.getModule();
        if (!Buffer.class.getModule().isOpen(PACKAGE_THAT_ARROW_NEEDS, arrow)) {
            throw new IllegalStateException("flows need a Java virtual machine that was started with --add-opens="
                    + "java.base/java.nio=" + (arrow.isNamed() ? arrow.getName() : "ALL-UNNAMED")
                    + " (or from a jar whose manifest has the line Add-Opens: java.base/java.nio)");
        }
    }

    /**
     * Runs the flow to its end, one thread for each worker.
     *
     * @throws RunFailure if a task, the machine or we failed
     * @throws RunCancelledException if this thread was interrupted
     */
    public RunReport run(RunOptions options) {
        return InProcessHost.run(program, plan, options);
    }
}
