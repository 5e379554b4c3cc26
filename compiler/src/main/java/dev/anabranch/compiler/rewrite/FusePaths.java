package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one unit of a path, or of the rest of one, where most of what its tasks read is made on it: it runs in one go on
 * one worker, and every hand-off on it stays local. What others need is handed over as soon as it exists.
 *
 * <pre>
 *   mask -------\                         mask -\
 *                v                               v
 *   read -> parse -> clip -> mean   =>    read+parse+clip -> mean
 *             \                                 \
 *              -> count                          -> count
 * </pre>
 *
 * <p>{@link PathUnits} says which stretches qualify: simple chains, in which each task has one reader that reads nothing else,
 * and others that wait for little. Running in one go can still cost time: another task may have been more urgent than
 * the next on the path. So HEFT schedules the graph with units and without, and where they make it later, only those
 * shapes of paths are fused that do not. Where that would take too long only what {@link PathUnits} knows to wait for
 * nothing more than its first task is fused, unscheduled.
 */
public final class FusePaths implements Pass {
    /** Units times workers up to which schedules are compared. */
    private static final long MOST_PAIRS = 1_000_000;
    /** So many shapes are tried one by one, those that save most first. */
    private static final int MOST_TRIALS = 12;

    private static final double ROUNDING = 1e-12;

    private final Cluster cluster;

    /**
     * @param cluster whose workers and links decide what pays
     */
    public FusePaths(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "FusePaths";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        boolean large = (long) graph.units().rows() * cluster.workers() > MOST_PAIRS;
        List<int[]> stretches = new PathUnits(graph, cluster, large).stretches();
        Map<List<Integer>, PathShape> byFamilies = new LinkedHashMap<>();
        SimpleLinks simple = new SimpleLinks(graph);
        PathCosts costs = new PathCosts(cluster);
        for (int[] stretch : stretches) {
            if (stretch.length > 1) {
                List<Integer> families = families(graph, stretch);
                byFamilies
                        .computeIfAbsent(families, key -> new PathShape(graph, key, simple, costs))
                        .add(stretch);
            }
        }
        List<PathShape> shapes = List.copyOf(byFamilies.values());
        if (shapes.isEmpty()) {
            return graph;
        }
        return large ? fused(graph, shapes, decisions(shapes, "")) : compared(graph, shapes);
    }

    private static List<Integer> families(OptimizedGraph graph, int[] stretch) {
        List<Integer> families = new ArrayList<>();
        for (int unit : stretch) {
            for (int task : graph.units().row(unit)) {
                families.add(graph.graph().familyId(task));
            }
        }
        return families;
    }

    /** The shapes with which HEFT is soonest done, and never later than without. */
    private OptimizedGraph compared(OptimizedGraph graph, List<PathShape> shapes) {
        double without = makespan(graph);
        double limit = without * (1 + ROUNDING);
        List<PathShape> chosen = shapes;
        double least = makespan(fused(graph, shapes, List.of()));
        List<PathShape> chains = shapes.stream().filter(PathShape::isSimple).toList();
        if (chains.size() < shapes.size() && !chains.isEmpty()) {
            double withChains = makespan(fused(graph, chains, List.of()));
            if (withChains < least * (1 - ROUNDING)) {
                least = withChains;
                chosen = chains;
            }
        }
        if (least > limit) {
            chosen = new ArrayList<>();
            least = without;
            for (PathShape shape : shapes.stream()
                    .sorted(Comparator.comparingDouble(PathShape::seconds).reversed())
                    .limit(MOST_TRIALS)
                    .toList()) {
                List<PathShape> more = new ArrayList<>(chosen);
                more.add(shape);
                double makespan = makespan(fused(graph, more, List.of()));
                if (makespan <= least * (1 + ROUNDING) && makespan <= limit) {
                    least = makespan;
                    chosen = more;
                }
            }
        }
        List<PathShape> inOrder =
                shapes.stream().filter(List.copyOf(chosen)::contains).toList();
        String forecast = Math.abs(least - without) > 1e-3 * without
                ? "; HEFT takes " + Quantity.showSeconds(least) + " instead of " + Quantity.showSeconds(without)
                : "";
        List<Decision> decisions = new ArrayList<>(decisions(inOrder, forecast));
        for (PathShape shape : shapes) {
            if (!inOrder.contains(shape)) {
                decisions.add(new Decision(
                        name(),
                        shape.path(),
                        "not fused: HEFT would finish later than in " + Quantity.showSeconds(least),
                        shape.paths()));
            }
        }
        return fused(graph, inOrder, decisions);
    }

    private double makespan(OptimizedGraph graph) {
        return new Heft().schedule(graph, cluster).schedule().makespan();
    }

    private List<Decision> decisions(List<PathShape> shapes, String forecast) {
        return shapes.stream()
                .map(shape -> new Decision(name(), shape.path(), shape.reason() + forecast, shape.paths()))
                .toList();
    }

    /** The graph with these shapes as units, units by their first tasks. */
    private static OptimizedGraph fused(OptimizedGraph graph, List<PathShape> shapes, List<Decision> decisions) {
        int units = graph.units().rows();
        int[][] from = new int[units][];
        boolean[] within = new boolean[units];
        for (PathShape shape : shapes) {
            for (int[] stretch : shape.stretches()) {
                from[stretch[0]] = stretch;
                for (int i = 1; i < stretch.length; i++) {
                    within[stretch[i]] = true;
                }
            }
        }
        IntRows.Builder rows = new IntRows.Builder(units, graph.graph().taskCount());
        for (int unit = 0; unit < units; unit++) {
            if (within[unit]) {
                continue;
            }
            int[] stretch = from[unit] == null ? new int[] {unit} : from[unit];
            for (int member : stretch) {
                for (int task : graph.units().row(member)) {
                    rows.add(task);
                }
            }
            rows.endRow();
        }
        return graph.withUnits(rows.build(), decisions);
    }
}
