package dev.anabranch.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One input of a compilation. */
final class FuzzInput {
    private final String kind;
    private final byte[] bytes;
    private final Map<String, String> others;
    private final Map<String, String> params;

    private FuzzInput(String kind, byte[] bytes, Map<String, String> others, Map<String, String> params) {
        this.kind = kind;
        this.bytes = bytes;
        this.others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        this.params = Map.copyOf(params);
    }

    /**
     * An input of bytes, which need not be text.
     *
     * @param kind how it was made
     * @param bytes the content of the file
     */
    static FuzzInput of(String kind, byte[] bytes) {
        return new FuzzInput(kind, bytes, Map.of(), Map.of());
    }

    /**
     * An input of text.
     *
     * @param kind how it was made
     * @param text the content of the file
     * @param others the texts of flows beside it, by path
     * @param params values given from outside, by name
     */
    static FuzzInput of(String kind, String text, Map<String, String> others, Map<String, String> params) {
        return new FuzzInput(kind, text.getBytes(StandardCharsets.UTF_8), others, params);
    }

    /** How it was made. */
    String kind() {
        return kind;
    }

    /** The content of the file; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The texts of flows beside it, by path. */
    Map<String, String> others() {
        return others;
    }

    /** Values given from outside, by name. */
    Map<String, String> params() {
        return params;
    }

    /** The same with another content. */
    FuzzInput with(byte[] other) {
        return new FuzzInput(kind, other, others, params);
    }

    /** The same with other values given from outside. */
    FuzzInput with(Map<String, String> values) {
        return new FuzzInput(kind, bytes, others, values);
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
