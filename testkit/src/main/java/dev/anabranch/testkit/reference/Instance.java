package dev.anabranch.testkit.reference;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One dataset of a flow.
 *
 * @param array the name that the flow gives it
 * @param coordinates a Long or a String for each index
 */
public record Instance(String array, List<Object> coordinates) {
    public Instance {
        coordinates = List.copyOf(coordinates);
    }

    /** The name, and in brackets the coordinates: {@code t2[3, 24]}. */
    @Override
    public String toString() {
        return coordinates.isEmpty()
                ? array
                : array + coordinates.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
