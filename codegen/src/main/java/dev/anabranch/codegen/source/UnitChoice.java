package dev.anabranch.codegen.source;

import dev.anabranch.api.WorkerProgram;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses what becomes a method. A unit of several tasks gets a method with a straight line where it is short and its
 * like is frequent; otherwise its tasks run one by one, which is the same to the plan.
 */
final class UnitChoice {
    /** A straight line of more tasks would come near the size beyond which the JIT does not compile. */
    private static final int LONGEST_LINE = WorkerProgram.LONGEST_LINE;

    private static final int LARGEST_LINE = 60;
    private static final int MOST_LINES = 64;

    private final TaskGraph graph;
    private final Predicate<int[]> own;
    private final Predicate<int[]> whole;

    /**
     * @param own whether a unit's tasks are to be told from their like since they pass numbers with their worker only
     * @param whole whether they are since they find all of their windows
     */
    UnitChoice(TaskGraph graph, Predicate<int[]> own, Predicate<int[]> whole) {
        this.graph = graph;
        this.own = own;
        this.whole = whole;
    }

    /** The instances that a worker runs, in order. */
    List<ProgramUnit.Instance> instances(WorkerOrder order) {
        IntRows units = order.units();
        Set<ProgramUnit> lines = lines(units);
        Map<ProgramUnit, ProgramUnit> known = new LinkedHashMap<>();
        List<ProgramUnit.Instance> instances = new ArrayList<>();
        for (int row = 0; row < units.rows(); row++) {
            if (isLine(units, row)) {
                ProgramUnit.Instance line = instance(units.row(row));
                if (lines.contains(line.unit())) {
                    instances.add(shared(line, known));
                    continue;
                }
            }
            for (int i = 0; i < units.size(row); i++) {
                instances.add(shared(instance(units.get(row, i)), known));
            }
        }
        return instances;
    }

    private ProgramUnit.Instance instance(int... tasks) {
        return ProgramUnit.instance(graph, own.test(tasks), whole.test(tasks), tasks);
    }

    /** Equal units become the same object. */
    private static ProgramUnit.Instance shared(ProgramUnit.Instance instance, Map<ProgramUnit, ProgramUnit> known) {
        ProgramUnit first = known.putIfAbsent(instance.unit(), instance.unit());
        return first == null ? instance : new ProgramUnit.Instance(first, instance.values());
    }

    private Set<ProgramUnit> lines(IntRows units) {
        Map<ProgramUnit, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < units.rows(); row++) {
            if (isLine(units, row)) {
                counts.merge(instance(units.row(row)).unit(), 1, Integer::sum);
            }
        }
        Set<ProgramUnit> chosen = new HashSet<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<ProgramUnit, Integer>comparingByValue().reversed())
                .limit(MOST_LINES)
                .forEach(entry -> chosen.add(entry.getKey()));
        return chosen;
    }

    private boolean isLine(IntRows units, int row) {
        int size = units.size(row);
        if (size < 2 || size > LONGEST_LINE) {
            return false;
        }
        int reads = 0;
        for (int i = 0; i < size; i++) {
            reads += 2 + graph.family(units.get(row, i)).arguments().size();
        }
        return reads <= LARGEST_LINE;
    }
}
