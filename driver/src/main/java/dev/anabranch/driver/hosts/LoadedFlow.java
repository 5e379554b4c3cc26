package dev.anabranch.driver.hosts;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * A flow's classes and plan in memory, with all that the JIT has made of them. Its classes are seen by no other flow, and are gone
 * from memory some time after it is closed.
 *
 * @param loader loads the tasks' classes
 * @param program the generated program
 * @param plan its plan
 */
record LoadedFlow(URLClassLoader loader, FlowProgram program, ExecutionPlan plan) implements AutoCloseable {
    /**
     * Loads a flow.
     *
     * @param classPath where its tasks' classes are
     * @throws IOException if the plan cannot be read, or its programs not be compiled
     */
    static LoadedFlow load(PlanFolder folder, List<Path> classPath) throws IOException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader("tasks", urls, LoadedFlow.class.getClassLoader());
        boolean whole = false;
        try {
            FlowProgram program = new FlowRun(loader).program(folder);
            ExecutionPlan plan = ExecutionPlan.read(PlanSource.directory(folder.path()));
            whole = true;
            return new LoadedFlow(loader, program, plan);
        } finally {
            if (!whole) {
                loader.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
