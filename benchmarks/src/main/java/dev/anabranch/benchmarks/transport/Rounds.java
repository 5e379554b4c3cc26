package dev.anabranch.benchmarks.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Seconds that were measured, by what they are of, round by round. */
final class Rounds {
    private final Map<String, List<Double>> found = new LinkedHashMap<>();

    /** @param round below 0 warms up, and is not kept */
    void note(int round, String what, double seconds) {
        if (round >= 0) {
            found.computeIfAbsent(what, w -> new ArrayList<>()).add(seconds);
        }
    }

    boolean has(String what) {
        return found.containsKey(what);
    }

    double median(String what) {
        double[] all = sorted(what);
        return all.length == 0 ? Double.NaN : all[all.length / 2];
    }

    private double[] sorted(String what) {
        return found.getOrDefault(what, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /**
     * How many times faster one is than the other, as the median over the rounds, in each of which they took turns: what else
     * the machine did then met both.
     */
    double faster(String what, String thanWhat) {
        List<Double> these = found.getOrDefault(what, List.of());
        List<Double> those = found.getOrDefault(thanWhat, List.of());
        double[] ratios = new double[Math.min(these.size(), those.size())];
        Arrays.setAll(ratios, i -> those.get(i) / these.get(i));
        Arrays.sort(ratios);
        return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }

    /** One JSON object: median, least and most seconds, and the ratios that are given. */
    String json(Map<String, Double> ratios) {
        Stream<String> seconds = found.keySet().stream().map(what -> {
            double[] all = sorted(what);
            return String.format(
                    Locale.ROOT,
                    "  \"%s\": {\"median\": %.4e, \"least\": %.4e, \"most\": %.4e}",
                    what,
                    all[all.length / 2],
                    all[0],
                    all[all.length - 1]);
        });
        String faster = ratios.entrySet().stream()
                .map(ratio -> String.format(Locale.ROOT, "\"%s\": %.3f", ratio.getKey(), ratio.getValue()))
                .collect(Collectors.joining(", ", "  \"ratios\": {", "}"));
        return Stream.concat(seconds, Stream.of(faster)).collect(Collectors.joining(",\n", "{\n", "\n}"));
    }
}
