package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A graph's arrays and further ones behind them, each with a name of its own. */
final class AddedArrays {
    private final List<DatasetArray> arrays;
    private final Set<String> names = new HashSet<>();
    private int slots;

    AddedArrays(TaskGraph graph) {
        this.arrays = new ArrayList<>(graph.arrays());
        this.slots = graph.slotCount();
        arrays.forEach(array -> names.add(array.name()));
    }

    /** One more; where the name is taken, it gets a number. */
    DatasetArray add(String wanted, ValueType type, List<Axis> axes, Origin origin) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "." + i;
        }
        DatasetArray array = new DatasetArray(arrays.size(), name, type, axes, slots, origin);
        arrays.add(array);
        slots = Math.addExact(slots, array.size());
        return array;
    }

    List<DatasetArray> all() {
        return arrays;
    }

    int slots() {
        return slots;
    }
}
