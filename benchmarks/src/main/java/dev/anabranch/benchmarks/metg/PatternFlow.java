package dev.anabranch.benchmarks.metg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flow of {@code samples/patterns}, as it stands, in one size.
 *
 * @param pattern which one
 * @param width columns
 * @param steps rows
 * @param bytes of each output
 */
public record PatternFlow(String pattern, int width, int steps, int bytes) {
    /** Outputs that are no more than a digest. */
    public static final int LEAST_BYTES = 16;

    /** The names of all patterns. */
    public static final List<String> PATTERNS = List.of(
            "trivial",
            "no_comm",
            "stencil_1d",
            "stencil_1d_periodic",
            "dom",
            "tree",
            "fft",
            "nearest",
            "random_nearest",
            "spread");

    private static final Pattern POINT = Pattern.compile(
            "taskbench\\.point\\((?<step>[^,]*), (?<point>[^,]*), (?<inputs>.*),\\s+iterations,\\s+bytes\\)",
            Pattern.DOTALL);

    private static final Pattern EQUATION = Pattern.compile(
            "^x\\[(?<axes>[^\\]]*)\\](?: where (?<guard>.*?))? = (?<call>taskbench.*?) (?<cost>@cost\\(.*?\\))$",
            Pattern.MULTILINE | Pattern.DOTALL);

    /** The narrowest that the pattern is defined for. */
    public static int leastWidth(String pattern) {
        return switch (pattern) {
            case "spread" -> 11;
            case "stencil_1d_periodic" -> 3;
            default -> 2;
        };
    }

    /** The sample's text with the size as the defaults of its params. */
    public String text() {
        try (InputStream sample = PatternFlow.class.getResourceAsStream(pattern + ".flow")) {
            if (sample == null) {
                throw new IllegalStateException("no pattern " + pattern);
            }
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("(?m)^param width .*$", "param width      : int = " + width)
                    .replaceFirst("(?m)^param steps .*$", "param steps      : int = " + steps)
                    .replaceFirst("(?m)^param bytes .*$", "param bytes      : size = " + bytes + "B");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same points, each equation once for each worker with the guard of its share of the columns and {@code @on}. Outputs
     * of the least size are digests, numbers as the other implementations pass them.
     *
     * @param published what is published: the array or the last row
     */
    public String placed(Shares shares, String published) {
        Matcher equation = EQUATION.matcher(text());
        StringBuilder placed = new StringBuilder();
        while (equation.find()) {
            StringBuilder equations = new StringBuilder();
            for (int worker = 0; worker < shares.workers(); worker++) {
                appendEquation(equations, equation, worker, shares);
            }
            equation.appendReplacement(placed, Matcher.quoteReplacement(equations.toString()));
        }
        equation.appendTail(placed);
        return placed + "\npublish " + published + "\n";
    }

    private void appendEquation(StringBuilder text, Matcher equation, int worker, Shares shares) {
        String axes = equation.group("axes");
        String guard = equation.group("guard") == null ? "" : equation.group("guard");
        if (axes.endsWith("i")) {
            guard += (guard.isEmpty() ? "" : " && ") + "i >= " + shares.first(worker) + " && i < "
                    + shares.first(worker + 1);
        } else if (worker > 0) {
            // The root of the tree is in column 0.
            return;
        }
        text.append("x[").append(axes).append(']');
        if (!guard.isEmpty()) {
            text.append(" where ").append(guard);
        }
        text.append(" = ")
                .append(bytes == LEAST_BYTES ? digest(equation.group("call")) : equation.group("call"))
                .append(' ')
                .append(equation.group("cost"));
        text.append(" @on(\"local/").append(worker).append("\")\n");
    }

    /** The call that makes the digest of a point alone: its inputs come last, and each is an argument. */
    private static String digest(String call) {
        Matcher point = POINT.matcher(call.strip());
        if (!point.matches()) {
            throw new IllegalStateException("no call of a point: " + call);
        }
        String inputs = point.group("inputs");
        String each = inputs.startsWith("[") ? inputs.substring(1, inputs.length() - 1) : inputs;
        return "taskbench.digest(" + point.group("step") + ", " + point.group("point") + ", iterations"
                + (each.isEmpty() ? "" : ", " + each) + ")";
    }
}
