package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in Prometheus's format 0.0.4, read by the letter: each family has one HELP and one TYPE line before its samples, which are
 * together, and no series comes twice.
 */
final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (.+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)\\})? (\\S+)");
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "counter", Set.of(""),
            "gauge", Set.of(""),
            "untyped", Set.of(""),
            "summary", Set.of("", "_sum", "_count"),
            "histogram", Set.of("_bucket", "_sum", "_count"));

    /** A sample's name and labels. */
    record Series(String name, Map<String, String> labels) {}

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<Series, Double> samples = new LinkedHashMap<>();
    private final Set<Series> growing = new HashSet<>();

    private PrometheusText() {}

    static PrometheusText read(String text) {
        assertThat(text).endsWith("\n");
        PrometheusText read = new PrometheusText();
        Set<String> helped = new HashSet<>();
        String family = "";
        for (String line : text.split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                assertThat(helped.add(family)).as("second: " + line).isTrue();
            } else if (type.matches()) {
                assertThat(type.group(1)).as("without HELP: " + line).isEqualTo(family);
                assertThat(read.types.put(family, type.group(2)))
                        .as("second: " + line)
                        .isNull();
            } else if (!line.isEmpty()) {
                read.sample(family, line);
            }
        }
        return read;
    }

    private void sample(String family, String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String type = types.get(family);
        assertThat(type).as("without TYPE: " + line).isNotNull();
        String name = sample.group(1);
        assertThat(name).as(line).startsWith(family);
        String suffix = name.substring(family.length());
        assertThat(SUFFIXES.get(type)).as(line).contains(suffix);
        Map<String, String> labels = new TreeMap<>();
        String text = sample.group(2) == null ? "" : sample.group(2);
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            assertThat(label.find(at) && label.start() == at).as(line).isTrue();
            assertThat(labels.put(label.group(1), label.group(2))).as(line).isNull();
            at = label.end();
        }
        String number = sample.group(3);
        double value = number.equals("+Inf")
                ? Double.POSITIVE_INFINITY
                : number.equals("-Inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(number);
        Series series = new Series(name, labels);
        assertThat(samples.put(series, value)).as("second: " + line).isNull();
        if (type.equals("counter")) {
            assertThat(name).endsWith("_total");
        }
        if (type.equals("counter") || suffix.equals("_sum") || suffix.equals("_count") || suffix.equals("_bucket")) {
            growing.add(series);
        }
    }

    Map<Series, Double> samples() {
        return samples;
    }

    /** What may only grow. */
    Set<Series> growing() {
        return growing;
    }

    /** The value of the one series that has a name and, among others, a label. */
    double value(String name, String... label) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().name().equals(name)
                        && (label.length == 0
                                || label[1].equals(sample.getKey().labels().get(label[0]))))
                .reduce((one, other) -> {
                    throw new IllegalArgumentException("there are " + one + " and " + other);
                })
                .orElseThrow(() -> new NoSuchElementException(name + " with " + String.join("=", label)))
                .getValue();
    }
}
