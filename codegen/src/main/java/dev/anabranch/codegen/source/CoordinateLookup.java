package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds coordinates on an axis. */
final class CoordinateLookup {
    private final Domain domain;
    private final Map<Object, Integer> listed = new HashMap<>();

    CoordinateLookup(Domain domain) {
        this.domain = domain;
        List<?> values = domain.accept(new Domain.Visitor<List<?>>() {
            @Override
            public List<?> regular(Domain.Regular regular) {
                return List.of();
            }

            @Override
            public List<?> integers(Domain.Integers integers) {
                return integers.values();
            }

            @Override
            public List<?> texts(Domain.Texts texts) {
                return texts.values();
            }
        });
        for (int position = 0; position < values.size(); position++) {
            listed.put(values.get(position), position);
        }
    }

    /**
     * The position of a coordinate, or -1.
     *
     * @param coordinate a Long or String
     */
    int position(Object coordinate) {
        return domain instanceof Domain.Regular regular
                ? regular.position((Long) coordinate)
                : listed.getOrDefault(coordinate, -1);
    }
}
