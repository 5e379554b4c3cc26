package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All tasks and datasets of a flow.
 *
 * @param arrays by name, in the order of the file
 * @param tasks those of the equations, in the order of the file; unnamed ones are found in their arguments
 * @param given what inputs of used flows are given, some of it without a name
 * @param publications for each dataset of each publish statement, in the order written, its instances
 */
public record ReferenceGraph(
        Map<String, Array> arrays,
        List<ReferenceTask> tasks,
        List<ReferenceArgument> given,
        List<List<ReferencePublication>> publications) {
    /**
     * A named array.
     *
     * @param type of every instance
     * @param names of its indices
     * @param axes for each index the coordinates that instances have, in order
     */
    public record Array(ValueType type, List<String> names, List<List<Object>> axes) {
        public Array {
            names = List.copyOf(names);
            axes = axes.stream().map(List::copyOf).toList();
        }
    }

    /** A dataset as its author knows it: {@code t2[member: 3, step: 24]}. */
    public String datasetName(Instance instance) {
        Array array = arrays.get(instance.array());
        return named(instance.array(), array == null ? List.of() : array.names(), instance.coordinates());
    }

    /** A task as its author knows it: its equation, and the coordinates of the equation's dims. */
    public String taskName(ReferenceTask task) {
        return named(
                task.equation(),
                List.copyOf(task.point().keySet()),
                List.copyOf(task.point().values()));
    }

    private static String named(String name, List<String> names, List<Object> coordinates) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parts.add(names.get(i) + ": " + coordinates.get(i));
        }
        return parts.isEmpty() ? name : name + "[" + String.join(", ", parts) + "]";
    }
}
