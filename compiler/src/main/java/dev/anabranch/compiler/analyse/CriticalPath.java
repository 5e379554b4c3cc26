package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The costliest chain of units, without transfers: however many workers there are, the run takes at least so long.
 *
 * @param units from a source to a sink
 * @param seconds on workers of the speed it was made for
 */
public record CriticalPath(List<Integer> units, double seconds) {
    /** Longer lists are for machines, not for people. */
    private static final int MOST_SHOWN = 16;

    public CriticalPath {
        units = List.copyOf(units);
    }

    /** The critical path if all units ran at that speed; of equal ones the path through the lowest units. */
    public static CriticalPath of(Dag dag, double speed) {
        double[] behind = UpwardRank.of(dag, unit -> dag.work(unit) / speed, bytes -> 0);
        int start = -1;
        for (int unit = 0; unit < dag.units(); unit++) {
            if (start < 0 || behind[unit] > behind[start]) {
                start = unit;
            }
        }
        List<Integer> path = new ArrayList<>();
        for (int unit = start; unit >= 0; unit = next(dag, unit, speed, behind)) {
            path.add(unit);
        }
        return new CriticalPath(path, start < 0 ? 0 : behind[start]);
    }

    private static int next(Dag dag, int unit, double speed, double[] behind) {
        double own = dag.work(unit) / speed;
        int best = -1;
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int edge = dag.outEdge(unit, i);
            int target = dag.target(edge);
            if (dag.readiness(edge) * own + behind[target] >= behind[unit] && (best < 0 || target < best)) {
                best = target;
            }
        }
        return best;
    }

    /** The tasks of the path by name, without the names of their indices: {@code x0[7]}, {@code state[7]}. */
    public List<String> instances(OptimizedGraph graph) {
        List<String> names = new ArrayList<>();
        for (int unit : units) {
            for (int task : graph.units().row(unit)) {
                names.add(shortName(graph.graph(), task));
            }
        }
        return names;
    }

    /** The same with runs of one family joined: {@code x[0]}, {@code state[1] .. state[40]}, {@code mean[40]}. */
    public List<String> families(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        List<String> joined = new ArrayList<>();
        int runFamily = -1;
        int first = -1;
        int last = -1;
        for (int unit : units) {
            for (int task : graph.units().row(unit)) {
                int family = tasks.familyId(task);
                if (family != runFamily) {
                    addRun(joined, tasks, first, last);
                    runFamily = family;
                    first = task;
                }
                last = task;
            }
        }
        addRun(joined, tasks, first, last);
        if (joined.size() > MOST_SHOWN) {
            int half = MOST_SHOWN / 2;
            String left = "... " + (joined.size() - MOST_SHOWN + 1) + " more ...";
            joined.subList(half, joined.size() - half + 1).clear();
            joined.add(half, left);
        }
        return joined;
    }

    private static void addRun(List<String> joined, TaskGraph tasks, int first, int last) {
        if (first >= 0) {
            String name = shortName(tasks, first);
            joined.add(first == last ? name : name + " .. " + shortName(tasks, last));
        }
    }

    private static String shortName(TaskGraph tasks, int task) {
        TaskFamily family = tasks.family(task);
        int[] positions = tasks.positions(task);
        if (positions.length == 0) {
            return family.name();
        }
        StringBuilder name = new StringBuilder(family.name()).append('[');
        for (int i = 0; i < positions.length; i++) {
            Axis axis = family.axes().get(i);
            name.append(i == 0 ? "" : ", ").append(axis.domain().text(positions[i]));
        }
        return name.append(']').toString();
    }
}
