package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * and others that wait for little. Simple chains are always fused. Running others in one go can cost time: another task may
 * have been more urgent than the next on the path. So HEFT, with and without copies, and for small graphs a short search
 * schedule the graph with them and without, and where they make it later, only those shapes of paths are fused that do not. Where that would take
 * too long, only what waits for nothing more than its first task is fused, unscheduled.
 */
public final class FusePaths implements Pass {
    /** Units times workers up to which schedules are compared. */
    private static final long MOST_PAIRS = 1_000_000;
    /** So many shapes are tried one by one, those that save most first. */
    private static final int MOST_TRIALS = 12;

    private static final double ROUNDING = 1e-12;
    /** Units times workers up to which a short search is asked as well. */
    private static final long FEW_PAIRS = 2_000;

    private static final long EFFORT = 20_000;
    /** Differences by less are not worth a word. */
    private static final double TOLD_SHARE = 1e-3;

    private final Cluster cluster;
    private final boolean onlyChains;

    private FusePaths(Cluster cluster, boolean onlyChains) {
        this.cluster = cluster;
        this.onlyChains = onlyChains;
    }

    /**
     * @param cluster whose workers and links decide what pays
     */
    public FusePaths(Cluster cluster) {
        this(cluster, false);
    }

    /** Fuses simple chains and nothing else: what all else is compared with. */
    public static FusePaths onlyChains(Cluster cluster) {
        return new FusePaths(cluster, true);
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

    /** All simple chains, and of the others those shapes with which schedules are never longer than with chains alone. */
    private OptimizedGraph compared(OptimizedGraph graph, List<PathShape> shapes) {
        List<PathShape> chosen = shapes.stream().filter(PathShape::isSimple).toList();
        if (onlyChains || chosen.size() == shapes.size()) {
            return chosen.isEmpty() ? graph : fused(graph, chosen, decisions(chosen, ""));
        }
        Forecast without = forecast(fused(graph, chosen, List.of()));
        Forecast best = forecast(fused(graph, shapes, List.of()));
        if (best.isNotLaterThan(without)) {
            chosen = shapes;
        } else {
            best = without;
            for (PathShape shape : shapes.stream()
                    .filter(shape -> !shape.isSimple())
                    .sorted(Comparator.comparingDouble(PathShape::seconds).reversed())
                    .limit(MOST_TRIALS)
                    .toList()) {
                List<PathShape> more = new ArrayList<>(chosen);
                more.add(shape);
                Forecast withMore = forecast(fused(graph, more, List.of()));
                if (withMore.isNotLaterThan(best)) {
                    best = withMore;
                    chosen = more;
                }
            }
        }
        Set<PathShape> taken = new HashSet<>(chosen);
        List<PathShape> inOrder = shapes.stream().filter(taken::contains).toList();
        List<Decision> decisions = new ArrayList<>(decisions(inOrder, difference(without.heft, best.heft)));
        for (PathShape shape : shapes) {
            if (!taken.contains(shape)) {
                String reason = "not fused: no schedule with it was found that takes at most "
                        + Quantity.showSeconds(best.searched);
                decisions.add(new Decision(name(), shape.path(), reason, shape.paths()));
            }
        }
        return fused(graph, inOrder, decisions);
    }

    private static String difference(double without, double with) {
        return Math.abs(with - without) <= TOLD_SHARE * without
                ? ""
                : "; HEFT takes " + Quantity.showSeconds(with) + " instead of " + Quantity.showSeconds(without);
    }

    /**
     * How long schedules take.
     *
     * @param heft what HEFT finds
     * @param copied the same where cheap units run again rather than have their output sent: what is in one unit with its
     *     reader cannot
     * @param searched what a short search finds or, for more than few units, HEFT
     */
    private record Forecast(double heft, double copied, double searched) {
        boolean isNotLaterThan(Forecast other) {
            return heft <= other.heft * (1 + ROUNDING)
                    && copied <= other.copied * (1 + ROUNDING)
                    && searched <= other.searched * (1 + ROUNDING);
        }
    }

    private Forecast forecast(OptimizedGraph graph) {
        Scheduled scheduled = new Heft().schedule(graph, cluster);
        double heft = scheduled.schedule().makespan();
        double copied = RecomputeOrTransmit.ofEffort(EFFORT)
                .improve(graph, cluster, scheduled)
                .schedule()
                .makespan();
        boolean few = (long) graph.units().rows() * cluster.workers() <= FEW_PAIRS;
        double searched = few
                ? Search.ofEffort(EFFORT).schedule(graph, cluster).schedule().makespan()
                : heft;
        return new Forecast(heft, copied, searched);
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
