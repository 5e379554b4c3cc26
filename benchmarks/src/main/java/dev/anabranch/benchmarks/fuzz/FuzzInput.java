package dev.anabranch.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One input of the compiler.
 *
 * @param kind how it was made
 * @param bytes the content of the file
 * @param params values given from outside, by name
 */
record FuzzInput(String kind, byte[] bytes, Map<String, String> params) {
    FuzzInput {
        params = Map.copyOf(params);
    }

    static FuzzInput of(String kind, String text, Map<String, String> params) {
        return new FuzzInput(kind, text.getBytes(StandardCharsets.UTF_8), params);
    }

    /** The same with another content. */
    FuzzInput with(byte[] other) {
        return new FuzzInput(kind, other, params);
    }
}
