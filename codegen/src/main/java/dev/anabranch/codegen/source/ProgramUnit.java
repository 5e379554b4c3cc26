package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * What one generated method runs: one task of a family, or the tasks of a unit back to back, for any indices. Units of
 * the same families whose indices differ alike are one program unit.
 *
 * @param families ids, one for each task
 * @param parameters the indices that tell the instances apart
 * @param indices for each task, for each axis of its family
 * @param own whether its tasks pass numbers with each other and others of their worker only
 * @param whole whether its tasks find all of their {@linkplain Window windows}
 */
record ProgramUnit(
        List<Integer> families, List<Axis> parameters, List<List<Index>> indices, boolean own, boolean whole) {
    /**
     * An index of a task.
     *
     * @param parameter which parameter it follows
     * @param offset how much it is more, in {@link IndexVariable} values
     */
    record Index(int parameter, int offset) {}

    /**
     * One execution of a program unit.
     *
     * @param unit what runs
     * @param values one for each parameter, in {@link IndexVariable} values
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Instance(ProgramUnit unit, int[] values) {}

    /** The instance that runs the given tasks in their order. */
    static Instance instance(TaskGraph graph, boolean own, boolean whole, int... tasks) {
        List<Integer> families = new ArrayList<>();
        List<Axis> parameters = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        List<List<Index>> indices = new ArrayList<>();
        for (int task : tasks) {
            List<Axis> axes = graph.family(task).axes();
            List<Index> ofTask = new ArrayList<>();
            int known = parameters.size();
            for (int i = 0; i < axes.size(); i++) {
                int value = IndexVariable.at(axes.get(i).domain(), graph.position(task, i));
                int parameter = related(axes.get(i), parameters.subList(0, known));
                if (parameter < 0) {
                    parameter = parameters.size();
                    parameters.add(axes.get(i));
                    values.add(value);
                }
                ofTask.add(new Index(parameter, Math.subtractExact(value, values.get(parameter))));
            }
            families.add(graph.familyId(task));
            indices.add(List.copyOf(ofTask));
        }
        return new Instance(
                new ProgramUnit(List.copyOf(families), List.copyOf(parameters), List.copyOf(indices), own, whole),
                values.stream().mapToInt(v -> v).toArray());
    }

    /** The last parameter of the same name that is counted in the same way, or -1. */
    private static int related(Axis axis, List<Axis> parameters) {
        for (int i = parameters.size() - 1; i >= 0; i--) {
            Axis parameter = parameters.get(i);
            boolean coordinates =
                    IndexVariable.isCoordinate(axis.domain()) && IndexVariable.isCoordinate(parameter.domain());
            if (parameter.name().equals(axis.name())
                    && (coordinates || parameter.domain().equals(axis.domain()))) {
                return i;
            }
        }
        return -1;
    }
}
