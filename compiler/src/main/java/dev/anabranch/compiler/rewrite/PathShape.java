package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All stretches of paths through the same families, and what they save together as units. */
final class PathShape {
    /** Transfers that take less are not worth a word. */
    private static final double TOLD_SECONDS = 1e-4;

    private final OptimizedGraph graph;
    private final List<Integer> families;
    private final SimpleLinks simple;
    private final PathCosts costs;
    private final List<int[]> stretches = new ArrayList<>();
    private boolean onlySimple = true;
    private long handOffs;
    private long early;
    private double localBytes;
    private double allBytes;
    private double seconds;

    PathShape(OptimizedGraph graph, List<Integer> families, SimpleLinks simple, PathCosts costs) {
        this.graph = graph;
        this.families = families;
        this.simple = simple;
        this.costs = costs;
    }

    /** Adds a stretch of units. */
    void add(int[] stretch) {
        TaskGraph tasks = graph.graph();
        stretches.add(stretch);
        handOffs += stretch.length - 1;
        Set<Integer> before = new HashSet<>(Set.of(stretch[0]));
        Set<Integer> counted = new HashSet<>();
        for (int i = 1; i < stretch.length; i++) {
            boolean chain = simple.next(stretch[i - 1]) == stretch[i];
            onlySimple &= chain;
            early += chain || simple.hasOneReader(stretch[i - 1]) ? 0 : 1;
            for (int task : graph.units().row(stretch[i])) {
                for (int slot : tasks.inputs().row(task)) {
                    if (graph.producerUnit(slot) != stretch[i] && counted.add(slot)) {
                        double bytes = tasks.bytes(graph.resolve(slot));
                        allBytes += bytes;
                        if (before.contains(graph.producerUnit(slot))) {
                            localBytes += bytes;
                            seconds += costs.transfer(bytes);
                        }
                    }
                }
            }
            before.add(stretch[i]);
        }
    }

    List<int[]> stretches() {
        return stretches;
    }

    long paths() {
        return stretches.size();
    }

    /** Whether each is a chain whose tasks have one reader that reads nothing else. */
    boolean isSimple() {
        return onlySimple;
    }

    /** What the transfers would take, were all hand-offs between different workers. */
    double seconds() {
        return seconds;
    }

    /** The families by name, {@code read > parse}. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int family : families) {
            path.append(path.length() == 0 ? "" : " > ")
                    .append(graph.graph().families().get(family).name());
        }
        return path.toString();
    }

    /** What fusing saves, in numbers. */
    String reason() {
        StringBuilder reason = new StringBuilder(Numbers.counted(paths(), "path"));
        reason.append(onlySimple ? " of one reader each, " : ", ");
        reason.append(Numbers.counted(handOffs, "hand-off"));
        if (seconds >= TOLD_SECONDS) {
            reason.append(" and up to ").append(Quantity.showSeconds(seconds)).append(" of transfers");
        }
        reason.append(" saved, ").append(Quantity.showBytes((long) localBytes)).append(" stay local");
        if (localBytes < allBytes) {
            reason.append(String.format(Locale.ROOT, ", %.0f %% of what is read", 100 * localBytes / allBytes));
        }
        if (early > 0) {
            reason.append(", ").append(Numbers.counted(early, "output")).append(" handed over early");
        }
        return reason.toString();
    }
}
