package dev.anabranch.model.graph;

import java.util.List;
import java.util.Map;

/**
 * Datasets of an array that go to the output catalogue.
 *
 * @param array which array
 * @param name the name in the catalogue, over the array's axes
 * @param metadata what each can be found by, over the array's axes, in the order written
 * @param slots which instances, ascending
 * @param origin where it is written
 */
public record Publication(
        int array, Scalar name, List<Map.Entry<String, Scalar>> metadata, List<Integer> slots, Origin origin) {
    public Publication {
        metadata = List.copyOf(metadata);
        slots = IntList.copyOf(slots);
    }
}
