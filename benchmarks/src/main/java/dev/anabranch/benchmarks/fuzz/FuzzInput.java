package dev.anabranch.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One input of the compiler.
 *
 * @param kind how it was made
 * @param bytes the content of the file
 * @param others the texts of flows beside it, by path
 * @param params values given from outside, by name
 */
record FuzzInput(String kind, byte[] bytes, Map<String, String> others, Map<String, String> params) {
    FuzzInput {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        params = Map.copyOf(params);
    }

    static FuzzInput of(String kind, String text, Map<String, String> others, Map<String, String> params) {
        return new FuzzInput(kind, text.getBytes(StandardCharsets.UTF_8), others, params);
    }

    /** The same with another content. */
    FuzzInput with(byte[] other) {
        return new FuzzInput(kind, other, others, params);
    }

    /** The same with another text beside it. */
    FuzzInput with(String path, String text) {
        Map<String, String> changed = new LinkedHashMap<>(others);
        changed.put(path, text);
        return new FuzzInput(kind, bytes, changed, params);
    }

    /** The same, made in another way. */
    FuzzInput as(String other) {
        return new FuzzInput(other, bytes, others, params);
    }
}
