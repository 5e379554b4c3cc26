package dev.anabranch.benchmarks.metg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flow of {@code samples/patterns}, as it stands, in one size.
 *
 * @param pattern which one
 * @param width columns
 * @param steps rows
 * @param bytes of each output
 * @param empty whether points do nothing but take their inputs; their outputs are of the least size
 */
public record PatternFlow(String pattern, int width, int steps, int bytes, boolean empty) {
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

    /** Whether outputs are numbers. */
    boolean isNumbers() {
        return bytes == LEAST_BYTES;
    }

    /** What its points compute. */
    Point point() {
        return empty ? new Point.Empty() : new Point.Digest();
    }

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
        return withEquations(
                equation -> {
                    StringBuilder equations = new StringBuilder();
                    for (int worker = 0; worker < shares.workers(); worker++) {
                        appendEquation(equations, equation, worker, shares);
                    }
                    return equations.toString();
                },
                published);
    }

    /** The same points, to be placed by the planner. */
    String free(String published) {
        return withEquations(
                equation -> {
                    String guard = equation.group("guard") == null ? "" : " where " + equation.group("guard");
                    return "x[" + equation.group("axes") + "]" + guard + " = " + call(equation) + "\n";
                },
                published);
    }

    private String withEquations(Function<Matcher, String> rewritten, String published) {
        Matcher equation = EQUATION.matcher(text());
        StringBuilder text = new StringBuilder();
        while (equation.find()) {
            equation.appendReplacement(text, Matcher.quoteReplacement(rewritten.apply(equation)));
        }
        equation.appendTail(text);
        return text + "\npublish " + published + "\n";
    }

    private String call(Matcher equation) {
        String call = isNumbers() ? number(equation.group("call")) : equation.group("call");
        // What an empty point costs is known to the library better than to the pattern.
        return empty ? call : call + " " + equation.group("cost");
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
                .append(call(equation))
                .append(" @on(\"local/")
                .append(worker)
                .append("\")\n");
    }

    /** The call that makes a point that is a number: its inputs come last, and each is an argument. */
    private String number(String call) {
        Matcher point = POINT.matcher(call.strip());
        if (!point.matches()) {
            throw new IllegalStateException("no call of a point: " + call);
        }
        String inputs = point.group("inputs");
        String each = inputs.startsWith("[") ? inputs.substring(1, inputs.length() - 1) : inputs;
        if (empty) {
            return "taskbench.empty(" + each + ")";
        }
        return "taskbench.digest(" + point.group("step") + ", " + point.group("point") + ", iterations"
                + (each.isEmpty() ? "" : ", " + each) + ")";
    }
}
