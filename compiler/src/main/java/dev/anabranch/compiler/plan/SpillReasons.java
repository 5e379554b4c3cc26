package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.SpillToDisk;
import dev.anabranch.compiler.schedule.memory.Spill;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Why which datasets wait on disk, in numbers. */
final class SpillReasons {
    private final TaskGraph tasks;
    private final String flow;
    private final PlanDraft draft;
    private final double[] start;

    SpillReasons(OptimizedGraph graph, PlanDraft draft) {
        this.tasks = graph.graph();
        this.flow = tasks.flow();
        this.draft = draft;
        this.start = new double[graph.units().rows()];
        for (int row = draft.rows.size() - 1; row >= 0; row--) {
            start[draft.rows.unit[row]] = draft.rows.start[row];
        }
    }

    /** @param tried how many plans without spills did not fit */
    List<Decision> decisions(int tried) {
        List<Decision> decisions = new ArrayList<>();
        List<Spill> spills = draft.scheduled.spills();
        if (spills.isEmpty()) {
            return decisions;
        }
        double seconds = 0;
        Map<Integer, List<Spill>> byArray = new TreeMap<>();
        for (Spill spill : spills) {
            seconds += 2 * draft.spills.seconds(spill.slot(), spill.worker());
            byArray.computeIfAbsent(tasks.array(spill.slot()).id(), unused -> new ArrayList<>())
                    .add(spill);
        }
        decisions.add(new Decision(
                SpillToDisk.NAME,
                flow,
                String.format(
                        Locale.ROOT,
                        "none of %d orders fits the memory: spills %,d (%s), %s of writing and reading",
                        tried,
                        spills.size(),
                        Quantity.showBytes(draft.spills.bytes()),
                        Quantity.showSeconds(seconds)),
                spills.size()));
        byArray.values().forEach(of -> decisions.add(decision(of)));
        return decisions;
    }

    private Decision decision(List<Spill> spills) {
        double shortest = Double.POSITIVE_INFINITY;
        double longest = 0;
        long bytes = 0;
        for (Spill spill : spills) {
            double away = start[spill.readBefore()] - start[spill.writtenBefore()];
            shortest = Math.min(shortest, away);
            longest = Math.max(longest, away);
            bytes += tasks.bytes(spill.slot());
        }
        return new Decision(
                SpillToDisk.NAME,
                tasks.array(spills.get(0).slot()).name(),
                String.format(
                        Locale.ROOT,
                        "spills %,d (%s): read again %s%s later",
                        spills.size(),
                        Quantity.showBytes(bytes),
                        Quantity.showSeconds(shortest),
                        spills.size() == 1 ? "" : " to " + Quantity.showSeconds(longest)),
                spills.size());
    }
}
