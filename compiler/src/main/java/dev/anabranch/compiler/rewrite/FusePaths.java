package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one unit of a simple chain: a task whose single output has one reader, which reads nothing else.
 *
 * <pre>
 *   read -> parse -> filter       =>      read+parse+filter
 * </pre>
 *
 * <p>On such a chain nothing can run beside anything else, so one worker loses nothing by running it in one go: every
 * hand-off stays local. A reader with further inputs is left alone, since the chain would then wait for them before
 * its first task. So is a published dataset, one that goes under two names, and a chain whose tasks ask for different
 * workers. A unit holds at most one task of a family: a long chain within a family is a loop, and stays one.
 */
public final class FusePaths implements Pass {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    @Override
    public String name() {
        return "FusePaths";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        int[] next = links(graph);
        boolean[] linked = new boolean[next.length];
        for (int follower : next) {
            if (follower >= 0) {
                linked[follower] = true;
            }
        }
        List<int[]> chains = new ArrayList<>();
        for (int unit = 0; unit < next.length; unit++) {
            if (!linked[unit]) {
                split(graph, unit, next, chains);
            }
        }
        // Where a family is met again a new unit begins, possibly of a lower number than its chain's first.
        chains.sort((a, b) -> Integer.compare(a[0], b[0]));
        Map<List<Integer>, Saving> savings = new LinkedHashMap<>();
        IntRows.Builder units = new IntRows.Builder();
        for (int[] chain : chains) {
            List<Integer> families = new ArrayList<>();
            long bytes = 0;
            for (int unit : chain) {
                for (int task : graph.units().row(unit)) {
                    units.add(task);
                    families.add(graph.graph().familyId(task));
                }
                if (unit != chain[chain.length - 1]) {
                    bytes += graph.graph().bytes(output(graph, unit));
                }
            }
            units.endRow();
            if (chain.length > 1) {
                savings.computeIfAbsent(families, unused -> new Saving()).add(chain.length - 1, bytes);
            }
        }
        if (savings.isEmpty()) {
            return graph;
        }
        return graph.withUnits(units.build(), decisions(graph.graph(), savings));
    }

    /** For each unit the one that can run straight after it in the same unit, or {@code NONE}. */
    private static int[] links(OptimizedGraph graph) {
        int[] reader = readers(graph);
        int[] next = new int[graph.units().rows()];
        Arrays.fill(next, NONE);
        for (int unit = 0; unit < next.length; unit++) {
            int slot = output(graph, unit);
            if (slot >= 0 && reader[slot] >= 0 && readsOnly(graph, reader[slot], slot)) {
                next[unit] = labels(graph, unit).equals(labels(graph, reader[slot])) ? reader[slot] : NONE;
            }
        }
        return next;
    }

    /** The only dataset that a unit hands to others, or {@code NONE} if its last task has not exactly one output. */
    private static int output(OptimizedGraph graph, int unit) {
        int last = graph.units().get(unit, graph.units().size(unit) - 1);
        IntRows outputs = graph.graph().outputs();
        return outputs.size(last) == 1 ? outputs.get(last, 0) : NONE;
    }

    /** For each slot the only other unit that reads it, {@code NONE}, or {@code SEVERAL} if it has further users. */
    private static int[] readers(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        int[] reader = new int[tasks.slotCount()];
        Arrays.fill(reader, NONE);
        for (int slot = 0; slot < reader.length; slot++) {
            if (graph.aliasOf(slot) >= 0) {
                reader[slot] = SEVERAL;
                reader[graph.aliasOf(slot)] = SEVERAL;
            }
        }
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                reader[graph.resolve(slot)] = SEVERAL;
            }
        }
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            for (int task : graph.units().row(unit)) {
                for (int i = 0; i < tasks.inputs().size(task); i++) {
                    int slot = tasks.inputs().get(task, i);
                    if (reader[slot] != unit && graph.producerUnit(slot) != unit) {
                        reader[slot] = reader[slot] == NONE ? unit : SEVERAL;
                    }
                }
            }
        }
        return reader;
    }

    private static boolean readsOnly(OptimizedGraph graph, int unit, int slot) {
        TaskGraph tasks = graph.graph();
        for (int task : graph.units().row(unit)) {
            for (int i = 0; i < tasks.inputs().size(task); i++) {
                int input = tasks.inputs().get(task, i);
                if (input != slot && graph.producerUnit(input) != unit) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> labels(OptimizedGraph graph, int unit) {
        TaskFamily family = graph.graph().family(graph.units().get(unit, 0));
        return family.requirements().labels();
    }

    private static void split(OptimizedGraph graph, int first, int[] next, List<int[]> chains) {
        List<Integer> chain = new ArrayList<>();
        Set<Integer> families = new LinkedHashSet<>();
        for (int unit = first; unit >= 0; unit = next[unit]) {
            List<Integer> own = new ArrayList<>();
            for (int task : graph.units().row(unit)) {
                own.add(graph.graph().familyId(task));
            }
            if (own.stream().anyMatch(families::contains)) {
                chains.add(chain.stream().mapToInt(Integer::intValue).toArray());
                chain.clear();
                families.clear();
            }
            chain.add(unit);
            families.addAll(own);
        }
        chains.add(chain.stream().mapToInt(Integer::intValue).toArray());
    }

    private List<Decision> decisions(TaskGraph tasks, Map<List<Integer>, Saving> savings) {
        List<Decision> decisions = new ArrayList<>();
        savings.forEach((families, saving) -> {
            StringBuilder path = new StringBuilder();
            for (int family : families) {
                path.append(path.length() == 0 ? "" : " > ")
                        .append(tasks.families().get(family).name());
            }
            String reason = Numbers.counted(saving.paths, "path") + " of one reader each, "
                    + Numbers.counted(saving.handOffs, "hand-off") + " saved, " + Quantity.showBytes(saving.bytes)
                    + " stay local";
            decisions.add(new Decision(name(), path.toString(), reason, saving.paths));
        });
        return decisions;
    }

    /** What the chains of one shape save together. */
    private static final class Saving {
        private long paths;
        private long handOffs;
        private long bytes;

        void add(int links, long size) {
            paths++;
            handOffs += links;
            bytes += size;
        }
    }
}
