package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Map;

/**
 * All tasks and datasets of a flow.
 *
 * @param arrays by name, in the order of the file
 * @param tasks those of the equations, in the order of the file; unnamed ones are found in their arguments
 * @param publications for each dataset of each publish statement, in the order written, its instances
 */
public record ReferenceGraph(
        Map<String, Array> arrays, List<ReferenceTask> tasks, List<List<ReferencePublication>> publications) {
    /**
     * A named array.
     *
     * @param type of every instance
     * @param axes for each index the coordinates that instances have, in order
     */
    public record Array(ValueType type, List<List<Object>> axes) {
        public Array {
            axes = axes.stream().map(List::copyOf).toList();
        }
    }
}
