package dev.anabranch.testkit.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One combination of coordinates of an equation's dims.
 *
 * @param coordinates a Long or a String by dim
 */
record Point(Map<String, Object> coordinates) {
    /** Where there are no dims. */
    static final Point NOWHERE = new Point(Map.of());

    Point {
        coordinates = Map.copyOf(coordinates);
    }

    /** The same with one more coordinate. */
    Point with(String dim, Object coordinate) {
        Map<String, Object> more = new LinkedHashMap<>(coordinates);
        more.put(dim, coordinate);
        return new Point(more);
    }

    /** The coordinate of a dim. */
    Object at(String dim) {
        Object coordinate = coordinates.get(dim);
        if (coordinate == null) {
            throw new IllegalArgumentException(dim + " is no dim of " + coordinates.keySet());
        }
        return coordinate;
    }

    /** The coordinate of a dim of integers. */
    long number(String dim) {
        return (Long) at(dim);
    }
}
