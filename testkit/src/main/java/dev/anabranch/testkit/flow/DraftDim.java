package dev.anabranch.testkit.flow;

import java.util.List;

/**
 * A dim of a flow in the making.
 *
 * @param coordinates a Long or a String each
 * @param step the distance of its coordinates if they ascend at equal ones; else 0
 */
record DraftDim(String name, List<Object> coordinates, long step) {
    /** Whether it is the same dim; others may have its coordinates. */
    boolean is(DraftDim other) {
        return name.equals(other.name);
    }

    boolean isText() {
        return coordinates.get(0) instanceof String;
    }

    int size() {
        return coordinates.size();
    }
}
