package dev.anabranch.testkit.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which datasets there are, of the flow and of all that it uses. */
final class Datasets {
    private final Map<Instance, Definition> definitions = new LinkedHashMap<>();

    /** Adds a dataset; whether it is the first of its name and coordinates. */
    boolean define(Instance instance, Definition definition) {
        return definitions.putIfAbsent(instance, definition) == null;
    }

    boolean defined(Instance instance) {
        return definitions.containsKey(instance);
    }

    Definition definition(Instance instance) {
        Definition definition = definitions.get(instance);
        if (definition == null) {
            throw new IllegalArgumentException("nothing defines " + instance);
        }
        return definition;
    }

    Set<Instance> all() {
        return definitions.keySet();
    }
}
