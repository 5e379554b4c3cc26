package dev.anabranch.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a failing input small: leaves out lines, then words, then characters, in ever smaller stretches, as long as it
 * still fails (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002).
 */
final class Minimiser {
    private final Predicate<byte[]> fails;
    private int attempts;

    /**
     * @param fails whether an input still fails in the same way
     * @param attempts how often that may be asked
     */
    Minimiser(Predicate<byte[]> fails, int attempts) {
        this.fails = fails;
        this.attempts = attempts;
    }

    byte[] minimise(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), input)) {
            return input;
        }
        text = parts(text, t -> new ArrayList<>(Arrays.asList(t.split("(?<=\n)", -1))));
        text = parts(text, Words::of);
        if (text.length() <= 2_000) {
            text = parts(text, t -> new ArrayList<>(Arrays.asList(t.split("", -1))));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String parts(String text, Function<String, List<String>> split) {
        List<String> parts = split.apply(text);
        for (int size = Math.max(1, parts.size() / 2); size >= 1 && attempts > 0; size /= 2) {
            for (int at = 0; at < parts.size() && attempts > 0; ) {
                List<String> fewer = new ArrayList<>(parts.subList(0, at));
                fewer.addAll(parts.subList(Math.min(parts.size(), at + size), parts.size()));
                attempts--;
                if (fails.test(String.join("", fewer).getBytes(StandardCharsets.UTF_8))) {
                    parts = fewer;
                } else {
                    at += size;
                }
            }
        }
        return String.join("", parts);
    }
}
