package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.Paths;
import dev.anabranch.compiler.analyse.TracePaths;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the heaviest paths of a graph into stretches that can run as units. A stretch goes on to a task if
 *
 * <ul>
 *   <li>all before have one output each, and all ask for the same workers,
 *   <li>at least half of the bytes that the task reads are made in the stretch,
 *   <li>whatever else it reads is awaited by an earlier task of the stretch anyway, or expected before the first begins,
 *   <li>no task of its family is in the stretch, and nearly all tasks of both families are joined alike, or loops over
 *       them would fall apart.
 * </ul>
 *
 * <p>What is expected when follows from mean durations and transfers on unlimited workers. What comes from outside is made
 * before the first task in that order, so units never wait for each other in a circle: in the order of their first tasks
 * each has only earlier ones before it.
 */
final class PathUnits {
    /** The share of the bytes that a task reads, of those that must be made in its unit. */
    private static final double LOCAL = 0.5;
    /** The share of two families' tasks that must be joined alike. */
    private static final double ALIKE = 0.75;

    private static final int NONE = -1;

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Dag dag;
    private final PathCosts costs;
    private final SimpleLinks simple;
    private final Paths paths;
    private final double[] expected;
    private final int[] placeOf;
    private final boolean onlyAwaited;
    private final int[] stretchOf;
    private final int[] awaitedBy;
    private final int[] readBy;

    /**
     * @param onlyAwaited whether nothing may be read but what is awaited anyway: then units are right without a schedule
     */
    PathUnits(OptimizedGraph graph, Cluster cluster, boolean onlyAwaited) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.dag = Dag.of(graph);
        this.costs = new PathCosts(cluster);
        this.simple = new SimpleLinks(graph);
        this.paths = TracePaths.of(dag, this::seconds, edge -> costs.transfer(dag.bytes(edge)));
        this.expected = new double[dag.units()];
        this.placeOf = new int[dag.units()];
        this.onlyAwaited = onlyAwaited;
        this.stretchOf = new int[dag.units()];
        this.awaitedBy = new int[tasks.slotCount()];
        this.readBy = new int[tasks.slotCount()];
        for (int place = 0; place < dag.units(); place++) {
            int unit = dag.inOrder(place);
            placeOf[unit] = place;
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                expected[unit] = Math.max(expected[unit], arrival(edge));
            }
        }
    }

    private double seconds(int unit) {
        return costs.seconds(dag.work(unit));
    }

    private double arrival(int edge) {
        int source = dag.source(edge);
        return expected[source] + dag.readiness(edge) * seconds(source) + costs.transfer(dag.bytes(edge));
    }

    /** Every unit in one stretch, the stretches by their first units. */
    List<int[]> stretches() {
        Map<Long, Integer> joined = new HashMap<>();
        for (int[] stretch : cut(null)) {
            for (int i = 1; i < stretch.length; i++) {
                joined.merge(kind(stretch[i - 1], stretch[i]), 1, Integer::sum);
            }
        }
        int[] left = new int[tasks.families().size()];
        for (int unit = 0; unit < dag.units(); unit++) {
            for (int task : graph.units().row(unit)) {
                left[tasks.familyId(task)]++;
            }
        }
        Set<Long> alike = new HashSet<>();
        joined.forEach((kind, count) -> {
            if (count >= ALIKE * left[(int) (kind >> 32)] && count >= ALIKE * left[kind.intValue()]) {
                alike.add(kind);
            }
        });
        List<int[]> stretches = cut(alike);
        // Where a path is cut a new stretch begins, possibly of a lower number than its path's first.
        stretches.sort((a, b) -> Integer.compare(a[0], b[0]));
        return stretches;
    }

    /** The families of the last task of a unit and of the first of another. */
    private long kind(int unit, int next) {
        int last = graph.units().get(unit, graph.units().size(unit) - 1);
        return (long) tasks.familyId(last) << 32 | tasks.familyId(graph.units().get(next, 0));
    }

    /** @param alike the kinds of joints that are allowed; null if all are */
    private List<int[]> cut(@Nullable Set<Long> alike) {
        Arrays.fill(stretchOf, NONE);
        Arrays.fill(awaitedBy, NONE);
        Arrays.fill(readBy, NONE);
        List<int[]> stretches = new ArrayList<>();
        for (int path = 0; path < paths.count(); path++) {
            Stretch open = null;
            for (int unit : paths.units(path)) {
                if (open == null || !open.admits(unit, alike)) {
                    if (open != null) {
                        stretches.add(open.units());
                    }
                    open = new Stretch(stretches.size());
                }
                open.add(unit);
            }
            if (open != null) {
                stretches.add(open.units());
            }
        }
        return stretches;
    }

    /** Units that could run one after the other as one. */
    private final class Stretch {
        private final int number;
        private final List<Integer> members = new ArrayList<>();
        private final Set<Integer> families = new HashSet<>();
        private double work;

        Stretch(int number) {
            this.number = number;
        }

        int[] units() {
            return members.stream().mapToInt(Integer::intValue).toArray();
        }

        private int last() {
            return members.get(members.size() - 1);
        }

        void add(int unit) {
            members.add(unit);
            stretchOf[unit] = number;
            work += dag.work(unit);
            for (int i = 0; i < graph.units().size(unit); i++) {
                int task = graph.units().get(unit, i);
                families.add(tasks.familyId(task));
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    awaitedBy[tasks.inputs().get(task, k)] = number;
                }
            }
        }

        boolean admits(int unit, @Nullable Set<Long> alike) {
            for (int i = 0; i < graph.units().size(unit); i++) {
                if (families.contains(tasks.familyId(graph.units().get(unit, i)))) {
                    return false;
                }
            }
            if (simple.next(last()) == unit) {
                return true;
            }
            return (alike == null || alike.contains(kind(last(), unit)))
                    && simple.output(last()) >= 0
                    && simple.mayShareUnit(last(), unit)
                    // What takes no time would be there for others as soon as the unit begins, and could wait for
                    // itself.
                    && (work > 0 || simple.hasOneReader(last()))
                    && isMostlyLocal(unit);
        }

        private boolean isMostlyLocal(int unit) {
            double local = 0;
            double all = 0;
            for (int i = 0; i < graph.units().size(unit); i++) {
                int task = graph.units().get(unit, i);
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    int slot = tasks.inputs().get(task, k);
                    int producer = graph.producerUnit(slot);
                    if (producer == unit || readBy[slot] == unit) {
                        continue;
                    }
                    readBy[slot] = unit;
                    long bytes = tasks.bytes(graph.resolve(slot));
                    all += bytes;
                    if (stretchOf[producer] == number) {
                        local += bytes;
                    } else if (!(awaitedBy[slot] == number || (!onlyAwaited && isExpectedInTime(producer, slot)))) {
                        clear(unit);
                        return false;
                    }
                }
            }
            clear(unit);
            return local >= LOCAL * all;
        }

        /** The next stretch may ask again about the same unit. */
        private void clear(int unit) {
            for (int i = 0; i < graph.units().size(unit); i++) {
                int task = graph.units().get(unit, i);
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    readBy[tasks.inputs().get(task, k)] = NONE;
                }
            }
        }

        private boolean isExpectedInTime(int producer, int slot) {
            int first = members.get(0);
            boolean earlier = expected[producer] < expected[first]
                    || (expected[producer] == expected[first] && placeOf[producer] < placeOf[first]);
            double there = expected[producer] + seconds(producer);
            return earlier && there + costs.transfer((double) tasks.bytes(graph.resolve(slot))) <= expected[first];
        }
    }
}
