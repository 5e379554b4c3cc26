package dev.anabranch.model.graph;

import java.util.List;

/** How instances are called: the name, and in brackets each index with its coordinate. */
public final class InstanceNames {
    private InstanceNames() {}

    /** For example {@code t2[member: 3, step: 24]}; just the name where there are no axes. */
    public static String of(String name, List<Axis> axes, int[] positions) {
        if (axes.isEmpty()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name).append('[');
        for (int i = 0; i < positions.length; i++) {
            Axis axis = axes.get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(axis.name())
                    .append(": ")
                    .append(axis.domain().text(positions[i]));
        }
        return text.append(']').toString();
    }
}
