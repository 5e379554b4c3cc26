package dev.anabranch.driver.checkpoint;

import dev.anabranch.compiler.plan.DatasetKeys;
import dev.anabranch.compiler.rewrite.ResumedGraph;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A flow that can go on from what earlier runs kept, and of which this one may keep more.
 *
 * @param whole the plan of the flow as it is written
 * @param rest the plan of what is left to do, with datasets read from files; the whole plan if nothing was kept
 * @param files by slot, those of the kept datasets that the rest reads
 * @param keys of all datasets; the slots are those of both plans
 */
public record ResumableFlow(PlannedFlow whole, PlannedFlow rest, Map<Integer, Path> files, DatasetKeys keys) {
    public ResumableFlow {
        files = Map.copyOf(files);
    }

    /** How many datasets were kept that the rest reads. */
    public int loads() {
        return files.size();
    }

    /** Whether an earlier run's datasets stand for tasks. */
    public boolean resumes() {
        return !files.isEmpty();
    }

    /** How many tasks of the flow the rest does not run. */
    public int skippedTasks() {
        PlanFamilies families = families(rest);
        int running = 0;
        for (int family = 0; family < families.name().length; family++) {
            running += isLoad(families, family) ? 0 : families.tasks()[family];
        }
        return whole.folder().summary().tasks() - running;
    }

    /** How long the tasks that the rest does not run are predicted to take, all together, in seconds. */
    public double skippedSeconds() {
        PlanFamilies all = families(whole);
        double sum = 0;
        for (double work : all.work()) {
            sum += work;
        }
        PlanFamilies left = families(rest);
        for (int family = 0; family < left.name().length; family++) {
            sum -= isLoad(left, family) ? 0 : left.work()[family];
        }
        return Math.max(0, sum);
    }

    /** Whether the rest of a flow keeps anything against a crash. */
    public static boolean keeps(PlannedFlow flow) {
        return flow.folder().summary().checkpoints() > 0;
    }

    /** By slot, the keys of what the rest keeps. */
    public Map<Integer, String> keysToKeep() throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        Plan plan = rest.folder().plan();
        for (int step = 0; step < plan.steps().kind().length; step++) {
            if (plan.steps().kind()[step].equals(StepKind.CHECKPOINT.name())) {
                int slot = plan.steps().slot()[step];
                keys.key(slot).ifPresent(key -> found.put(slot, key));
            }
        }
        return found;
    }

    /** The keys of all that runs of this flow may have kept. */
    public Set<String> allKeys() throws IOException {
        Set<String> found = new HashSet<>();
        for (PlannedFlow planned : new PlannedFlow[] {whole, rest}) {
            for (int slot : planned.folder().plan().datasets().slot()) {
                keys.key(slot).ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isLoad(PlanFamilies families, int family) {
        return families.call()[family].equals("checkpoint.load")
                && families.name()[family].endsWith(ResumedGraph.SUFFIX);
    }

    private static PlanFamilies families(PlannedFlow planned) {
        PlanFolder folder = planned.folder();
        try {
            return folder.plan().families();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
