package dev.anabranch.benchmarks.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this package with JMH's options, and prints each score beside the one it is compared with. */
public final class Micro {
    private static final String PACKAGE = Micro.class.getPackageName().replace(".", "\\.") + "\\.";

    private Micro() {}

    /**
     * Runs all of them, or those whose names match a regular expression.
     *
     * @param arguments those of JMH
     * @throws RunnerException if a benchmark fails
     * @throws CommandLineOptionException if JMH has no such option
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(given).shouldFailOnError(true);
        if (given.getIncludes().isEmpty()) {
            options.include(PACKAGE);
        }
        given.getIncludes().forEach(name -> options.include(PACKAGE + ".*" + name));
        System.out.print(table(new Runner(options.build()).run()));
    }

    /** One line for each result: its score, and how many times that of its companion it is. */
    static String table(Collection<RunResult> results) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%n%-52s %12s %9s   %7s  %s%n", "ns", "score", "error", "ratio", "to"));
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            Result<?> score = result.getPrimaryResult();
            String companion = companion(params.getBenchmark());
            table.append(String.format(
                    Locale.ROOT, "%-52s %12.2f %9.2f", name(params), score.getScore(), score.getScoreError()));
            for (RunResult other : results) {
                if (isCompanion(other.getParams(), params, companion)) {
                    table.append(String.format(
                            Locale.ROOT,
                            "   %7.2f  %s",
                            score.getScore() / other.getPrimaryResult().getScore(),
                            companion));
                }
            }
            table.append(System.lineSeparator());
        }
        return table.toString();
    }

    private static boolean isCompanion(BenchmarkParams other, BenchmarkParams params, String companion) {
        return other.getBenchmark().equals(owner(params.getBenchmark()) + "." + companion)
                && values(other).equals(values(params));
    }

    private static String name(BenchmarkParams params) {
        String benchmark = params.getBenchmark();
        String shown = benchmark.substring(owner(benchmark).lastIndexOf('.') + 1);
        List<String> values = values(params);
        return values.isEmpty() ? shown : shown + " " + String.join(" ", values);
    }

    private static List<String> values(BenchmarkParams params) {
        List<String> values = new ArrayList<>();
        for (String key : params.getParamsKeys()) {
            values.add(params.getParam(key));
        }
        return values;
    }

    private static String owner(String benchmark) {
        return benchmark.substring(0, benchmark.lastIndexOf('.'));
    }

    /** The name of the method that a benchmark is compared with; empty if it is a limit itself. */
    private static String companion(String benchmark) {
        try {
            String method = benchmark.substring(owner(benchmark).length() + 1);
            for (var declared : Class.forName(owner(benchmark)).getDeclaredMethods()) {
                Beside beside = declared.getAnnotation(Beside.class);
                if (declared.getName().equals(method) && beside != null) {
                    return beside.value();
                }
            }
            return "";
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
