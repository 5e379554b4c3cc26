package dev.anabranch.testkit.reference;

import java.util.List;

/**
 * One point of an equation at which its guard holds.
 *
 * @param equation what it is a point of
 * @param point the coordinates by dim
 * @param outputs for each name on the left side the datasets that it defines
 */
record Definition(WrittenEquation equation, Point point, List<List<Instance>> outputs) {
    Definition {
        outputs = outputs.stream().map(List::copyOf).toList();
    }

    /** The datasets in the order in which the task makes them. */
    List<Instance> all() {
        return outputs.stream().flatMap(List::stream).toList();
    }
}
